"""A distribution by groups, side by side: one line for each answer, one column for each group, a bar in each cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from casereview.charts import figures
from casereview.findings.result import Row, Series


@dataclass(frozen=True)
class Cell:
    """How many of a group gave the answer. `width` is in percent of the cell; a small base has no share."""

    count: int
    width: float
    share: str
    most: bool


@dataclass(frozen=True)
class Sides:
    """The columns with their names and how many they hold, and the lines with a cell for each column."""

    heads: tuple[tuple[str, int], ...]
    lines: tuple[tuple[str, tuple[Cell, ...]], ...]


def sides(series: Sequence[Series]) -> Sides | None:
    """The groups that have anybody in them; None where there is none."""
    held = [each for each in series if each.rows and any(row.denominator for row in each.rows)]
    if not held:
        return None
    heads = tuple((each.label, int(each.rows[0].denominator)) for each in held)
    lines = tuple(
        (row.label, tuple(_cell(each.rows[place], each.rows) for each in held))
        for place, row in enumerate(held[0].rows)
    )
    return Sides(heads, lines)


def _cell(row: Row, rows: Sequence[Row]) -> Cell:
    share = "" if row.small else figures.of_row(row, "share").share
    most = row.numerator > 0 and row.numerator == max(each.numerator for each in rows)
    return Cell(
        int(row.numerator), round(100 * row.numerator / row.denominator, 1) if row.denominator else 0.0, share, most
    )
