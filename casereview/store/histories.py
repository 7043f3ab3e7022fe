"""What changed in a case: before, after, who and when."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.answers import Given
from casereview.models import History, Person, Response, ReviewedCase
from casereview.store import blind
from casereview.store.names import called
from casereview.store.scope import check_case, require
from casereview.store.values import from_told

ITEM_ACTIONS = ("answer_changed", "fact_changed")


@dataclass(frozen=True)
class HistoryRow:
    """One change. Of an item `before` and `after` are what was given (None: blank); otherwise words."""

    action: str  # one of models.record.ACTIONS
    ref: str
    before: Given | str | None
    after: Given | str | None
    by: str
    at: datetime


def history(session: Session, member: Member, case: ReviewedCase) -> list[HistoryRow]:
    """Every change of a case that the member may see, newest first."""
    require(member, "see_cases")
    check_case(session, member, case)
    query = select(History, Person).outerjoin(Person, col(Person.id) == History.person_id)
    query = query.where(History.project_id == case.project_id, History.case_id == case.id)
    found = session.exec(query.order_by(col(History.id).desc())).all()
    return [_row(row, person) for row, person in found if _open(session, member, case, row)]


def _open(session: Session, member: Member, case: ReviewedCase, row: History) -> bool:
    """Whether the member may see the response this change was made in."""
    response = session.get(Response, row.response_id) if row.response_id else None
    return response is None or blind.readable(session, member, case, response)


def _row(row: History, person: Person | None) -> HistoryRow:
    before: Given | str | None = row.before
    after: Given | str | None = row.after
    if row.action in ITEM_ACTIONS:
        before, after = from_told(row.before), from_told(row.after)
    return HistoryRow(row.action, row.ref, before, after, called(person), row.at)
