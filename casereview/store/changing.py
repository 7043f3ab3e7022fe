"""Rows that people edit: the version they started from, putting away, and 30 days to bring back.

`see` and `edit` are the rights it takes: those of the summary, unless a table says others.
"""

from datetime import timedelta
from typing import TypeVar

from sqlmodel import Session, col

from casereview.access import Member
from casereview.database import now
from casereview.models import Person
from casereview.models.summary import Changeable
from casereview.store.errors import NotFound, Refused, StaleEdit
from casereview.store.names import called
from casereview.store.scope import locked, own, require, rows

DAYS_TO_UNDO = 30
T = TypeVar("T", bound=Changeable)


def standing(session: Session, member: Member, table: type[T], see: str = "see_summary") -> list[T]:
    """The rows of the member's project that were not put away, oldest first."""
    require(member, see)
    return list(session.exec(rows(member, table).where(col(table.retired_at).is_(None)).order_by(col(table.id))))


def put_away(session: Session, member: Member, table: type[T], see: str = "see_summary") -> list[T]:
    """The rows put away in the last 30 days, the newest first: these can be brought back."""
    require(member, see)
    since = now() - timedelta(days=DAYS_TO_UNDO)
    return list(
        session.exec(rows(member, table).where(col(table.retired_at) > since).order_by(col(table.retired_at).desc()))
    )


def by_public_id(session: Session, member: Member, table: type[T], public_id: str, see: str = "see_summary") -> T:
    """One row of the member's project, put away or not. Raises NotFound."""
    require(member, see)
    found = session.exec(rows(member, table).where(table.public_id == public_id)).first()
    if found is None:
        raise NotFound
    return found


def held(
    session: Session, member: Member, row: T, expected_version: int, mine: str = "", edit: str = "edit_summary"
) -> T:
    """`row` as it stands, held for writing by a member who may edit. Raises StaleEdit where it has moved."""
    require(member, edit)
    own(member, row)  # type: ignore[arg-type]
    fresh = locked(session, type(row), row)
    if fresh.version != expected_version:
        who = session.get(Person, fresh.person_id) if fresh.person_id else None
        raise StaleEdit(type(row).__name__, mine, "", fresh.version, called(who))
    return fresh


def touched(session: Session, member: Member, row: T) -> T:
    """The row with its next version, by this member, now."""
    row.version += 1
    row.person_id, row.touched_at = member.person_id, now()
    session.add(row)
    session.flush()
    return row


def retire(session: Session, member: Member, row: T, *, expected_version: int, edit: str = "edit_summary") -> T:
    """Puts the row away; for 30 days it can be brought back. Raises StaleEdit."""
    row = held(session, member, row, expected_version, edit=edit)
    row.retired_at = row.retired_at or now()
    return touched(session, member, row)


def bring_back(session: Session, member: Member, row: T, *, expected_version: int, edit: str = "edit_summary") -> T:
    """Undoes `retire` within 30 days. Raises Refused later, StaleEdit."""
    row = held(session, member, row, expected_version, edit=edit)
    if row.retired_at is not None and row.retired_at < now() - timedelta(days=DAYS_TO_UNDO):
        raise Refused(f"This was put away more than {DAYS_TO_UNDO} days ago. Add it again.")
    row.retired_at = None
    return touched(session, member, row)
