"""The parts of an opportunity in the store: written as a whole, read back as typed."""

from collections.abc import Sequence
from dataclasses import asdict, fields

from sqlalchemy import delete
from sqlmodel import Session, col

from casereview.models import Opportunity, OpportunityPart
from casereview.store.opportunity_typed import PartTyped


def write_parts(session: Session, row: Opportunity, parts: Sequence[PartTyped]) -> None:
    """Puts `parts` in place of those of the opportunity, in their order."""
    scope = (col(OpportunityPart.project_id) == row.project_id) & (col(OpportunityPart.opportunity_id) == row.id)
    session.exec(delete(OpportunityPart).where(scope))
    for position, part in enumerate(parts):
        session.add(
            OpportunityPart(project_id=row.project_id, opportunity_id=row.id, position=position, **asdict(part))
        )
    session.flush()


def as_typed(part: OpportunityPart) -> PartTyped:
    """A part as it would be typed."""
    return PartTyped(**{each.name: getattr(part, each.name) for each in fields(PartTyped)})
