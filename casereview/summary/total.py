"""The total: rows drawn together, what is counted twice taken off, and unlike things never added."""

from collections.abc import Sequence
from dataclasses import dataclass

from casereview.summary.drawing import Drawn, Figure, plus, work_out
from casereview.summary.opportunity import Row

READINGS = {"gained": "capacity gained", "freed": "from time freed"}


@dataclass(frozen=True)
class Total:
    """What the rows of one unit come to. `taken_off` is what was counted twice; `by_kind` parts of pounds."""

    unit: str
    words: str  # "people a year", "contacts a year, capacity gained"
    figure: Figure
    taken_off: Figure | None
    titles: tuple[str, ...]
    by_kind: tuple[tuple[str, Figure], ...] = ()


def totals(rows: Sequence[Row]) -> list[Total]:
    """A total for each unit; pounds across every row that has them, last."""
    shown = [row for row in rows if row.shown]
    units: dict[tuple[str, str], list[Row]] = {}
    for row in shown:
        if row.plan.unit != "pounds":
            units.setdefault((row.plan.unit, words(row)), []).append(row)
    found = [
        _total(unit, said, [(row, row.counted) for row in those], [row.amount_drawn for row in those])
        for (unit, said), those in units.items()
    ]
    priced = [(row, row.counted_pounds) for row in shown]
    pounds = [(row, drawn) for row, drawn in priced if drawn is not None]
    if pounds:
        whole = [row.pounds_drawn for row, _ in pounds if row.pounds_drawn is not None]
        found.append(_total("pounds", "a year", pounds, whole))
    return found


def words(row: Row) -> str:
    """What the row's figure counts, and for capacity whether it is gained or freed."""
    said = row.plan.unit_words or f"{row.plan.unit} a year"
    return f"{said}, {READINGS[row.plan.reading]}" if row.plan.reading else said


def _total(unit: str, said: str, counted: Sequence[tuple[Row, Drawn]], whole: Sequence[Drawn]) -> Total:
    added = plus([drawn for _, drawn in counted])
    taken = None
    if any(row.has_overlap for row, _ in counted):
        taken = work_out([added, plus(whole)], lambda each: each[0] - each[1]).figure
    kinds = dict.fromkeys(row.plan.kind for row, _ in counted)
    parts = tuple((kind, plus([drawn for row, drawn in counted if row.plan.kind == kind]).figure) for kind in kinds)
    return Total(unit, said, added.figure, taken, tuple(row.title for row, _ in counted), parts)
