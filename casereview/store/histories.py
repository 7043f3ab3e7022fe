"""What changed in a case: before, after, who and when."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.answers import Given
from casereview.models import History, Person, Response, ReviewedCase
from casereview.store import blind, codes
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
    response: Response | None = None  # the review it was made in; None: a change of the case itself


def history(session: Session, member: Member, case: ReviewedCase) -> list[HistoryRow]:
    """Every change of a case that the member may see, newest first."""
    require(member, "see_cases")
    check_case(session, member, case)
    query = (
        select(History, Person, Response)
        .outerjoin(Person, col(Person.id) == History.person_id)
        .outerjoin(Response, (col(Response.project_id) == History.project_id) & (Response.id == History.response_id))
        .where(History.project_id == case.project_id, History.case_id == case.id)
        .order_by(col(History.id).desc())
    )
    unread = codes.closed(session, case)
    return [
        _row(row, person, response)
        for row, person, response in session.exec(query)
        if response is None or blind.readable(session, member, case, response)
        if (row.response_id, row.ref) not in unread
    ]


def _row(row: History, person: Person | None, response: Response | None) -> HistoryRow:
    before: Given | str | None = row.before
    after: Given | str | None = row.after
    if row.action in ITEM_ACTIONS:
        before, after = from_told(row.before), from_told(row.after)
    return HistoryRow(row.action, row.ref, before, after, called(person), row.at, response)
