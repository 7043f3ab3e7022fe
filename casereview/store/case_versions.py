"""Changing a case only from the version that was looked at."""

from sqlmodel import Session

from casereview.access import Member
from casereview.models import ReviewedCase
from casereview.store.errors import StaleEdit
from casereview.store.names import last_to_change
from casereview.store.scope import check_case, locked, numbers_moved, own


def current(session: Session, member: Member, case: ReviewedCase, expected_version: int, *, mine: str) -> ReviewedCase:
    """The case as it stands, held for writing. Raises StaleEdit where it is not the version that was looked at."""
    own(member, case)
    fresh = locked(session, ReviewedCase, case)
    check_case(session, member, fresh)
    if fresh.version != expected_version:
        raise StaleEdit("case", mine, standing(fresh), fresh.version, last_to_change(session, fresh))
    return fresh


def moved(session: Session, case: ReviewedCase) -> ReviewedCase:
    case.version += 1
    session.add(case)
    session.flush()
    numbers_moved(session, case.project_id, case.study_id)
    return case


def standing(case: ReviewedCase) -> str:
    return "open" if case.status == "open" else f"{case.status}: {case.reason}"
