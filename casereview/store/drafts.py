"""Drafts: what several people type into one review, saved answer by answer, each with a version of its own."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.answers import Draft, Given
from casereview.database import now
from casereview.models import (
    CaseFact,
    DraftAnswer,
    Person,
    Response,
    ReviewedCase,
    StoredAnswer,
    Study,
    StudyItem,
    WorkshopTable,
)
from casereview.store.errors import KeyReused, NotFound, Refused, StaleEdit
from casereview.store.names import called
from casereview.store.once import hashed
from casereview.store.scope import check_case, locked, numbers_moved, own, remember, require, rows
from casereview.store.studies import instrument_of
from casereview.store.values import check, given, to_json, told


@dataclass(frozen=True)
class Entry:
    """What stands in the form for one item. Version 0: it comes from the case list or the submitted answers."""

    given: Given | None
    version: int
    by: str
    at: datetime


def open_review(
    session: Session,
    member: Member,
    case: ReviewedCase,
    *,
    kind: str = "",
    round: int = 1,  # noqa: A002
    table: WorkshopTable | None = None,
) -> Response:
    """The review of this case to type into: resumed where there is one, else new. The first of a case counts.

    `table` names another table than the one the case is allotted to; its review stands beside, and does not count.
    Raises NotFound, NotAllowed, Refused for a kind the instrument does not have.
    """
    require(member, "enter_cases")
    own(member, case)
    case = locked(session, ReviewedCase, case)
    check_case(session, member, case)
    if table is not None:
        own(member, table)
    _check_kind(session, case, kind)
    seat = f"table {table.id}" if table is not None and table.id != case.table_id else ""
    standing = rows(member, Response).where(Response.case_id == case.id, col(Response.deleted_at).is_(None))
    same = standing.where(Response.kind == kind, Response.round == round, Response.seat == seat)
    found = session.exec(same).first()
    if found is None:
        found = Response(
            project_id=case.project_id, study_id=case.study_id, case_id=case.id, kind=kind, round=round, seat=seat,
            table_id=table.id if table else case.table_id, counting=session.exec(standing).first() is None,
        )  # fmt: skip
        session.add(found)
        session.flush()
    return found


def _check_kind(session: Session, case: ReviewedCase, kind: str) -> None:
    instrument = instrument_of(session, session.get_one(Study, case.study_id))
    if kind and kind not in [each.code for each in instrument.kinds]:
        raise Refused(f"The instrument has no kind of reviewer “{kind}”.")


def case_of(session: Session, member: Member, response: Response) -> ReviewedCase:
    """The case a response is about. Raises NotFound where the member may not see it, or it was deleted."""
    own(member, response)
    case = session.get_one(ReviewedCase, response.case_id)
    check_case(session, member, case)
    return case


def open_case(session: Session, member: Member, response: Response) -> ReviewedCase:
    """The case of a response, held for writing. Raises NotFound, and Refused where it was set aside."""
    case = locked(session, ReviewedCase, case_of(session, member, response))
    check_case(session, member, case)
    if case.status != "open":
        raise Refused(f"This case is {case.status} ({case.reason}). Bring it back first; nothing was saved.")
    return case


def entries(session: Session, member: Member, response: Response) -> dict[str, Entry]:
    """What stands in the form, by ref: what was typed, else what was submitted, else what the case list says.

    Attributes always come from the case list. An item nobody has touched is absent.
    """
    case = case_of(session, member, response)
    return _from_case_list(session, case) | _submitted(session, response) | _typed(session, response)


def _from_case_list(session: Session, case: ReviewedCase) -> dict[str, Entry]:
    query = (
        select(StudyItem.ref, StudyItem.attribute, CaseFact, Person)
        .join(CaseFact, col(CaseFact.item_id) == StudyItem.id)
        .outerjoin(Person, col(Person.id) == CaseFact.person_id)
        .where(CaseFact.project_id == case.project_id, CaseFact.case_id == case.id)
    )
    return {
        ref: Entry(given(row.value, row.other), row.version if attribute else 0, called(person), row.at)
        for ref, attribute, row, person in session.exec(query)
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
    here = select(StudyItem.id, StudyItem.attribute).where(StudyItem.project_id == case.project_id)
    number, attribute = session.exec(here.where(StudyItem.study_id == case.study_id, StudyItem.ref == ref)).one()
    if attribute:
        fact = session.get(CaseFact, (case.project_id, case.id, number), populate_existing=True)
        return fact or CaseFact(project_id=case.project_id, case_id=case.id, item_id=number, version=0)
    draft = session.get(DraftAnswer, (case.project_id, response.id, number), populate_existing=True)
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
    session.flush()
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
