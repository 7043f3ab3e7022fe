"""Responses to a case: finding them, and which one counts. The other doors to them are named here too."""

from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.models import Response, ReviewedCase
from casereview.store import blind
from casereview.store.drafts import case_of, open_case
from casereview.store.errors import NotFound, Refused
from casereview.store.histories import HistoryRow, history
from casereview.store.records import records, set_aside_counts
from casereview.store.scope import check_case, locked, numbers_moved, remember, require, rows
from casereview.store.submission import submit
from casereview.store.submitted import answers_of
from casereview.store.whole_reviews import discard_edit, enter

__all__ = [
    "HistoryRow", "answers_of", "discard_edit", "enter", "history", "make_counting", "records", "response",
    "responses_of", "set_aside_counts", "submit",
]  # fmt: skip


# Every save asks this, so it is built once: building a statement takes ten times as long as running it.
_OF_CASE: Any = (
    select(Response)
    .where(Response.project_id == bindparam("project"), Response.case_id == bindparam("case"))
    .where(col(Response.deleted_at).is_(None))
    .order_by(col(Response.counting).desc(), col(Response.id))
)


def response(session: Session, member: Member, public_id: str) -> Response:
    """One response by its public id. Raises NotFound."""
    require(member, "see_cases")
    query = rows(member, Response).where(Response.public_id == public_id, col(Response.deleted_at).is_(None))
    found = session.exec(query).first()
    if found is None:
        raise NotFound
    case_of(session, member, found)
    return found


def responses_of(session: Session, member: Member, case: ReviewedCase) -> list[Response]:
    """Every response to a case that the member may see, the counting one first."""
    check_case(session, member, case)
    found = session.exec(_OF_CASE, params={"project": member.project_id, "case": case.id})
    return [each for each in found if blind.readable(session, member, case, each)]


def make_counting(session: Session, member: Member, response: Response) -> Response:
    """Lets this response of the case be the one in the findings, and the others feed agreement."""
    require(member, "edit_cases")
    case = session.get_one(ReviewedCase, response.case_id)
    if blind.instrument_for(session, case).alone:
        raise Refused("In this study every review counts.")
    case = open_case(session, member, response)
    for each in responses_of(session, member, case):
        each.counting = False
        session.add(each)
    session.flush()
    response = locked(session, Response, response)
    response.counting = True
    session.add(response)
    remember(session, member, case, "counting_changed", response_id=response.id)
    session.flush()
    numbers_moved(session, case.project_id, case.study_id)
    return response
