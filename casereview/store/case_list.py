"""The case list as a facilitator sees it: what is to do, in progress and by whom, done, or set aside."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.models import Person, Response, ReviewedCase, Study, Workshop, WorkshopTable
from casereview.store import blind
from casereview.store.errors import NotFound
from casereview.store.names import called
from casereview.store.scope import cases_of, check_case, require, visible
from casereview.store.studies import instrument_of


@dataclass(frozen=True)
class CaseRow:
    """One line of the case list."""

    public_id: str
    reference: str
    summary: str
    state: str  # to_do, in_progress, done, parked, skipped or withdrawn
    by: str  # in progress: who typed last; done: who submitted
    at: datetime | None  # when that was, in UTC
    editing: bool  # done, and being changed
    reason: str
    workshop: str
    table: str
    position: int
    version: int


def case_list(session: Session, member: Member, study: Study) -> list[CaseRow]:
    """Every case of the study that the member may see, in the order of the list. One query."""
    require(member, "see_cases")
    query: Any = (
        select(ReviewedCase, Response, Person, col(Workshop.title), col(WorkshopTable.name))  # type: ignore[call-overload]
        .where(*visible(member, study), col(ReviewedCase.deleted_at).is_(None))
        .outerjoin(
            Response,
            (col(Response.project_id) == ReviewedCase.project_id)
            & (col(Response.case_id) == ReviewedCase.id)
            & col(Response.counting)
            & col(Response.deleted_at).is_(None),
        )
        .outerjoin(Person, col(Person.id) == Response.touched_by_id)
        .outerjoin(Workshop, col(Workshop.id) == ReviewedCase.workshop_id)
        .outerjoin(WorkshopTable, col(WorkshopTable.id) == ReviewedCase.table_id)
        .order_by(col(ReviewedCase.position), col(ReviewedCase.id))
    )
    found = session.exec(query).all()
    if instrument_of(session, study).alone:
        return [_row_alone(*each) for each in _with_states(session, member, study, found)]
    return [_row(*each) for each in found]


def _with_states(session: Session, member: Member, study: Study, found: Any) -> list[tuple[Any, ...]]:
    """Each case with the member's own state, or for a facilitator: done once it is revealed."""
    if not member.may("see_all_cases"):
        own = blind.own_states(session, member, study)
        return [(case, own.get(case.id, "to_do"), *rest[-2:]) for case, *rest in found]
    shown = blind.revealed_cases(session, study)
    states = {
        case.id: "done" if case.id in shown else "in_progress" if review else "to_do" for case, review, *_ in found
    }
    return [(case, states[case.id], *rest[-2:]) for case, *rest in found]


def _row_alone(case: ReviewedCase, state: str, workshop: str | None, table: str | None) -> CaseRow:
    """A row where reviewers answer alone: it names nobody."""
    return CaseRow(
        case.public_id, case.reference, case.summary, case.status if case.status != "open" else state, "", None, False,
        case.reason, workshop or "", table or "", case.position, case.version,
    )  # fmt: skip


def _row(
    case: ReviewedCase, response: Response | None, person: Person | None, workshop: str | None, table: str | None
) -> CaseRow:
    touched = response is not None and response.touched_at is not None
    return CaseRow(
        case.public_id, case.reference, case.summary, _state(case, response), called(person) if touched else "",
        response.touched_at if response else None, bool(response and response.editing), case.reason,
        workshop or "", table or "", case.position, case.version,
    )  # fmt: skip


def _state(case: ReviewedCase, response: Response | None) -> str:
    if case.status != "open":
        return case.status
    if response is None or (response.status == "draft" and response.touched_at is None):
        return "to_do"
    return "done" if response.status == "submitted" else "in_progress"


def next_case(
    session: Session, member: Member, study: Study, *, after: ReviewedCase | None = None, table: str = ""
) -> ReviewedCase | None:
    """The next case to do after `after` (from the start again at the end), at `table` where one is named.

    When nothing is left to do, one in progress; None when everything is done.
    """
    if after is not None:
        check_case(session, member, after)
    found = [row for row in case_list(session, member, study) if not table or row.table == table]
    start = after.position if after else 0
    for state in ("to_do", "in_progress"):
        waiting = [row for row in found if row.state == state and (after is None or row.public_id != after.public_id)]
        waiting.sort(key=lambda row: (row.position <= start, row.position))
        if waiting:
            return _by_id(session, member, study, waiting[0].public_id)
    return None


def _by_id(session: Session, member: Member, study: Study, public_id: str) -> ReviewedCase:
    found = session.exec(cases_of(member, study).where(ReviewedCase.public_id == public_id)).first()
    if found is None:
        raise NotFound
    return found
