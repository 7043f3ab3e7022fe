"""Drafts: what several people type into one review, saved answer by answer, each with a version of its own."""

from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.answers import Given
from casereview.database import now
from casereview.models import (
    CaseFact,
    DraftAnswer,
    Person,
    Response,
    ReviewedCase,
    Study,
    StudyItem,
)
from casereview.store.entries import Entry, draft_of, entries, from_case_list, revision
from casereview.store.errors import KeyReused, NotFound, Refused, StaleEdit
from casereview.store.names import called
from casereview.store.opening import case_of, open_case, open_review, place_of
from casereview.store.scope import locked, numbers_moved, remember, require
from casereview.store.studies import instrument_of
from casereview.store.values import check, given, to_json, told

__all__ = [
    "Entry", "case_of", "draft_of", "entries", "from_case_list", "open_case", "open_review", "place_of", "put",
    "revision", "save_entry", "touch",
]  # fmt: skip


# Every save asks this, so it is built once: building a statement takes ten times as long as running it.
_TYPED: Any = (
    select(StudyItem.id, StudyItem.attribute, DraftAnswer)
    .outerjoin(
        DraftAnswer,
        (col(DraftAnswer.project_id) == bindparam("project"))
        & (col(DraftAnswer.item_id) == col(StudyItem.id))
        & (col(DraftAnswer.response_id) == bindparam("response")),
    )
    .where(StudyItem.project_id == bindparam("project"), StudyItem.study_id == bindparam("study"))
    .where(StudyItem.ref == bindparam("ref"))
    .execution_options(populate_existing=True)
)


def save_entry(
    session: Session,
    member: Member,
    response: Response,
    *,
    ref: str,
    given: Given | None,
    expected_version: int,
    client_key: str = "",
) -> Entry:
    """Saves one item of the form (None: blanked) and gives back what then stands, with its new version.

    An attribute is saved as a fact of the case. Raises StaleEdit where somebody changed the item since
    `expected_version`, unless to the same; KeyReused; Refused for a case set aside; NotFound; NotAllowed.
    """
    require(member, "enter_cases")
    case = open_case(session, member, response)
    response = locked(session, Response, response)
    study = session.get_one(Study, response.study_id)
    item = instrument_of(session, study).item.get(ref)
    if item is None:
        raise NotFound(f"The instrument has no question “{ref}”.")
    check(item, given)
    attributes = {attribute.id for attribute in instrument_of(session, study).attributes}
    if instrument_of(session, study).alone and item.question.id in attributes and not member.may("edit_cases"):
        raise Refused("Facts of the case are the facilitator’s to change.")
    row = _row(session, case, response, ref)
    if not _fresh(row, given, expected_version, client_key):
        if (row.version, _stands(row)) == (0, None) or _stands(row) != given:
            theirs = entries(session, member, response).get(ref)
            raise StaleEdit(ref, given, theirs and theirs.given, row.version, theirs.by if theirs else "")
        return Entry(given, row.version, _by(session, row), row.at)
    _fill(session, member, case, row, ref, given, client_key)
    touch(session, member, response)
    return Entry(given, row.version, member.name, row.at)


def _row(session: Session, case: ReviewedCase, response: Response, ref: str) -> DraftAnswer | CaseFact:
    """Where the item is kept: a fact of the case for an attribute, else the draft. A new row has version 0."""
    named = {"project": case.project_id, "study": case.study_id, "ref": ref, "response": response.id}
    number, attribute, draft = session.exec(_TYPED, params=named).one()
    if attribute:
        fact = session.get(CaseFact, (case.project_id, case.id, number), populate_existing=True)
        return fact or CaseFact(project_id=case.project_id, case_id=case.id, item_id=number, version=0)
    return draft or DraftAnswer(project_id=case.project_id, response_id=response.id, item_id=number, version=0)


def _fresh(row: DraftAnswer | CaseFact, entry: Given | None, expected_version: int, client_key: str) -> bool:
    """Whether this is a new save from the version that stands. Raises KeyReused."""
    if client_key and row.client_key == client_key:
        if _stands(row) != entry:
            raise KeyReused
        return False
    return row.version == expected_version


def _fill(
    session: Session,
    member: Member,
    case: ReviewedCase,
    row: DraftAnswer | CaseFact,
    ref: str,
    entry: Given | None,
    client_key: str,
) -> None:
    before = _stands(row)
    put(row, member, entry, client_key)
    session.add(row)
    if isinstance(row, CaseFact):
        remember(session, member, case, "fact_changed", ref=ref, before=told(before), after=told(entry))
        numbers_moved(session, case.project_id, case.study_id)


def put(row: DraftAnswer | CaseFact, member: Member, entry: Given | None, client_key: str = "") -> None:
    """Writes an entry into its row, as the row's next version."""
    row.value, row.other = (to_json(entry.value), entry.other) if entry else (None, "")
    row.version, row.client_key = row.version + 1, client_key
    row.person_id, row.at = member.person_id, now()


def touch(session: Session, member: Member, response: Response) -> None:
    """Notes who typed last; of a submitted response, that a change of it has begun."""
    response.touched_by_id, response.touched_at = member.person_id, now()
    response.editing = response.status == "submitted"
    session.add(response)
    session.flush()


def _stands(row: DraftAnswer | CaseFact) -> Given | None:
    return given(row.value, row.other)


def _by(session: Session, row: DraftAnswer | CaseFact) -> str:
    return called(session.get(Person, row.person_id) if row.person_id else None)
