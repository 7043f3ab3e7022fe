"""The flow matrix as a shaded table: from each actual answer to each ideal one, darker where more cases went."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Literal

from casereview.findings.result import Flow

Direction = Literal["same", "better", "worse"]
STEPS = 4  # shades of the project's colour; the same answer on both sides is a grey of its own


@dataclass(frozen=True)
class Cell:
    """One number of the matrix. `shade` is 0 for none, 1 to 4 by how many cases there are against the fullest cell."""

    count: int
    direction: Direction
    shade: int


@dataclass(frozen=True)
class FlowRow:
    """The cases with one actual answer, by their ideal one."""

    label: str
    cells: tuple[Cell, ...]
    total: int


@dataclass(frozen=True)
class FlowTable:
    """The whole matrix with its sums. `right`, `better` and `worse` add up to `base`."""

    heads: tuple[str, ...]
    rows: tuple[FlowRow, ...]
    totals: tuple[int, ...]
    base: int
    base_words: str
    right: int
    better: int
    worse: int


def flow_table(flow: Flow, ranks: Mapping[str, int] | None = None) -> FlowTable:
    """Shade `flow`. `ranks` are the ranks of its answers, 1 first; without them the order they are listed in."""
    known = ranks or {code: place for place, (code, _) in enumerate(flow.rows)}
    ways = [[_direction(known, actual, ideal) for ideal, _ in flow.columns] for actual, _ in flow.rows]
    fullest = max(
        (n for line, way in zip(flow.cells, ways, strict=True) for n, w in zip(line, way, strict=True) if w != "same"),
        default=0,
    )
    rows = tuple(
        FlowRow(label, tuple(Cell(n, w, _shade(n, w, fullest)) for n, w in zip(line, way, strict=True)), sum(line))
        for (_, label), line, way in zip(flow.rows, flow.cells, ways, strict=True)
    )
    sums = {each: _sum(rows, each) for each in ("same", "better", "worse")}
    return FlowTable(
        tuple(label for _, label in flow.columns),
        rows,
        tuple(sum(column) for column in zip(*flow.cells, strict=True)),
        flow.base,
        flow.base_words,
        sums["same"],
        sums["better"],
        sums["worse"],
    )


def _direction(ranks: Mapping[str, int], actual: str, ideal: str) -> Direction:
    if ranks[ideal] == ranks[actual]:
        return "same"
    return "better" if ranks[ideal] < ranks[actual] else "worse"


def _shade(count: int, direction: Direction, fullest: int) -> int:
    return 0 if direction == "same" or not count else ceil(count / fullest * STEPS)


def _sum(rows: tuple[FlowRow, ...], direction: str) -> int:
    return sum(cell.count for row in rows for cell in row.cells if cell.direction == direction)
