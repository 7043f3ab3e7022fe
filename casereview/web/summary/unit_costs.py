"""The unit cost table: what the instruments need a price for, the prices that stand, pasting and taking them away."""

from datetime import date

from flask import flash, g, redirect, render_template, request
from werkzeug.wrappers import Response

from casereview.database import now
from casereview.models import UnitCost
from casereview.models.base import public_id
from casereview.pricing.prices import PER_WORDS, price_of
from casereview.store import changing
from casereview.store.errors import KeyReused, NotFound, Refused, StaleEdit
from casereview.store.unit_costs import (
    add_unit_cost,
    bring_back_unit_cost,
    change_unit_cost,
    items_needed,
    retire_unit_cost,
    unit_costs,
    versions_of,
)
from casereview.summary.wording import money
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.summary.blueprint import PLACE, Problems, blueprint, flash_away, stale, to
from casereview.web.summary.unit_cost_typed import Typed
from casereview.web.whole_number import posted_version

Page = Response | tuple[str, int] | str
WHERE = f"{PLACE}/unit-costs"


@blueprint.get(WHERE, endpoint="unit_costs")
@allowed("see_summary")
def listing(project: str) -> str:
    """Every price with what defends it, what has none yet, and those put away in the last 30 days."""
    found = unit_costs(session(), g.member)
    priced = {each.item for each in found}
    return render_template(
        "summary/unit_costs.html", found=[(each, price_of(each)) for each in found], to=to, money=money,
        lacking=[each for each in items_needed(session(), g.member) if each.item not in priced], per=PER_WORDS,
        away=changing.put_away(session(), g.member, UnitCost), today=now().date(), as_date=date.fromisoformat,
    )  # fmt: skip


@blueprint.get(f"{WHERE}/new")
@allowed("edit_summary")
def new_unit_cost(project: str) -> str:
    """The empty form, for what the address names or for a unit of the project's own."""
    item = request.args.get("item", "")
    found = next((each for each in items_needed(session(), g.member) if each.item == item), None)
    typed = Typed(client_key=public_id())
    return _form(typed.of_item(found) if found else typed, [])


@blueprint.post(f"{WHERE}/new")
@allowed("edit_summary")
def add_price(project: str) -> Page:
    """Adds the price, or shows the form again with everything typed and what is wrong."""
    typed = Typed.of(request.form)
    key = typed.client_key or None
    try:
        in_writing(lambda opened: add_unit_cost(opened, g.member, typed.read(), client_key=key))
    except (Refused, KeyReused) as error:
        return _form(typed, [{"text": str(error), "href": "#gross"}]), 422
    flash(f"The price of “{typed.label}” is saved.")
    return redirect(to("unit_costs"))


@blueprint.get(f"{WHERE}/<unit_cost>")
@allowed("edit_summary")
def edit_unit_cost(project: str, unit_cost: str) -> str:
    """The form with the price as it stands, and every earlier version."""
    found = _found(unit_cost)
    return _form(Typed.standing(found), [], found)


@blueprint.post(f"{WHERE}/<unit_cost>")
@allowed("edit_summary")
def save_unit_cost(project: str, unit_cost: str) -> Page:
    """Saves it as the next version, unless somebody else was first."""
    typed, found, expected = Typed.of(request.form), _found(unit_cost), posted_version()
    try:
        in_writing(lambda opened: change_unit_cost(opened, g.member, found, typed.read(), expected_version=expected))
    except Refused as error:
        return _form(typed, [{"text": str(error), "href": "#gross"}], found, expected), 422
    except StaleEdit as error:
        return _form(typed, stale(error, f"{found.label}, {money(found.gross)}"), found), 409
    flash(f"The price of “{found.label}” is saved. The version before is kept.")
    return redirect(to("unit_costs"))


@blueprint.post(f"{WHERE}/<unit_cost>/away")
@allowed("edit_summary")
def put_unit_cost_away(project: str, unit_cost: str) -> Response:
    """Puts it away for 30 days, unless an opportunity is priced with it."""
    found = changing.by_public_id(session(), g.member, UnitCost, unit_cost)
    try:
        in_writing(lambda opened: retire_unit_cost(opened, g.member, found, expected_version=posted_version()))
        flash_away(f"The price of “{found.label}”")
    except Refused as error:
        flash(str(error), "problem")
    return redirect(to("unit_costs"))


@blueprint.post(f"{WHERE}/<unit_cost>/back")
@allowed("edit_summary")
def bring_unit_cost_back(project: str, unit_cost: str) -> Response:
    """Undoes it."""
    found = changing.by_public_id(session(), g.member, UnitCost, unit_cost)
    try:
        in_writing(lambda opened: bring_back_unit_cost(opened, g.member, found, expected_version=posted_version()))
        flash(f"The price of “{found.label}” is back.")
    except Refused as error:
        flash(str(error), "problem")
    return redirect(to("unit_costs"))


def _found(unit_cost: str) -> UnitCost:
    found = changing.by_public_id(session(), g.member, UnitCost, unit_cost)
    if found.retired_at is not None:
        raise NotFound
    return found


def _form(typed: Typed, problems: Problems, row: UnitCost | None = None, shown: int | None = None) -> str:
    """The form. `shown` is the version it carries: the one that stands, unless the form was merely not right yet."""
    return render_template(
        "summary/unit_cost_form.html", typed=typed, problems=problems, row=row, to=to, money=money, per=PER_WORDS,
        shown=shown if shown is not None else (row.version if row else ""),
        versions=versions_of(session(), g.member, row) if row else [],
    )  # fmt: skip
