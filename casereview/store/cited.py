"""Cited figures: numbers no study counts, with their base, source, owner and date, so that they can be defended too."""

from dataclasses import asdict, dataclass, replace
from math import isfinite
from typing import Any

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.models import CitedFigure, Opportunity, SummaryItem
from casereview.scaling import MOST
from casereview.store import changing
from casereview.store.errors import NotFound, Refused
from casereview.store.once import once
from casereview.store.scope import require
from casereview.store.values import tidy

LENGTHS = {"printed": 40, "unit": 100, "sentence": 400, "base": 400, "source": 400, "owner": 200, "dated": 100}
NAMES = {"printed": "How it is printed", "dated": "The date"}


@dataclass(frozen=True)
class Cited:
    """A cited figure as typed. `value`, `low`, `high`: fractions of 1 where `percent`. See models.summary."""

    value: float
    sentence: str
    source: str
    percent: bool = False
    low: float | None = None
    high: float | None = None
    printed: str = ""
    unit: str = ""
    base: str = ""
    owner: str = ""
    dated: str = ""
    note: str = ""


def checked(typed: Cited) -> Cited:
    """`typed` with its texts cleaned. Raises Refused, in words, for what cannot stand."""
    texts: dict[str, Any] = {
        name: tidy(getattr(typed, name), NAMES.get(name, f"The {name}"), most) for name, most in LENGTHS.items()
    }
    found = replace(typed, **texts, note=tidy(typed.note, "The note"))
    if not found.sentence:
        raise Refused("Write the sentence that goes on from the number.")
    if not found.source:
        raise Refused("Say where the figure comes from.")
    numbers = (found.value, found.low or 0.0, found.high or 0.0)
    if not all(isfinite(number) and abs(number) <= MOST for number in numbers):
        raise Refused(f"The figure must be a number up to {MOST:,}.")
    if (found.low is None) != (found.high is None):
        raise Refused("Give both ends of the range, or neither.")
    if found.low is not None and found.high is not None and not found.low <= found.value <= found.high:
        raise Refused("The figure must lie between the lowest and the highest.")
    return found


def add_cited(session: Session, member: Member, typed: Cited, *, client_key: str | None = None) -> CitedFigure:
    """A new cited figure. Raises Refused, KeyReused, NotAllowed."""
    require(member, "edit_summary")
    found = checked(typed)

    def make() -> int:
        row = CitedFigure(project_id=member.project_id, person_id=member.person_id, **asdict(found))
        session.add(row)
        session.flush()
        return row.id

    number = once(session, member, client_key=client_key, action="cited", body=asdict(found), make=make)
    return session.get_one(CitedFigure, number)


def change_cited(
    session: Session, member: Member, row: CitedFigure, typed: Cited, *, expected_version: int
) -> CitedFigure:
    """Changes every field. Raises StaleEdit, Refused, NotFound for one that was put away, NotAllowed."""
    found = checked(typed)
    row = changing.held(session, member, row, expected_version, found.sentence)
    if row.retired_at is not None:
        raise NotFound
    for name, value in asdict(found).items():
        setattr(row, name, value)
    return changing.touched(session, member, row)


def retire_cited(session: Session, member: Member, row: CitedFigure, *, expected_version: int) -> CitedFigure:
    """Puts the figure away for 30 days. Raises Refused while an opportunity or the summary's order needs it."""
    for table, words in ((Opportunity, "An opportunity rests on it"), (SummaryItem, "It stands in the summary")):
        query = select(table.id).where(table.project_id == member.project_id, table.cited_id == row.id)
        if session.exec(query.where(col(table.retired_at).is_(None))).first():
            raise Refused(f"{words}. Change that first, then put the figure away.")
    return changing.retire(session, member, row, expected_version=expected_version)


def cited_figures(session: Session, member: Member) -> list[CitedFigure]:
    """The cited figures of the project, in the order they were added."""
    return changing.standing(session, member, CitedFigure)
