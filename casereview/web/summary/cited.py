"""Cited figures: the list, the form, putting away and bringing back."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from flask import flash, g, redirect, render_template, request
from werkzeug.wrappers import Response

from casereview.models import CitedFigure
from casereview.models.base import public_id
from casereview.reading_error import ReadingError
from casereview.store import changing
from casereview.store.cited import Cited, add_cited, change_cited, cited_figures, retire_cited
from casereview.store.errors import KeyReused, NotFound, Refused, StaleEdit
from casereview.summary.basis import printed, span_of
from casereview.summary.typing_numbers import as_typed, read_number
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.summary.blueprint import PLACE, Problems, blueprint, flash_away, stale, to
from casereview.web.whole_number import posted_version

Page = Response | tuple[str, int] | str


@dataclass(frozen=True)
class Typed:
    """The form as typed, kept until it is right."""

    value: str = ""
    low: str = ""
    high: str = ""
    printed: str = ""
    unit: str = ""
    sentence: str = ""
    base: str = ""
    source: str = ""
    owner: str = ""
    dated: str = ""
    note: str = ""
    client_key: str = ""
    version: str = ""

    @classmethod
    def of(cls, form: Mapping[str, str]) -> "Typed":
        """The form as posted, without the spaces around."""
        return cls(**{each.name: form.get(each.name, "").strip() for each in fields(cls)})

    @classmethod
    def standing(cls, figure: CitedFigure) -> "Typed":
        """A figure as it would be typed."""
        numbers = {name: as_typed(getattr(figure, name), figure.percent) for name in ("value", "low", "high")}
        texts = ("printed", "unit", "sentence", "base", "source", "owner", "dated", "note")
        return cls(**numbers, **{name: getattr(figure, name) for name in texts}, version=str(figure.version))

    def read(self) -> tuple[Cited | None, Problems]:
        """The figure, or what is wrong with its numbers."""
        try:
            value, percent = read_number(self.value)
            ends = [read_number(text, percent)[0] if text else None for text in (self.low, self.high)]
        except ReadingError as error:
            return None, [{"text": str(error), "href": "#value"}]
        return Cited(
            value, self.sentence, self.source, percent, ends[0], ends[1], self.printed, self.unit, self.base,
            self.owner, self.dated, self.note,
        ), []  # fmt: skip


@blueprint.get(f"{PLACE}/cited")
@allowed("see_summary")
def cited(project: str) -> str:
    """Every cited figure, and those put away in the last 30 days."""
    away = changing.put_away(session(), g.member, CitedFigure)
    return render_template(
        "summary/cited.html", figures=cited_figures(session(), g.member), away=away, printed=printed, span_of=span_of,
        to=to,
    )  # fmt: skip


@blueprint.get(f"{PLACE}/cited/new")
@allowed("edit_summary")
def new_cited(project: str) -> str:
    """The empty form."""
    return _form(Typed(client_key=public_id()), [])


@blueprint.post(f"{PLACE}/cited/new")
@allowed("edit_summary")
def add(project: str) -> Page:
    """Adds the figure, or shows the form again with everything typed and what is wrong."""
    typed = Typed.of(request.form)
    figure, problems = typed.read()
    if figure is None:
        return _form(typed, problems), 422
    try:
        in_writing(lambda open_session: add_cited(open_session, g.member, figure, client_key=typed.client_key or None))
    except (Refused, KeyReused) as error:
        return _form(typed, [{"text": str(error), "href": "#value"}]), 422
    flash("The figure is saved.")
    return redirect(to("cited"))


@blueprint.get(f"{PLACE}/cited/<figure>")
@allowed("edit_summary")
def edit_cited(project: str, figure: str) -> str:
    """The form with the figure as it stands."""
    found = changing.by_public_id(session(), g.member, CitedFigure, figure)
    if found.retired_at is not None:
        raise NotFound
    return _form(Typed.standing(found), [], found)


@blueprint.post(f"{PLACE}/cited/<figure>")
@allowed("edit_summary")
def save_cited(project: str, figure: str) -> Page:
    """Saves it, unless somebody else was first; then both are shown and nothing is overwritten."""
    typed = Typed.of(request.form)
    found = changing.by_public_id(session(), g.member, CitedFigure, figure)
    wanted, problems = typed.read()
    if wanted is None:
        return _form(typed, problems, found, posted_version()), 422
    try:
        in_writing(lambda opened: change_cited(opened, g.member, found, wanted, expected_version=posted_version()))
    except Refused as error:
        return _form(typed, [{"text": str(error), "href": "#value"}], found, posted_version()), 422
    except StaleEdit as error:
        return _form(typed, stale(error, f"{printed(found)} {found.sentence}"), found), 409
    flash("The figure is saved.")
    return redirect(to("cited"))


@blueprint.post(f"{PLACE}/cited/<figure>/away")
@allowed("edit_summary")
def put_cited_away(project: str, figure: str) -> Response:
    """Puts it away for 30 days, unless something rests on it."""
    found = changing.by_public_id(session(), g.member, CitedFigure, figure)
    try:
        in_writing(lambda opened: retire_cited(opened, g.member, found, expected_version=posted_version()))
        flash_away(f"“{printed(found)} {found.sentence}”")
    except Refused as error:
        flash(str(error), "problem")
    return redirect(to("cited"))


@blueprint.post(f"{PLACE}/cited/<figure>/back")
@allowed("edit_summary")
def bring_cited_back(project: str, figure: str) -> Response:
    """Undoes it."""
    found = changing.by_public_id(session(), g.member, CitedFigure, figure)
    try:
        in_writing(lambda opened: changing.bring_back(opened, g.member, found, expected_version=posted_version()))
        flash("The figure is back.")
    except Refused as error:
        flash(str(error), "problem")
    return redirect(to("cited"))


def _form(typed: Typed, problems: Problems, figure: CitedFigure | None = None, shown: int | None = None) -> str:
    """The form. `shown` is the version it carries: the one that stands, unless the form was merely not right yet."""
    shown = shown if shown is not None or figure is None else figure.version
    return render_template("summary/cited_form.html", typed=typed, problems=problems, figure=figure, shown=shown, to=to)
