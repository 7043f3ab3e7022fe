"""The unit cost table of a project: prices with a range, a date, an owner and a source; every version is kept."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from math import isfinite
from typing import Any

from sqlmodel import Session, col

from casereview.access import Member
from casereview.models import Opportunity, OpportunityPart, UnitCost, UnitCostVersion
from casereview.models.unit_cost import PER
from casereview.pricing.prices import Needed, Prices, needed, price_of
from casereview.store import changing, studies
from casereview.store.errors import NotFound, Refused
from casereview.store.once import once
from casereview.store.scope import own, require, rows
from casereview.store.values import tidy

LENGTHS = {"label": 200, "price_year": 20, "owner": 200, "source": 400, "note": 2000}
WORDS = {"label": "The name", "price_year": "The price year"}
MOST_POUNDS = 10_000_000


@dataclass(frozen=True)
class UnitCostTyped:
    """A price as typed, in pounds for one. `item`: what an instrument prices; "" for a unit of the project's own."""

    label: str
    per: str
    gross: float
    low: float
    high: float
    contribution: float
    dated: str  # ISO dates
    until: str
    owner: str
    source: str
    price_year: str = ""
    note: str = ""
    item: str = ""


def checked(session: Session, member: Member, typed: UnitCostTyped, itself: int | None = None) -> UnitCostTyped:
    """`typed` with its texts cleaned and its item found. Raises Refused, in words, for what cannot stand."""
    texts: dict[str, Any] = {
        name: tidy(getattr(typed, name), WORDS.get(name, f"The {name}"), most) for name, most in LENGTHS.items()
    }
    found = replace(typed, **texts, item=tidy(typed.item, "The item", 130))
    known = {each.item: each for each in items_needed(session, member)}
    if found.item in known:
        found = replace(found, label=known[found.item].label, per=known[found.item].per)
    elif not found.item:
        found = replace(found, item=f"own.{found.label.lower()}"[:130])
    _check_words(found)
    _check_pounds(found)
    _check_dates(found)
    if any(each.item == found.item and each.id != itself for each in unit_costs(session, member)):
        raise Refused(f"“{found.label}” has a price already. Change that one: its earlier versions are kept.")
    return found


def _check_words(typed: UnitCostTyped) -> None:
    if not typed.label:
        raise Refused("Say what the price is for.")
    if typed.per not in PER:
        raise Refused(f"{typed.label}: choose what the price is for: a week, an hour, or once.")
    if not typed.owner:
        raise Refused(f"{typed.label}: say who answers for the price: a team, or a role.")
    if not typed.source:
        raise Refused(f"{typed.label}: say where the price comes from.")


def _check_pounds(typed: UnitCostTyped) -> None:
    pounds = (typed.low, typed.gross, typed.high, typed.contribution)
    if not all(isfinite(each) and 0 <= each <= MOST_POUNDS for each in pounds):
        raise Refused(f"{typed.label}: give pounds from 0 up to {MOST_POUNDS:,}.")
    if not typed.low <= typed.gross <= typed.high:
        raise Refused(f"{typed.label}: the stated price must lie between the lowest and the highest.")
    if typed.contribution > typed.gross:
        raise Refused(f"{typed.label}: people cannot pay more of the price than all of it.")


def _check_dates(typed: UnitCostTyped) -> None:
    try:
        dated, until = date.fromisoformat(typed.dated), date.fromisoformat(typed.until)
    except ValueError as error:
        raise Refused(f"{typed.label}: give both dates as 2026-04-01.") from error
    if until < dated:
        raise Refused(f"{typed.label}: the price cannot end before the day it is of.")


def add_unit_cost(session: Session, member: Member, typed: UnitCostTyped, *, client_key: str | None = None) -> UnitCost:
    """A new price. Raises Refused, KeyReused, NotAllowed."""
    require(member, "edit_summary")

    def make() -> int:
        found = checked(session, member, typed)
        row = UnitCost(project_id=member.project_id, person_id=member.person_id, **asdict(found))
        session.add(row)
        session.flush()
        _keep(session, member, row)
        return row.id

    number = once(session, member, client_key=client_key, action="unit_cost", body=asdict(typed), make=make)
    return session.get_one(UnitCost, number)


def change_unit_cost(
    session: Session, member: Member, row: UnitCost, typed: UnitCostTyped, *, expected_version: int
) -> UnitCost:
    """Changes the price and keeps the version before. Raises StaleEdit, Refused, NotFound, NotAllowed."""
    row = changing.held(session, member, row, expected_version, typed.label)
    if row.retired_at is not None:
        raise NotFound
    found = checked(session, member, replace(typed, item=row.item), row.id)
    for name, value in asdict(found).items():
        setattr(row, name, value)
    row = changing.touched(session, member, row)
    _keep(session, member, row)
    return row


def retire_unit_cost(session: Session, member: Member, row: UnitCost, *, expected_version: int) -> UnitCost:
    """Puts the price away for 30 days. Raises Refused while an opportunity is priced with it."""
    own(member, row)
    used = rows(member, OpportunityPart).where(OpportunityPart.unit_cost_id == row.id)
    standing = {each.id: each.title for each in changing.standing(session, member, Opportunity)}
    for part in session.exec(used):
        if part.opportunity_id in standing:
            raise Refused(f"“{standing[part.opportunity_id]}” is priced with it. Change that first.")
    return changing.retire(session, member, row, expected_version=expected_version)


def bring_back_unit_cost(session: Session, member: Member, row: UnitCost, *, expected_version: int) -> UnitCost:
    """Undoes it within 30 days. Raises Refused where another price took its place, StaleEdit."""
    if any(each.item == row.item and each.id != row.id for each in unit_costs(session, member)):
        raise Refused(f"“{row.label}” has another price now. Put that one away first.")
    return changing.bring_back(session, member, row, expected_version=expected_version)


def _keep(session: Session, member: Member, row: UnitCost) -> None:
    said = {name: getattr(row, name) for name in UnitCostTyped.__dataclass_fields__}
    session.add(
        UnitCostVersion(
            project_id=row.project_id, unit_cost_id=row.id, version=row.version, said=json.dumps(said),
            person_id=member.person_id,
        )
    )  # fmt: skip
    session.flush()


def unit_costs(session: Session, member: Member) -> list[UnitCost]:
    """The prices that stand, in the order they were added."""
    return changing.standing(session, member, UnitCost)


def versions_of(session: Session, member: Member, row: UnitCost) -> list[tuple[UnitCostVersion, UnitCostTyped]]:
    """Every version of a price, the newest first."""
    own(member, row)
    require(member, "see_summary")
    query = rows(member, UnitCostVersion).where(UnitCostVersion.unit_cost_id == row.id)
    kept = session.exec(query.order_by(col(UnitCostVersion.version).desc()))
    return [(each, UnitCostTyped(**json.loads(each.said))) for each in kept]


def prices(session: Session, member: Member) -> Prices:
    """The prices that stand, by item, as the pricings of cases use them."""
    return {each.item: price_of(each) for each in unit_costs(session, member)}


def items_needed(session: Session, member: Member) -> list[Needed]:
    """Everything the instruments of the project price, each once."""
    found = [each for study in studies.studies(session, member) for each in _needed(session, study)]
    return list({each.item: each for each in found}.values())


def _needed(session: Session, study: Any) -> list[Needed]:
    return needed(studies.instrument_of(session, study))
