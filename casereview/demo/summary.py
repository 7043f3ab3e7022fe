"""The summary of the demonstration: cited figures, opportunities and the order of headlines and chapters."""

from typing import Any

from sqlmodel import Session

from casereview.access import Member
from casereview.demo.files import words
from casereview.models import CitedFigure, Opportunity, Study
from casereview.store import studies
from casereview.store.cited import Cited, add_cited
from casereview.store.opportunities import OpportunityTyped, PartTyped, add_opportunity
from casereview.store.summary_items import ItemTyped, add_item


def load_summary(session: Session, member: Member) -> None:
    """Writes it all, after the studies: a line about a study that is not there is left out."""
    plan = words("summary.toml")
    cited = {raw.pop("id"): add_cited(session, member, Cited(**raw)) for raw in plan["cited"]}
    there = {study.instrument_id: study for study in studies.studies(session, member)}
    made: dict[str, Opportunity] = {}
    for position, raw in enumerate(plan["opportunities"], 1):
        typed = _opportunity({**plan["groups"].get(raw.pop("in", ""), {}), **raw}, position, cited, there)
        made[typed.title] = add_opportunity(session, member, typed)
    for raw in plan["items"]:
        if raw.get("study", "") in {"", *there}:
            add_item(session, member, _item(raw, cited, there, made))


def _opportunity(
    raw: dict[str, Any], position: int, cited: dict[str, CitedFigure], there: dict[str, Study]
) -> OpportunityTyped:
    raw["position"] = position
    raw["parts"] = tuple(PartTyped(**part) for part in raw.get("parts", ()))
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
