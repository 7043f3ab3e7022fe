"""Cases that have no story yet, a few at a time: a study may have thousands."""

from sqlmodel import Session, col, func, select

from casereview.access import Member
from casereview.models import CaseStory, ReviewedCase, Study
from casereview.store.scope import cases_of, require

MOST = 60  # shown at once


def untold_cases(session: Session, member: Member, study: Study, like: str = "") -> tuple[list[ReviewedCase], int]:
    """The first `MOST` cases the member could write a story of, by the list's order, and how many there are in all.

    `like`: a part of the reference. Deleted cases, those set aside and those with a story are left out.
    """
    require(member, "see_cases")
    told = select(CaseStory.case_id).where(
        CaseStory.project_id == member.project_id, CaseStory.study_id == study.id, col(CaseStory.retired_at).is_(None)
    )
    query = cases_of(member, study).where(
        col(ReviewedCase.deleted_at).is_(None), ReviewedCase.status == "open", col(ReviewedCase.id).not_in(told)
    )
    if like:
        query = query.where(func.lower(col(ReviewedCase.reference)).contains(like.lower(), autoescape=True))
    many = session.exec(select(func.count()).select_from(query.subquery())).one()
    found = session.exec(query.order_by(col(ReviewedCase.position), col(ReviewedCase.id)).limit(MOST))
    return list(found), many
