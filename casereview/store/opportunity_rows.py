"""The opportunities that stand, by priority, with their parts and what they rest on."""

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.models import Opportunity, OpportunityPart, Study
from casereview.store import changing
from casereview.store.scope import own, rows


def opportunities(session: Session, member: Member) -> list[Opportunity]:
    """The opportunities of the project, by priority."""
    return sorted(changing.standing(session, member, Opportunity), key=lambda each: (each.position, each.id))


def parts_of(session: Session, member: Member, row: Opportunity) -> list[OpportunityPart]:
    """The parts of an opportunity, in order."""
    own(member, row)
    query = rows(member, OpportunityPart).where(OpportunityPart.opportunity_id == row.id)
    return list(session.exec(query.order_by(col(OpportunityPart.position))))


def study_of(session: Session, row: Opportunity) -> Study | None:
    """The study whose finding the opportunity rests on."""
    query = select(Study).where(Study.project_id == row.project_id, Study.id == row.study_id)
    return session.exec(query).first() if row.study_id else None
