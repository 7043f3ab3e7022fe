"""One part of an opportunity stated anew, after trying: its value and where that comes from, the rest as it was."""

from sqlmodel import Session

from casereview.access import Member
from casereview.models import Opportunity, OpportunityPart
from casereview.store import changing
from casereview.store.errors import NotFound, Refused
from casereview.store.opportunity_rows import opportunities, parts_of
from casereview.store.values import tidy

OVERLAP = "o"


def restate(
    session: Session, member: Member, row: Opportunity, place: str, value: float, source: str, *, expected_version: int
) -> Opportunity:
    """Makes `value` the stated one of the part numbered `place` ("o": what is counted twice); its range takes it in.

    The volume or price that the levers of a group share changes in all of them. Raises Refused without a source,
    NotFound for a part that is not there or is the unit cost table's, StaleEdit, NotAllowed.
    """
    why = tidy(source, "The source", 400)
    if not why:
        raise Refused("Say where the new value comes from: it will stand beside the figure.")
    row = changing.held(session, member, row, expected_version, row.title)
    if place == OVERLAP:
        row.overlap_low, row.overlap, row.overlap_high = _taking_in(row.overlap_low, value, row.overlap_high)
        row.overlap_note = f"{row.overlap_note} {why}".strip()
        return changing.touched(session, member, row)
    parts = parts_of(session, member, row)
    if not place.isdecimal() or int(place) >= len(parts) or parts[int(place)].unit_cost_id is not None:
        raise NotFound
    part = parts[int(place)]
    others = _sharing(session, member, row, part)
    for each in (part, *(shared for _, shared in others)):
        _restate(session, each, value, why)
    for other, _ in others:
        changing.touched(session, member, other)
    return changing.touched(session, member, row)


def _sharing(
    session: Session, member: Member, row: Opportunity, part: OpportunityPart
) -> list[tuple[Opportunity, OpportunityPart]]:
    """The same volume or price in the other levers of the group."""
    if not row.lever_group or part.role == "factor":
        return []
    group = [each for each in opportunities(session, member) if each.lever_group == row.lever_group]
    return [
        (each, shared)
        for each in group
        if each.id != row.id
        for shared in parts_of(session, member, each)
        if (shared.role, shared.label, shared.stated) == (part.role, part.label, part.stated)
    ]


def _restate(session: Session, part: OpportunityPart, value: float, why: str) -> None:
    part.low, part.stated, part.high = _taking_in(part.low, value, part.high)
    part.source = why
    session.add(part)
    session.flush()


def _taking_in(low: float, value: float, high: float) -> tuple[float, float, float]:
    """A range that takes the value in; one without a width stays so."""
    return (value, value, value) if low == high else (min(low, value), value, max(high, value))
