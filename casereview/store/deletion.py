"""Deleting a case in a way that can be undone."""

from sqlmodel import Session, col

from casereview.access import Member
from casereview.database import now
from casereview.models import ReviewedCase, Study
from casereview.store.case_versions import current, moved, standing
from casereview.store.errors import NotFound
from casereview.store.references import check_free
from casereview.store.scope import cases_of, remember, require, rows


def delete_case(session: Session, member: Member, case: ReviewedCase, *, expected_version: int) -> ReviewedCase:
    """Takes a case out of every list and number. `restore_case` undoes it. Raises StaleEdit."""
    require(member, "edit_cases")
    case = current(session, member, case, expected_version, mine="deleted")
    case.deleted_at = now()
    remember(session, member, case, "deleted", before=standing(case))
    return moved(session, case)


def deleted_cases(session: Session, member: Member, study: Study) -> list[ReviewedCase]:
    """The cases of the study that were deleted and can be restored."""
    require(member, "edit_cases")
    query = cases_of(member, study).where(col(ReviewedCase.deleted_at).is_not(None))
    return list(session.exec(query.order_by(col(ReviewedCase.position))))


def restore_case(session: Session, member: Member, public_id: str) -> ReviewedCase:
    """Brings a deleted case back with everything it had. Raises NotFound, Refused where its reference is taken."""
    require(member, "edit_cases")
    query = rows(member, ReviewedCase).where(
        ReviewedCase.public_id == public_id, col(ReviewedCase.deleted_at).is_not(None)
    )
    case = session.exec(query.with_for_update()).first()
    if case is None:
        raise NotFound
    check_free(session, member, case)
    case.deleted_at = None
    remember(session, member, case, "restored", after=standing(case))
    return moved(session, case)
