"""The order of the summary: headlines first, then chapters with findings, cited figures, opportunities, questions."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from casereview.access import Member
from casereview.models import CitedFigure, Opportunity, Study, SummaryItem
from casereview.store import changing
from casereview.store.errors import Refused
from casereview.store.once import once
from casereview.store.scope import own, require
from casereview.store.studies import instrument_of
from casereview.store.values import tidy


@dataclass(frozen=True)
class ItemTyped:
    """What a line of the summary shows: exactly one of a finding, a cited figure, an opportunity, or words."""

    chapter: str = ""
    study: Study | None = None
    finding: str = ""
    cited: CitedFigure | None = None
    opportunity: Opportunity | None = None
    words: str = ""


def add_item(session: Session, member: Member, typed: ItemTyped, *, client_key: str | None = None) -> SummaryItem:
    """A new line at the end of the summary. Raises Refused, NotFound for another project's, KeyReused, NotAllowed."""
    require(member, "edit_summary")
    chapter, words = tidy(typed.chapter, "The chapter", 100), tidy(typed.words, "The question", 1000)
    _check(session, member, typed, chapter, words)
    shown: dict[str, Any] = {
        "chapter": chapter,
        "words": words,
        "finding": typed.finding,
        "study_id": typed.study.id if typed.study else None,
        "cited_id": typed.cited.id if typed.cited else None,
        "opportunity_id": typed.opportunity.id if typed.opportunity else None,
    }

    def make() -> int:
        last = max((each.position for each in items(session, member)), default=0)
        row = SummaryItem(project_id=member.project_id, person_id=member.person_id, position=last + 1, **shown)
        session.add(row)
        session.flush()
        return row.id

    number = once(session, member, client_key=client_key, action="summary_item", body=shown, make=make)
    return session.get_one(SummaryItem, number)


def _check(session: Session, member: Member, typed: ItemTyped, chapter: str, words: str) -> None:
    given = [each for each in (typed.study, typed.cited, typed.opportunity) if each is not None]
    if len(given) + bool(words) != 1:
        raise Refused("Choose what to show, or write a question: one of them.")
    for each in given:
        own(member, each)
    if words and not chapter:
        raise Refused("A question stands in a chapter. Name the chapter.")
    if typed.study is not None:
        declared = {each.id for each in instrument_of(session, typed.study).findings}
        if typed.finding not in declared:
            raise Refused("There is no such finding in this study. Choose another one.")


def items(session: Session, member: Member) -> list[SummaryItem]:
    """The lines of the summary in their order."""
    return sorted(changing.standing(session, member, SummaryItem), key=lambda each: (each.position, each.id))


def move(session: Session, member: Member, row: SummaryItem, *, up: bool, expected_version: int) -> None:
    """Changes places with the neighbour above or below in the same chapter; nothing at an end. Raises StaleEdit."""
    row = changing.held(session, member, row, expected_version)
    same = [each for each in items(session, member) if each.chapter == row.chapter]
    places = [each.position for each in same]
    index = next((place for place, each in enumerate(same) if each.id == row.id), None)
    if index is None or not 0 <= index + (-1 if up else 1) < len(same):
        return
    other = index + (-1 if up else 1)
    same[index], same[other] = same[other], same[index]
    for position, each in zip(places, same, strict=True):
        if each.position != position:
            each.position = position
            changing.touched(session, member, each)
