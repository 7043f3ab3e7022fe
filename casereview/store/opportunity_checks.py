"""What an opportunity must say before it is kept: parts with a source, an assumption, levers of one thing."""

from dataclasses import replace
from math import isfinite, prod
from typing import Any

from sqlmodel import Session

from casereview.access import Member
from casereview.models import OpportunityPart, UnitCost
from casereview.models.summary import KINDS, READINGS, ROLES_OF_PARTS, UNITS
from casereview.scaling import MOST
from casereview.store.errors import NotFound, Refused
from casereview.store.opportunity_rows import opportunities, parts_of
from casereview.store.opportunity_typed import OpportunityTyped, PartTyped
from casereview.store.scope import own, rows
from casereview.store.studies import instrument_of
from casereview.store.values import tidy

LENGTHS = {
    "title": 200, "sentence": 400, "unit_words": 100, "lever_group": 200, "assumption": 2000, "overlap_note": 2000,
    "note": 2000,
}  # fmt: skip
SCALABLE = ("share", "mean")  # kinds of finding that are one number with an interval
SHARED = ("unit", "reading", "kind", "first_months")  # by the levers of a group, with volume and prices
PART_WORDS = {"volume": "the volume", "factor": "the factor", "price": "the price"}


def checked(session: Session, member: Member, typed: OpportunityTyped, itself: int | None = None) -> OpportunityTyped:
    """`typed` with its texts cleaned. Raises Refused for what cannot stand, NotFound for another project's."""
    texts: dict[str, Any] = {name: _text(typed, name, most) for name, most in LENGTHS.items()}
    parts = tuple(_numbered(session, member, part, place) for place, part in enumerate(typed.parts))
    found = replace(typed, **texts, parts=parts)
    if not found.title:
        raise Refused("Give the opportunity a title.", "title")
    if found.kind not in KINDS or found.unit not in UNITS or found.reading not in READINGS:
        raise Refused("Choose the kind and the unit.", "unit")
    _check_basis(session, member, found)
    _check_overlap(found)
    if not 0 <= found.first_months <= 12:
        raise Refused("The months of effect in the first year are from 0 to 12.", "first_months")
    _check_share(found)
    _check_group(session, member, found, itself)
    return found


def _text(typed: OpportunityTyped, name: str, most: int) -> str:
    try:
        return tidy(getattr(typed, name), f"The {name.replace('_', ' ')}", most)
    except Refused as error:
        raise Refused(str(error), name) from error


def _numbered(session: Session, member: Member, part: PartTyped, place: int) -> PartTyped:
    """The part as it is kept; what is refused of it carries its place, counted from 0."""
    try:
        return _part(_priced(session, member, part))
    except Refused as error:
        raise Refused(str(error), f"part-{place}-{error.field or 'role'}") from error


def _priced(session: Session, member: Member, part: PartTyped) -> PartTyped:
    """A price from the unit cost table with what the table says. Raises Refused for one that is put away."""
    if part.unit_cost_id is None:
        return part
    row = session.exec(rows(member, UnitCost).where(UnitCost.id == part.unit_cost_id)).first()
    if row is None:
        raise NotFound
    if row.retired_at is not None:
        raise Refused(f"The price of “{row.label}” was put away. Choose another, or bring it back.")
    return PartTyped("price", row.label, row.gross, row.low, row.high, row.source, unit_cost_id=row.id)


def _part(part: PartTyped) -> PartTyped:
    label = tidy(part.label, "The name of a part", 200)
    source = tidy(part.source, "The source", 400)
    if part.role not in ROLES_OF_PARTS or not label:
        field = "label" if part.role in ROLES_OF_PARTS else "role"
        raise Refused("Say what each part is: a volume, a factor or a price, and its name.", field)
    if not all(isfinite(number) and 0 <= number <= MOST for number in (part.low, part.stated, part.high)):
        raise Refused(f"{label}: give numbers from 0 up to {MOST:,}.", "stated")
    if part.role == "price" and part.percent:
        raise Refused(f"{label}: a price is in pounds for one, not a percentage.", "stated")
    if not part.low <= part.stated <= part.high:
        raise Refused(f"{label}: the stated figure must lie between its lowest and its highest.", "stated")
    if not source:
        raise Refused(f"{label}: say where {PART_WORDS[part.role]} comes from.", "source")
    return replace(part, label=label, source=source)


def _check_basis(session: Session, member: Member, typed: OpportunityTyped) -> None:
    if (typed.study is None) == (typed.cited is None):
        raise Refused("Choose what the opportunity rests on: a finding of a study, or a cited figure.", "rests_on")
    if typed.cited is not None:
        own(member, typed.cited)
        if typed.cited.retired_at is not None:
            raise Refused("This cited figure was put away. Choose another one, or bring it back.", "rests_on")
        return
    if typed.study is None:
        return
    own(member, typed.study)
    instrument = instrument_of(session, typed.study)
    declared = next((each for each in instrument.findings if each.id == typed.finding), None)
    if any(each.id == typed.finding for each in instrument.pricing):
        _check_pricing(typed)
    elif declared is None or declared.kind not in SCALABLE:
        raise Refused("Choose a finding that is one number: a share, or a mean.", "rests_on")
    if not typed.study.random_draw and not typed.assumption:
        raise Refused(
            f"The cases of {typed.study.title} were not drawn at random, so the figure is of the cases reviewed. "
            "To scale it to a year, state the assumption you make, in words that will stand beside the figure.",
            "assumption",
        )


def _check_pricing(typed: OpportunityTyped) -> None:
    if typed.unit != "pounds" or any(part.role == "price" for part in typed.parts):
        raise Refused("What cases cost is in pounds already: choose pounds, and leave prices out.", "unit")
    if typed.lever_group:
        raise Refused(
            "What cases cost is pounds a case, not a share, so it cannot be a lever of a group.", "lever_group"
        )


def _check_share(typed: OpportunityTyped) -> None:
    """A lever, and time that is freed, are a share of what is there. A counted share is looked at when it is shown."""
    if typed.cited is None or not (typed.lever_group or typed.reading == "freed"):
        return
    share = prod((part.stated for part in typed.parts if part.role == "factor"), start=typed.cited.value)
    if not 0 <= share <= 1:
        raise Refused(
            f"A lever, and time that is freed, are a share from 0% to 100%; this comes to {share:,.6g} times all. "
            "Rest it on a percentage, or leave the group and the reading out.",
            "lever_group" if typed.lever_group else "reading",
        )


def _check_overlap(typed: OpportunityTyped) -> None:
    if not 0 <= typed.overlap_low <= typed.overlap <= typed.overlap_high <= 1:
        raise Refused(
            "What is counted twice is a share from 0% to 100%, between its lowest and its highest.", "overlap"
        )
    if typed.overlap_high and not typed.overlap_note:
        raise Refused("Say what is counted twice, and with which opportunity.", "overlap_note")


def _check_group(session: Session, member: Member, typed: OpportunityTyped, itself: int | None) -> None:
    """Levers of a group save parts of one volume: who joins has the same volume, unit and reading as who is there."""
    if typed.reading and typed.unit != "capacity":
        raise Refused(
            "Time freed and capacity gained are of capacity: choose that unit, or leave the reading out.", "reading"
        )
    if not typed.lever_group:
        return
    group = [each for each in opportunities(session, member) if each.lever_group == typed.lever_group]
    if any(each.id == itself for each in group):
        return  # a change of what they share goes to all of them: `casereview.store.levers`
    for other in group:
        theirs = [part for part in parts_of(session, member, other) if part.role != "factor"]
        mine = [part for part in typed.parts if part.role != "factor"]
        same = all(getattr(other, name) == getattr(typed, name) for name in SHARED)
        if not same or [_numbers(part) for part in theirs] != [_numbers(part) for part in mine]:
            raise Refused(
                f"The levers of “{typed.lever_group}” save parts of the same thing. Give this one the same volume, "
                f"price, unit, kind, reading and months as “{other.title}”, or another group.",
                "lever_group",
            )


def _numbers(part: OpportunityPart | PartTyped) -> tuple[str, float, float, float]:
    return (part.role, part.low, part.stated, part.high)
