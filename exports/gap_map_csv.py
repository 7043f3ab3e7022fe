"""The gap map as CSV, one line a cell: its state in words, who named what, out of how many. Safe to open."""

import csv
import io
from collections.abc import Iterator

from casereview.findings.result import quotient
from casereview.gap_map import wording
from casereview.gap_map.mapping import Cell, GapMap
from casereview.gap_map.naming import ANYWHERE
from casereview.statistics import wilson
from exports.finding_csv import BOM, safe
from exports.finding_csv import Cell as Value

HEAD = (
    "outcome", "place", "state", "services in the directory", "of these named", "people who named one",
    "people who answered", "share", "95% low", "95% high", "named but not in the directory there",
    "names not yet matched", "services", "services named",
)  # fmt: skip


def gap_map_csv(drawn: GapMap, source: str, units: str) -> str:
    """The text of the file. Shares are fractions of 1; an empty cell is a number that is not shown."""
    out = io.StringIO()
    writer = csv.writer(out)
    for line in (*_about(drawn, source, units), (), HEAD, *lines(drawn)):
        writer.writerow([safe(cell) for cell in line])
    return BOM + out.getvalue()


def lines(drawn: GapMap) -> Iterator[tuple[Value, ...]]:
    """One line a cell, under HEAD: outcomes in their order, each with its places and then with all of them."""
    columns = (*drawn.places, (ANYWHERE, wording.IN_ALL))
    for outcome, label in drawn.outcomes:
        for place, where in columns:
            yield label, where, *_cell(drawn.cells[outcome, place])


def _about(drawn: GapMap, source: str, units: str) -> Iterator[tuple[Value, ...]]:
    yield "Gap map", wording.opening(drawn)
    yield "Base", wording.base(drawn, units)
    if drawn.waiting:
        yield "Names", wording.waiting(drawn)
    yield "Interval", "Wilson, 95%"
    yield "Source", source


def _cell(cell: Cell) -> tuple[Value, ...]:
    state, names = wording.LEGEND[cell.state].words, "; ".join(service.name for service in cell.here)
    if cell.state == "hidden":
        return state, len(cell.here), None, None, None, None, None, None, None, None, names, None
    low, high = wilson(cell.people, cell.answered) or (None, None)
    share = quotient(cell.people, cell.answered)
    people = (len(cell.named), cell.people, cell.answered, share, low, high, len(cell.elsewhere), cell.waiting)
    return state, len(cell.here), *people, names, "; ".join(service.name for service in cell.named)
