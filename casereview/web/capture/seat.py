"""Where in the day a case stands: its workshop and table, and its turn among the cases there."""

from dataclasses import dataclass

from sqlmodel import Session

from casereview.access import Member
from casereview.store import cases
from casereview.store.cases import CaseRow
from casereview.web.capture.place import Review

ASIDE = ("parked", "skipped", "withdrawn")


@dataclass(frozen=True)
class Seat:
    """`where`: "Workshop 6, table B"; `turn`: "Case 5 of 7 at this table"."""

    where: str
    turn: str


def seat_of(session: Session, member: Member, review: Review) -> Seat:
    """The seat of the case of `review`; another table in the address goes before the case's own."""
    rows = [row for row in cases.case_list(session, member, review.study) if row.state not in ASIDE]
    own = next((row for row in rows if row.public_id == review.case.public_id), None)
    if own is None:
        return Seat("", "")
    table = review.table.name if review.table else own.table
    beside = [row for row in rows if (row.workshop, row.table) == (own.workshop, own.table)]
    return Seat(_where(own.workshop, table), f"Case {beside.index(own) + 1} of {len(beside)} {_among(own)}")


def _where(workshop: str, table: str) -> str:
    return ", ".join(part for part in (workshop, f"table {table}" if table else "") if part)


def _among(row: CaseRow) -> str:
    if row.table:
        return "at this table"
    return "in this workshop" if row.workshop else "in the case list"
