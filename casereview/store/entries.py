"""What stands in the form of a review, item by item: what was typed, submitted, or came with the case."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.answers import Draft, Given
from casereview.models import (
    CaseFact,
    DraftAnswer,
    Person,
    Response,
    ReviewedCase,
    StoredAnswer,
    StudyItem,
)
from casereview.store import blind
from casereview.store.names import called
from casereview.store.once import hashed
from casereview.store.opening import case_of
from casereview.store.values import given


@dataclass(frozen=True)
class Entry:
    """What stands in the form for one item. Version 0: it comes from the case list or the submitted answers."""

    given: Given | None
    version: int
    by: str
    at: datetime


def entries(session: Session, member: Member, response: Response) -> dict[str, Entry]:
    """What stands in the form, by ref: what was typed, else what was submitted, else what the case list says.

    Attributes always come from the case list. An item nobody has touched is absent.
    """
    case = case_of(session, member, response)
    return from_case_list(session, case) | _submitted(session, response) | _typed(session, response)


def from_case_list(session: Session, case: ReviewedCase) -> dict[str, Entry]:
    """What the case list says; where reviewers answer alone, facts only, so that no answer leans on another."""
    only_facts = bool(blind.instrument_for(session, case).alone)
    query = (
        select(StudyItem.ref, StudyItem.attribute, CaseFact, Person)
        .join(CaseFact, col(CaseFact.item_id) == StudyItem.id)
        .outerjoin(Person, col(Person.id) == CaseFact.person_id)
        .where(CaseFact.project_id == case.project_id, CaseFact.case_id == case.id)
    )
    return {
        ref: Entry(given(row.value, row.other), row.version if attribute else 0, called(person), row.at)
        for ref, attribute, row, person in session.exec(query)
        if attribute or not only_facts
    }


def _submitted(session: Session, response: Response) -> dict[str, Entry]:
    if response.status != "submitted" or response.submitted_at is None:
        return {}
    by = called(session.get(Person, response.person_id) if response.person_id else None)
    query = select(StudyItem.ref, StoredAnswer).join(StoredAnswer, col(StoredAnswer.item_id) == StudyItem.id)
    query = query.where(StoredAnswer.project_id == response.project_id, StoredAnswer.response_id == response.id)
    return {
        ref: Entry(given(row.value, row.other), 0, by, response.submitted_at)
        for ref, row in session.exec(query)
        if row.state in ("answered", "left_blank")
    }


def _typed(session: Session, response: Response) -> dict[str, Entry]:
    query = (
        select(StudyItem.ref, DraftAnswer, Person)
        .join(DraftAnswer, col(DraftAnswer.item_id) == StudyItem.id)
        .outerjoin(Person, col(Person.id) == DraftAnswer.person_id)
        .where(DraftAnswer.project_id == response.project_id, DraftAnswer.response_id == response.id)
    )
    return {
        ref: Entry(given(row.value, row.other), row.version, called(person), row.at)
        for ref, row, person in session.exec(query)
    }


def draft_of(session: Session, member: Member, response: Response) -> Draft:
    """The entries that are not blank: what routing, settling and rules read."""
    found = entries(session, member, response)
    return {ref: entry.given for ref, entry in found.items() if entry.given is not None}


def revision(draft: Draft) -> str:
    """A short hash of what a draft says: the same exactly when every answer is the same."""
    return hashed({ref: [entry.value, entry.other] for ref, entry in draft.items()})[:32]
