"""The total: rows drawn together, what is counted twice taken off, and unlike things never added."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from casereview.summary.drawing import Drawn, Figure, plus, work_out
from casereview.summary.opportunity import Row
from casereview.summary.plan import WHOLE_YEAR

KINDS = ("cashable", "avoided", "capacity", "people")  # in the order they are shown
IN_POUNDS = {"cashable": "cashable", "avoided": "avoided", "capacity": "of capacity", "people": "for people"}
READINGS = {"gained": "capacity gained", "freed": "from time freed"}


@dataclass(frozen=True)
class Total:
    """What the rows of one unit come to in a full year; pounds apart by kind, since a saving that can be taken out of
    a budget, a cost that does not arise and time to do more are not one sum. `taken_off`: what was counted twice."""

    unit: str
    words: str  # "people a year", "contacts a year, capacity gained", "a year, cashable"
    figure: Figure
    taken_off: Figure | None
    titles: tuple[str, ...]
    kind: str = ""  # of pounds
    net: Figure | None = None  # pounds after what people pay themselves; None where a row does not say
    first: Figure | None = None  # in the first year; None where all of it is there from the start
    by_kind: tuple[tuple[str, Figure], ...] = ()


def totals(rows: Sequence[Row]) -> list[Total]:
    """A total for each unit; pounds last, a total for each kind, never added to each other."""
    shown = [row for row in rows if row.shown]
    units: dict[tuple[str, str], list[Row]] = {}
    for row in shown:
        if row.plan.unit != "pounds":
            units.setdefault((row.plan.unit, words(row)), []).append(row)
    found = [_total(unit, said, those, [row.amount_drawn for row in those]) for (unit, said), those in units.items()]
    return found + [each for kind in KINDS if (each := _pounds(kind, shown))]


def words(row: Row) -> str:
    """What the row's figure counts, and for capacity whether it is gained or freed."""
    said = row.plan.unit_words or f"{row.plan.unit} a year"
    return f"{said}, {READINGS[row.plan.reading]}" if row.plan.reading else said


def _pounds(kind: str, shown: Sequence[Row]) -> Total | None:
    rows = [row for row in shown if row.plan.kind == kind and row.pounds_drawn]
    if not rows:
        return None
    gross = [row.pounds_drawn for row in rows if row.pounds_drawn]
    net = [row.counted_net for row in rows if row.counted_net]
    total = _total("pounds", f"a year, {IN_POUNDS[kind]}", rows, gross)
    return replace(total, kind=kind, net=plus(net).figure if len(net) == len(rows) else None)


def _total(unit: str, said: str, rows: Sequence[Row], whole: Sequence[Drawn]) -> Total:
    counted = [row.left(drawn) for row, drawn in zip(rows, whole, strict=True)]
    added, taken, first = plus(counted), None, None
    if any(row.has_overlap for row in rows):
        taken = work_out([added, plus(whole)], lambda each: each[0] - each[1]).figure
    if any(row.plan.first_months < WHOLE_YEAR for row in rows):
        first = plus([row.first(drawn) for row, drawn in zip(rows, counted, strict=True)]).figure
    kinds = dict.fromkeys(row.plan.kind for row in rows)
    parts = [
        (kind, plus([each for row, each in zip(rows, counted, strict=True) if row.plan.kind == kind])) for kind in kinds
    ]
    by_kind = tuple((kind, drawn.figure) for kind, drawn in parts)
    return Total(unit, said, added.figure, taken, tuple(row.title for row in rows), first=first, by_kind=by_kind)
