"""The order of the summary: which headlines come first, which chapters there are, and what each one shows."""

from dataclasses import dataclass

from flask import flash, g, redirect, render_template
from sqlmodel import Session
from werkzeug.wrappers import Response

from casereview.models import CitedFigure, Opportunity, SummaryItem
from casereview.models.base import public_id
from casereview.store import changing, chapters, studies
from casereview.store.cited import cited_figures
from casereview.store.errors import KeyReused, NotFound, Refused
from casereview.store.opportunity_rows import opportunities
from casereview.store.summary_items import ItemTyped, add_item, items, move
from casereview.summary.basis import printed
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.summary.blueprint import PLACE, Problems, blueprint, flash_away, posted, to
from casereview.web.whole_number import posted_version


@dataclass(frozen=True)
class Choice:
    """Something the summary can show. `value` is what the form posts."""

    value: str
    label: str


@blueprint.get(f"{PLACE}/summary/order")
@allowed("edit_summary")
def order(project: str) -> str:
    """The lines in their order, each with what can be done with it."""
    return _page([])


@blueprint.post(f"{PLACE}/summary/order")
@allowed("edit_summary")
def add_line(project: str) -> Response | tuple[str, int]:
    """Adds a line at the end of its chapter."""

    def work(open_session: Session) -> SummaryItem:
        typed = _typed(open_session, posted("shows"), posted("chapter"), posted("words"))
        return add_item(open_session, g.member, typed, client_key=posted("client_key") or None)

    try:
        in_writing(work)
    except (Refused, KeyReused) as error:
        return _page([{"text": str(error), "href": "#shows"}]), 422
    flash("It is in the summary.")
    return redirect(to("order"))


@blueprint.post(f"{PLACE}/summary/order/<item>")
@allowed("edit_summary")
def change_line(project: str, item: str) -> Response:
    """Moves a line up or down, takes it out, or puts it back."""
    found = changing.by_public_id(session(), g.member, SummaryItem, item)
    done, expected = posted("do"), posted_version()

    def work(open_session: Session) -> None:
        if done == "away":
            changing.retire(open_session, g.member, found, expected_version=expected)
        elif done == "back":
            changing.bring_back(open_session, g.member, found, expected_version=expected)
        else:
            move(open_session, g.member, found, up=done == "up", expected_version=expected)

    try:
        in_writing(work)
        if done == "away":
            flash_away("The line")
    except Refused as error:
        flash(str(error), "problem")
    return redirect(to("order"))


@blueprint.post(f"{PLACE}/summary/chapter")
@allowed("edit_summary")
def change_chapter(project: str) -> Response | tuple[str, int]:
    """Renames a chapter, or moves it with all its lines."""
    chapter, name, done, stood = posted("chapter"), posted("name"), posted("do"), posted("stood")

    def work(open_session: Session) -> None:
        if done == "rename":
            chapters.rename_chapter(open_session, g.member, chapter, name, expected_print=stood)
        else:
            chapters.move_chapter(open_session, g.member, chapter, up=done == "up", expected_print=stood)

    try:
        in_writing(work)
    except Refused as error:
        return _page([{"text": str(error), "href": f"#{posted('field') or 'main-content'}"}]), 422
    return redirect(to("order"))


def _typed(open_session: Session, shows: str, chapter: str, words: str) -> ItemTyped:
    """What was chosen. Raises Refused for nothing, NotFound for what is not there."""
    kind, _, rest = shows.partition(":")
    if kind == "finding":
        key, _, finding = rest.partition(":")
        return ItemTyped(chapter, study=studies.study(open_session, g.member, key), finding=finding, words=words)
    if kind == "cited":
        return ItemTyped(chapter, cited=changing.by_public_id(open_session, g.member, CitedFigure, rest), words=words)
    if kind == "opportunity":
        found = changing.by_public_id(open_session, g.member, Opportunity, rest)
        return ItemTyped(chapter, opportunity=found, words=words)
    if kind:
        raise NotFound
    return ItemTyped(chapter, words=words)


def _choices() -> dict[str, list[Choice]]:
    """Everything the summary can show, by where it is from."""
    found = {}
    for study in studies.studies(session(), g.member):
        declared = studies.instrument_of(session(), study).findings
        found[study.title] = [Choice(f"finding:{study.key}:{each.id}", each.title) for each in declared]
    cited = [Choice(f"cited:{each.public_id}", f"{printed(each)} {each.sentence}") for each in _cited()]
    made = opportunities(session(), g.member)
    found["Cited figures"] = cited
    found["Opportunities"] = [Choice(f"opportunity:{each.public_id}", each.title) for each in made]
    return {title: choices for title, choices in found.items() if choices}


def _cited() -> list[CitedFigure]:
    return cited_figures(session(), g.member)


def _page(problems: Problems) -> str:
    lines, away = items(session(), g.member), changing.put_away(session(), g.member, SummaryItem)
    named = dict.fromkeys(each.chapter for each in lines if each.chapter)
    return render_template(
        "summary/order.html", lines=lines, away=away, chapters=["", *named],
        choices=_choices(), labels=_labels(), problems=problems, to=to, posted=posted, client_key=public_id(),
        stood=chapters.print_of(lines),
    )  # fmt: skip


def _labels() -> dict[tuple[str, object], str]:
    """What a line is called, by what it shows."""
    found: dict[tuple[str, object], str] = {}
    for study in studies.studies(session(), g.member):
        for each in studies.instrument_of(session(), study).findings:
            found[each.id, study.id] = f"{study.title}: {each.title}"
    found |= {("cited", each.id): f"Cited: {printed(each)} {each.sentence}" for each in _cited()}
    return found | {
        ("opportunity", each.id): f"Opportunity: {each.title}" for each in opportunities(session(), g.member)
    }
