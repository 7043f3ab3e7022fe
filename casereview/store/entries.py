"""What stands in the form of a review, item by item: what was typed, submitted, or came with the case."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
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
from casereview.store.names import called, written
from casereview.store.once import hashed
from casereview.store.opening import case_of
from casereview.store.values import given


def _statement(table: type[CaseFact] | type[DraftAnswer], owner: str) -> Any:
    """The rows of `table` of one `project` and `owner`, in single columns, with who wrote them."""
    columns = (table.value, table.other, table.version, table.at, Person.name, Person.email)
    return (
        select(StudyItem.ref, StudyItem.attribute, *columns)  # type: ignore[call-overload]
        .join(table, col(table.item_id) == col(StudyItem.id))
        .outerjoin(Person, col(Person.id) == col(table.person_id))
        .where(col(table.project_id) == bindparam("project"), getattr(table, owner) == bindparam("owner"))
    )


# Every save reads these, so they are built once: building a statement takes ten times as long as running it.
_FACTS, _TYPED = _statement(CaseFact, "case_id"), _statement(DraftAnswer, "response_id")


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
    found = session.connection().execute(_FACTS, {"project": case.project_id, "owner": case.id})
    return {
        ref: Entry(given(value, other), version if attribute else 0, written(*by), at)
        for ref, attribute, value, other, version, at, *by in found
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
    found = session.connection().execute(_TYPED, {"project": response.project_id, "owner": response.id})
    return {
        ref: Entry(given(value, other), version, written(*by), at) for ref, _, value, other, version, at, *by in found
    }


def draft_of(session: Session, member: Member, response: Response) -> Draft:
    """The entries that are not blank: what routing, settling and rules read."""
    found = entries(session, member, response)
    return {ref: entry.given for ref, entry in found.items() if entry.given is not None}


def revision(draft: Draft) -> str:
    """A short hash of what a draft says: the same exactly when every answer is the same."""
    return hashed({ref: [entry.value, entry.other] for ref, entry in draft.items()})[:32]
