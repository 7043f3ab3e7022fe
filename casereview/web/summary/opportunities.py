"""Opportunities: the list with the year's figure and every part of it, the form, putting away and bringing back."""

from flask import flash, g, redirect, render_template, request
from werkzeug.wrappers import Response

from casereview.models import CitedFigure, Opportunity, Study
from casereview.models.base import public_id
from casereview.store import changing, studies
from casereview.store.cited import cited_figures
from casereview.store.errors import KeyReused, NotFound, Refused, StaleEdit, StoreError
from casereview.store.opportunities import add_opportunity, change_opportunity, restore_opportunity
from casereview.store.opportunity_checks import SCALABLE
from casereview.store.opportunity_rows import opportunities, parts_of, study_of
from casereview.store.unit_costs import unit_costs
from casereview.summary import wording
from casereview.summary.basis import printed
from casereview.summary.gathering import everything
from casereview.summary.total import totals
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.summary.blueprint import PLACE, Problems, blueprint, flash_away, stale, to
from casereview.web.summary.order import Choice
from casereview.web.summary.page import KINDS, rests_on
from casereview.web.summary.typed import UNIT_COST, Typed
from casereview.web.whole_number import posted_version

Page = Response | tuple[str, int] | str
WHERE = f"{PLACE}/opportunities"


@blueprint.get(WHERE)
@allowed("see_summary")
def listing(project: str) -> str:
    """Every opportunity, with what it comes to in a year and what that is made of."""
    rows = everything(session(), g.member).rows
    away = changing.put_away(session(), g.member, Opportunity)
    versions = {each.public_id: each.version for each in opportunities(session(), g.member)}
    return render_template(
        "summary/opportunities.html", rows=rows, totals=totals(rows), away=away, versions=versions, words=wording,
        kinds=KINDS, rests_on=rests_on, to=to, costed=_costed(),
    )  # fmt: skip


def _costed() -> list[tuple[str, str]]:
    """Key and title of each study that prices its cases, for those who may see findings."""
    if not g.member.may("see_findings"):
        return []
    found = studies.studies(session(), g.member)
    return [(each.key, each.title) for each in found if studies.instrument_of(session(), each).pricing]


@blueprint.get(f"{WHERE}/new")
@allowed("edit_summary")
def new_opportunity(project: str) -> str:
    """The empty form."""
    last = max((each.position for each in opportunities(session(), g.member)), default=0)
    return _form(Typed(client_key=public_id(), position=str(last + 1)), [])


@blueprint.post(f"{WHERE}/new")
@allowed("edit_summary")
def add_new(project: str) -> Page:
    """Adds it, or shows the form again with everything typed and what is wrong."""
    typed = Typed.of(request.form)
    key = typed.client_key or None
    try:
        in_writing(lambda opened: add_opportunity(opened, g.member, typed.read(opened), client_key=key))
    except (Refused, KeyReused) as error:
        return _form(typed, _at_field(error)), 422
    flash(f"{typed.title} is saved.")
    return redirect(to("listing"))


@blueprint.get(f"{WHERE}/<opportunity>")
@allowed("edit_summary")
def edit_opportunity(project: str, opportunity: str) -> str:
    """The form with the opportunity as it stands."""
    found = changing.by_public_id(session(), g.member, Opportunity, opportunity)
    if found.retired_at is not None:
        raise NotFound
    prices = {each.id: each.public_id for each in unit_costs(session(), g.member)}
    typed = Typed.standing(found, parts_of(session(), g.member, found), _rests_on(found), prices)
    return _form(typed, [], found)


@blueprint.post(f"{WHERE}/<opportunity>")
@allowed("edit_summary")
def save_opportunity(project: str, opportunity: str) -> Page:
    """Saves it, unless somebody else was first; then nothing is overwritten."""
    typed = Typed.of(request.form)
    found = changing.by_public_id(session(), g.member, Opportunity, opportunity)
    expected = posted_version()
    try:
        in_writing(
            lambda opened: change_opportunity(opened, g.member, found, typed.read(opened), expected_version=expected)
        )
    except Refused as error:
        return _form(typed, _at_field(error), found, expected), 422
    except StaleEdit as error:
        return _form(typed, stale(error, found.title), found), 409
    shared = f" Its volume, prices and reading hold for every lever of “{typed.lever_group}”."
    flash(f"{typed.title} is saved.{shared if typed.lever_group else ''}")
    return redirect(to("listing"))


@blueprint.post(f"{WHERE}/<opportunity>/away")
@allowed("edit_summary")
def put_opportunity_away(project: str, opportunity: str) -> Response:
    """Puts it away for 30 days."""
    found = changing.by_public_id(session(), g.member, Opportunity, opportunity)
    in_writing(lambda opened: changing.retire(opened, g.member, found, expected_version=posted_version()))
    flash_away(found.title)
    return redirect(to("listing"))


@blueprint.post(f"{WHERE}/<opportunity>/back")
@allowed("edit_summary")
def bring_opportunity_back(project: str, opportunity: str) -> Response:
    """Undoes it."""
    found = changing.by_public_id(session(), g.member, Opportunity, opportunity)
    try:
        in_writing(lambda opened: restore_opportunity(opened, g.member, found, expected_version=posted_version()))
        flash(f"{found.title} is back.")
    except Refused as error:
        flash(str(error), "problem")
    return redirect(to("listing"))


def _at_field(error: StoreError) -> Problems:
    """What is wrong, leading to the field it speaks of; to the top of the form where it speaks of none."""
    return [{"text": str(error), "href": f"#{getattr(error, 'field', '') or 'title'}"}]


def _rests_on(row: Opportunity) -> str:
    study = study_of(session(), row)
    if study is not None:
        return f"finding:{study.key}:{row.finding}"
    cited = next((each for each in cited_figures(session(), g.member) if each.id == row.cited_id), None)
    return f"cited:{cited.public_id}" if cited else ""


def _choices() -> dict[str, list[Choice]]:
    """What an opportunity can rest on: findings that are one number, and cited figures."""
    found = {_title(study): _findings(study) for study in studies.studies(session(), g.member)}
    found["Cited figures"] = [
        Choice(f"cited:{each.public_id}", _cited(each)) for each in cited_figures(session(), g.member)
    ]
    return {title: choices for title, choices in found.items() if choices}


def _title(study: Study) -> str:
    return study.title if study.random_draw else f"{study.title} (of cases reviewed: needs an assumption)"


def _findings(study: Study) -> list[Choice]:
    instrument = studies.instrument_of(session(), study)
    named = [(each.id, each.title) for each in instrument.findings if each.kind in SCALABLE]
    named += [(each.id, f"{each.title}: pounds a case") for each in instrument.pricing]
    return [Choice(f"finding:{study.key}:{name}", title) for name, title in named]


def _cited(figure: CitedFigure) -> str:
    return f"{printed(figure)} {figure.sentence}"


def _roles() -> list[tuple[str, str]]:
    """What a part can be: a price is typed, or one of the unit cost table."""
    own = [("volume", "The year’s volume"), ("factor", "A factor"), ("price", "A price, typed here")]
    table = unit_costs(session(), g.member)
    return own + [(f"{UNIT_COST}{each.public_id}", f"Unit cost: {each.label}") for each in table]


def _form(typed: Typed, problems: Problems, row: Opportunity | None = None, shown: int | None = None) -> str:
    """The form. `shown` is the version it carries: the one that stands, unless the form was merely not right yet."""
    groups = sorted({each.lever_group for each in opportunities(session(), g.member)} - {""})
    return render_template(
        "summary/opportunity_form.html", typed=typed, problems=problems, row=row, choices=_choices(), groups=groups,
        shown=shown if shown is not None else (row.version if row else ""), to=to, roles=_roles(),
    )  # fmt: skip
