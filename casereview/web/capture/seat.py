"""Where in the day a case stands: its workshop and table, and its turn among the cases there."""

from dataclasses import dataclass

from sqlmodel import Session

from casereview.access import Member
from casereview.models import Workshop, WorkshopTable
from casereview.store.progress import turn
from casereview.web.capture.place import Review


@dataclass(frozen=True)
class Seat:
    """`where`: "Workshop 6, table B"; `turn`: "Case 5 of 7 at this table"."""

    where: str
    turn: str


def seat_of(session: Session, member: Member, review: Review) -> Seat:
    """The seat of the case of `review`; another table in the address goes before the case's own."""
    case = review.case
    if case.status != "open":
        return Seat("", "")
    workshop = session.get_one(Workshop, case.workshop_id).title if case.workshop_id else ""
    held = session.get_one(Workshop, review.table.workshop_id).title if review.table else workshop
    own = session.get_one(WorkshopTable, case.table_id).name if case.table_id else ""
    number, among = turn(session, member, case)
    table = review.table.name if review.table else own
    return Seat(_where(held, table, *_beside(review)), f"Case {number} of {among} {_among(workshop, own)}")


def _where(workshop: str, table: str, kind: str, number: str) -> str:
    return ", ".join(part for part in (workshop, f"table {table}" if table else "", kind, number) if part)


def _beside(review: Review) -> tuple[str, str]:
    """The kind of reviewer and the round, where they say something."""
    kind = next((each.label for each in review.instrument.kinds if each.code == review.kind), "")
    return kind, f"round {review.round}" if review.round > 1 else ""


def _among(workshop: str, table: str) -> str:
    if table:
        return "at this table"
    return "in this workshop" if workshop else "in the case list"
