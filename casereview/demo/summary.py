"""The summary of the demonstration: cited figures, opportunities, unit costs, the order of headlines and chapters."""

from typing import Any

from sqlmodel import Session

from casereview.access import Member
from casereview.demo.files import words
from casereview.models import CitedFigure, Opportunity, Study
from casereview.store import studies
from casereview.store.cited import Cited, add_cited
from casereview.store.opportunities import add_opportunity
from casereview.store.opportunity_typed import OpportunityTyped, PartTyped
from casereview.store.summary_items import ItemTyped, add_item
from casereview.store.unit_costs import UnitCostTyped, add_unit_cost

INVENTED: dict[str, Any] = {  # what the invented prices have in common
    "price_year": "2026/27",
    "dated": "2026-04-01",
    "until": "2027-03-31",
    "owner": "Adult social care finance team",
    "source": "Invented for the demonstration",
}


def load_summary(session: Session, member: Member) -> None:
    """Writes it all, after the studies: a line about a study that is not there is left out."""
    plan = words("summary.toml")
    cited = {raw.pop("id"): add_cited(session, member, Cited(**raw)) for raw in plan["cited"]}
    table = load_unit_costs(session, member)
    there = {study.instrument_id: study for study in studies.studies(session, member)}
    made: dict[str, Opportunity] = {}
    for position, raw in enumerate(plan["opportunities"], 1):
        typed = _opportunity({**plan["groups"].get(raw.pop("in", ""), {}), **raw}, position, cited, there, table)
        made[typed.title] = add_opportunity(session, member, typed)
    for raw in plan["items"]:
        if raw.get("study", "") in {"", *there}:
            add_item(session, member, _item(raw, cited, there, made))


def load_unit_costs(session: Session, member: Member) -> dict[str, int]:
    """Writes the invented prices; gives back their numbers by item."""
    found = {}
    for raw in words("unit_costs.toml")["unit_costs"]:
        row = add_unit_cost(session, member, UnitCostTyped(**INVENTED | raw))
        found[row.item] = row.id
    return found


def _part(raw: dict[str, Any], table: dict[str, int]) -> PartTyped:
    """A part as the file has it, or the price of the unit cost table that it names."""
    if "unit_cost" in raw:
        return PartTyped("price", "", 0, 0, 0, unit_cost_id=table[raw["unit_cost"]])
    return PartTyped(**raw)


def _opportunity(
    raw: dict[str, Any], position: int, cited: dict[str, CitedFigure], there: dict[str, Study], table: dict[str, int]
) -> OpportunityTyped:
    raw["position"] = position
    raw["parts"] = tuple(_part(part, table) for part in raw.get("parts", ()))
    raw["cited"] = cited[raw["cited"]] if "cited" in raw else None
    raw["study"] = there[raw["study"]] if "study" in raw else None
    return OpportunityTyped(**raw)


def _item(
    raw: dict[str, Any], cited: dict[str, CitedFigure], there: dict[str, Study], made: dict[str, Opportunity]
) -> ItemTyped:
    return ItemTyped(
        chapter=raw.get("chapter", ""),
        study=there[raw["study"]] if "study" in raw else None,
        finding=raw.get("finding", ""),
        cited=cited[raw["cited"]] if "cited" in raw else None,
        opportunity=made[raw["opportunity"]] if "opportunity" in raw else None,
        words=raw.get("words", ""),
    )
