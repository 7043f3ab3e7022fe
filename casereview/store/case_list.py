"""The case list as a facilitator sees it: what is to do, in progress and by whom, done, or set aside."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.models import Person, Response, ReviewedCase, Study, Workshop, WorkshopTable
from casereview.store import blind, readers
from casereview.store.names import called
from casereview.store.scope import require, visible
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


@dataclass(frozen=True)
class CaseLine:
    """As much of a case as finds, counts and orders it: the list of a large study is read so, and shown by pages."""

    id: int
    public_id: str
    reference: str
    state: str  # as in CaseRow
    position: int
    workshop_id: int | None
    table_id: int | None

    def stands_at(self, place: str) -> bool:
        """Whether it is given to the place of this code: "12" a workshop, "12.3" one of its tables, "" anywhere."""
        return not place or place in (f"{self.workshop_id}", f"{self.workshop_id}.{self.table_id}")


def case_lines(session: Session, member: Member, study: Study) -> list[CaseLine]:
    """Every case of the study that the member may see, in the order of the list. One query, of few columns."""
    require(member, "see_cases")
    columns = (ReviewedCase.id, ReviewedCase.public_id, ReviewedCase.reference, ReviewedCase.status)
    place = (ReviewedCase.position, ReviewedCase.workshop_id, ReviewedCase.table_id)
    review = (Response.status, col(Response.touched_at).is_not(None))
    query = _of_study(select(*columns, *place, *review), member, study)  # type: ignore[call-overload]
    found = session.connection().execute(query).all()
    begun = {number for number, *_, response, _ in found if response is not None}
    own = _own_states(session, member, study, begun)
    return [
        CaseLine(
            number, public_id, reference,
            _state(status, response, touched) if status != "open" else own(number) or _state(status, response, touched),
            position, workshop_id, table_id,
        )
        for number, public_id, reference, status, position, workshop_id, table_id, response, touched in found
    ]  # fmt: skip


def case_list(session: Session, member: Member, study: Study, *, only: Collection[int] | None = None) -> list[CaseRow]:
    """Every case of the study that the member may see, or those numbered in `only`, in the order of the list."""
    require(member, "see_cases")
    columns = (ReviewedCase, Response, Person, col(Workshop.title), col(WorkshopTable.name))
    query = (
        _of_study(select(*columns), member, study)  # type: ignore[call-overload]
        .outerjoin(Person, col(Person.id) == Response.touched_by_id)
        .outerjoin(Workshop, col(Workshop.id) == ReviewedCase.workshop_id)
        .outerjoin(WorkshopTable, col(WorkshopTable.id) == ReviewedCase.table_id)
    )
    if only is not None:
        query = query.where(col(ReviewedCase.id).in_(only))
    found = session.exec(query).all()
    own = _own_states(session, member, study, {case.id for case, review, *_ in found if review})
    states = {case.id: own(case.id) for case, *_ in found}
    return [
        _row_alone(case, state, *rest[-2:]) if (state := states[case.id]) else _row(case, *rest)
        for case, *rest in found
    ]


def _of_study(query: Any, member: Member, study: Study) -> Any:
    """`query` about the cases the member may see, each with its counting review where it has one."""
    counting = (
        (col(Response.project_id) == ReviewedCase.project_id)
        & (col(Response.case_id) == ReviewedCase.id)
        & col(Response.counting)
        & col(Response.deleted_at).is_(None)
    )
    query = query.where(*visible(member, study), col(ReviewedCase.deleted_at).is_(None)).outerjoin(Response, counting)
    return query.order_by(col(ReviewedCase.position), col(ReviewedCase.id))


def _own_states(session: Session, member: Member, study: Study, begun: set[int]) -> Callable[[int], str | None]:
    """By number of a case, its state where that is not told by the review that counts; None where it is.

    Where reviewers answer alone: the member's own, or for a facilitator: done once it is revealed. Else the member's
    own of the cases they share with another reader. `begun`: the numbers of the cases somebody has begun.
    """
    if not instrument_of(session, study).alone:
        return readers.own_states(session, member, study).get
    if not member.may("see_all_cases"):
        states = blind.own_states(session, member, study)
    else:
        states = dict.fromkeys(begun, "in_progress") | dict.fromkeys(blind.revealed_cases(session, study), "done")
    return lambda number: states.get(number, "to_do")


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
    state = _state(case.status, response.status if response else None, touched)
    return CaseRow(
        case.public_id, case.reference, case.summary, state, called(person) if touched else "",
        response.touched_at if response else None, bool(response and response.editing), case.reason,
        workshop or "", table or "", case.position, case.version,
    )  # fmt: skip


def _state(status: str, response: str | None, touched: bool) -> str:
    """From the status of the case and of its counting review, and whether anything was typed in that."""
    if status != "open":
        return status
    if response is None or (response == "draft" and not touched):
        return "to_do"
    return "done" if response == "submitted" else "in_progress"
