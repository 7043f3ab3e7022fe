"""Opening a review to type into: resumed where there is one, and never of a case that was set aside or deleted."""

from sqlmodel import Session, col

from casereview.access import Member
from casereview.models import (
    Response,
    ReviewedCase,
    Study,
    WorkshopTable,
)
from casereview.store import blind, readers
from casereview.store.errors import Refused
from casereview.store.scope import check_case, locked, own, require, rows
from casereview.store.studies import instrument_of


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
    kind, turn, seat = place_of(session, member, case, kind=kind, round=round, table=table)
    standing = rows(member, Response).where(Response.case_id == case.id, col(Response.deleted_at).is_(None))
    same = standing.where(Response.kind == kind, Response.round == turn, Response.seat == seat)
    found = session.exec(same).first()
    if found is None:
        found = Response(
            project_id=case.project_id, study_id=case.study_id, case_id=case.id, kind=kind, round=turn, seat=seat,
            table_id=table.id if table else case.table_id, counting=session.exec(standing).first() is None,
        )  # fmt: skip
        blind.check_writable(session, member, case, found)
        session.add(found)
        session.flush()
    return found


def place_of(
    session: Session,
    member: Member,
    case: ReviewedCase,
    *,
    kind: str = "",
    round: int = 1,  # noqa: A002
    table: WorkshopTable | None = None,
) -> tuple[str, int, str]:
    """Kind, round and seat of the review that this member types into. Raises NotFound, Refused."""
    if blind.instrument_for(session, case).alone:
        return blind.place(session, member, case, kind)
    if own := readers.seat_for(session, member, case):
        return kind, round, own
    return kind, round, f"table {table.id}" if table is not None and table.id != case.table_id else ""


def _check_kind(session: Session, case: ReviewedCase, kind: str) -> None:
    instrument = instrument_of(session, session.get_one(Study, case.study_id))
    if kind and kind not in [each.code for each in instrument.kinds]:
        raise Refused(f"The instrument has no kind of reviewer “{kind}”.")


def case_of(session: Session, member: Member, response: Response) -> ReviewedCase:
    """The case a response is about. Raises NotFound where the member may not see it, or it was deleted."""
    own(member, response)
    case = session.get_one(ReviewedCase, response.case_id)
    check_case(session, member, case)
    blind.check_readable(session, member, case, response)
    return case


def open_case(session: Session, member: Member, response: Response) -> ReviewedCase:
    """The case of a response, held for writing. Raises NotFound, and Refused where it was set aside."""
    case = locked(session, ReviewedCase, case_of(session, member, response))
    check_case(session, member, case)
    if case.status != "open":
        raise Refused(f"This case is {case.status} ({case.reason}). Bring it back first; nothing was saved.")
    blind.check_writable(session, member, case, response)
    return case
