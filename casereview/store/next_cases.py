"""The case to go on with: the next one that still needs this kind of review, at this table."""

from dataclasses import dataclass, replace

from sqlmodel import Session, col

from casereview.access import Member
from casereview.models import Response, ReviewedCase, Study, WorkshopTable
from casereview.store.case_list import CaseLine, case_lines
from casereview.store.errors import NotFound
from casereview.store.scope import cases_of, check_case, own, rows


@dataclass(frozen=True)
class Needed:
    """A review that stands beside the usual one: by another kind of reviewer, at another table, or in a later round."""

    kind: str = ""
    round: int = 1
    table: WorkshopTable | None = None  # None: the case's own

    @property
    def usual(self) -> bool:
        """Whether it is the review that a case needs anyway."""
        return self == Needed()

    def seat(self, table_id: int | None) -> str:
        """Its seat at a case that is allotted to the table of that number."""
        return "" if self.table is None or self.table.id == table_id else f"table {self.table.id}"


def next_case(
    session: Session,
    member: Member,
    study: Study,
    *,
    after: ReviewedCase | None = None,
    needed: Needed = Needed(),
    place: str = "",
) -> ReviewedCase | None:
    """The next case after `after` (from the start again at the end) that still needs this review.

    Only at the table of `after`, or in its workshop where it has none; without `after`, at `place` (a code as
    `CaseLine.stands_at` takes it). When none is left to begin, one in progress; None when everything is done.
    """
    found = [line for line in case_lines(session, member, study) if line.stands_at(place)]
    if after is not None:
        check_case(session, member, after)
        found = [line for line in found if line.id != after.id and _beside(line, after)]
    if not needed.usual:
        found = _needing(session, member, study, needed, found)
    start = after.position if after else 0
    found.sort(key=lambda line: (line.position <= start, line.position))
    chosen = next((line for state in ("to_do", "in_progress") for line in found if line.state == state), None)
    return _by_number(session, member, study, chosen.id) if chosen else None


def _beside(line: CaseLine, case: ReviewedCase) -> bool:
    return case.table_id in (None, line.table_id) and case.workshop_id in (None, line.workshop_id)


def _needing(session: Session, member: Member, study: Study, needed: Needed, lines: list[CaseLine]) -> list[CaseLine]:
    """The open cases with how far this review of them is; a later round only where the one before is submitted."""
    states = _states(session, member, study, needed.kind)
    among = [line for line in lines if line.state in ("to_do", "in_progress", "done")]
    if needed.round > 1:
        before = needed.round - 1
        among = [each for each in among if states.get((each.id, before, needed.seat(each.table_id))) == "done"]
    return [
        replace(each, state=states.get((each.id, needed.round, needed.seat(each.table_id)), "to_do")) for each in among
    ]


def _states(session: Session, member: Member, study: Study, kind: str) -> dict[tuple[int, int, str], str]:
    """How far each review by this kind of reviewer is, by case, round and seat."""
    own(member, study)
    query = rows(member, Response).where(Response.study_id == study.id, Response.kind == kind)
    found = session.exec(query.where(col(Response.deleted_at).is_(None)))
    return {(each.case_id, each.round, each.seat): _state(each) for each in found}


def _state(response: Response) -> str:
    if response.status == "submitted":
        return "done"
    return "in_progress" if response.touched_at else "to_do"


def _by_number(session: Session, member: Member, study: Study, number: int) -> ReviewedCase:
    found = session.exec(cases_of(member, study).where(ReviewedCase.id == number)).first()
    if found is None:
        raise NotFound
    return found
