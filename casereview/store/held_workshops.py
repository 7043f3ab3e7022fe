"""Which workshops took place: a plan for next month is no evidence of how figures came about."""

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.database import now
from casereview.models import Response, ReviewedCase, Study, Workshop
from casereview.store.workshops import workshops


def held_workshops(session: Session, member: Member, study: Study) -> list[Workshop]:
    """The workshops of the study that were held, by date: not dated after today, or with a case reviewed by now."""
    today, used = now().date().isoformat(), _with_reviews(session, study)
    return [each for each in workshops(session, member, study) if each.held_on <= today or each.id in used]


def _with_reviews(session: Session, study: Study) -> set[int | None]:
    query = select(ReviewedCase.workshop_id).join(
        Response, (col(Response.project_id) == ReviewedCase.project_id) & (col(Response.case_id) == ReviewedCase.id)
    )
    query = query.where(ReviewedCase.project_id == study.project_id, ReviewedCase.study_id == study.id)
    query = query.where(col(ReviewedCase.deleted_at).is_(None), col(Response.deleted_at).is_(None))
    return set(session.exec(query.where(Response.status == "submitted").distinct()))
