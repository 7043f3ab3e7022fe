"""Levers of a group save parts of one thing: its volume and prices, unit, reading, kind and months are theirs together.

So a change of these in one lever is a change in all, and a lever that comes back takes what stands.
"""

from sqlmodel import Session

from casereview.access import Member
from casereview.models import Opportunity
from casereview.store import changing
from casereview.store.opportunity_checks import SHARED
from casereview.store.opportunity_parts import as_typed, write_parts
from casereview.store.opportunity_rows import opportunities, parts_of


def beside(session: Session, member: Member, row: Opportunity) -> list[Opportunity]:
    """The other levers of its group that stand."""
    found = opportunities(session, member) if row.lever_group else []
    return [each for each in found if each.lever_group == row.lever_group and each.id != row.id]


def carry(session: Session, member: Member, row: Opportunity) -> None:
    """What the lever shares, written into the others of its group. A lever that has it already keeps its version."""
    for other in beside(session, member, row):
        if _share(session, member, row, other):
            changing.touched(session, member, other)


def adopt(session: Session, member: Member, row: Opportunity) -> None:
    """What the group shares, written into a lever that joins it again."""
    for other in beside(session, member, row)[:1]:
        _share(session, member, other, row)


def _share(session: Session, member: Member, giver: Opportunity, taker: Opportunity) -> bool:
    """Writes what the giver shares into the taker, whose own factors stay; whether that changed anything."""
    given = [as_typed(each) for each in parts_of(session, member, giver) if each.role != "factor"]
    own = [as_typed(each) for each in parts_of(session, member, taker)]
    same = all(getattr(giver, name) == getattr(taker, name) for name in SHARED)
    if same and given == [each for each in own if each.role != "factor"]:
        return False
    for name in SHARED:
        setattr(taker, name, getattr(giver, name))
    volumes = [each for each in given if each.role == "volume"]
    prices = [each for each in given if each.role == "price"]
    write_parts(session, taker, [*volumes, *(each for each in own if each.role == "factor"), *prices])
    return True
