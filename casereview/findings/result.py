"""What a finding comes to: the number, what it is a share of, what was left out. Division exists here and only here."""

from dataclasses import asdict, dataclass, field
from typing import Any

SMALL = 10  # a base under this is flagged


def quotient(numerator: float, denominator: float) -> float | None:
    """The share (or mean); None where there is nothing to divide by, never 0."""
    return numerator / denominator if denominator else None


@dataclass(frozen=True)
class Row:
    """One bar: `numerator` of `denominator`. `value` is a fraction of 1 (or in `row_unit`); None on an empty base.

    `count_only`: `value` is the count itself, since a percentage would mislead. `small`: the base is under 10.
    """

    code: str
    label: str
    group: str
    numerator: float
    denominator: float
    value: float | None
    low: float | None
    high: float | None
    small: bool
    count_only: bool = False

    def to_json(self) -> dict[str, Any]:
        return {key: plain(value) for key, value in asdict(self).items()}


@dataclass(frozen=True)
class LeftOut:
    """Responses outside the base, and why. `words` follows the count: "12 not asked “By what?”".

    `reason`: outside (of "among" or of the row), not_asked, not_yet_coded, left_blank, missing ("not known").
    """

    reason: str
    words: str
    count: int


@dataclass(frozen=True)
class Series:
    """The rows of one group of responses (`by`), or of the actual and of the ideal side of a comparison."""

    code: str
    label: str
    rows: tuple[Row, ...]

    def to_json(self) -> dict[str, Any]:
        return {"code": self.code, "label": self.label, "rows": [row.to_json() for row in self.rows]}


@dataclass(frozen=True)
class Scale:
    """What a rating was given on: 1 to `points`, with what both ends mean ("" where they have no label)."""

    points: int
    low_label: str
    high_label: str


@dataclass(frozen=True)
class Flow:
    """How many went from each actual answer (`rows`) to each ideal one (`columns`): cells[row][column]."""

    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    cells: tuple[tuple[int, ...], ...]
    base: int
    base_words: str

    def to_json(self) -> dict[str, Any]:
        return {
            "rows": [{"code": code, "label": label} for code, label in self.rows],
            "columns": [{"code": code, "label": label} for code, label in self.columns],
            "cells": [list(line) for line in self.cells],
            "base": self.base,
            "base_words": self.base_words,
        }


@dataclass(frozen=True)
class Result:
    """A finding, counted. Shares are fractions of 1 and nothing is rounded; `low` and `high` are a 95% interval."""

    id: str
    kind: str
    title: str
    headline: str
    unit: str  # "share", "count", or the unit of a mean: "hours a week"
    numerator: float
    denominator: float
    value: float | None
    low: float | None
    high: float | None
    method: str
    base: str  # in words, with its n
    left_out: tuple[LeftOut, ...] = ()
    rows: tuple[Row, ...] = ()
    series: tuple[Series, ...] = ()
    flow: Flow | None = None
    stats: dict[str, float | None] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    small: bool = False
    top: int = 0
    order: str = "counted"
    reconstructed: bool = False
    row_unit: str = "share"  # of the rows, where it is not the unit of the number above them
    scale: Scale | None = None  # of a rating
    whole: str = ""  # what heads the rows, where number and rows are of one kind of reviewer and not of all

    @property
    def profile(self) -> bool:
        """Whether its rows are means on one scale: a line for each dimension."""
        return self.scale is not None and bool(self.rows) and self.row_unit == self.unit

    @property
    def own_row(self) -> Row:
        """The number of the finding itself, as a row among rows."""
        figures = (self.numerator, self.denominator, self.value, self.low, self.high)
        return Row("", self.title, "", *figures, self.small, count_only=self.unit == "count")

    def to_json(self) -> dict[str, Any]:
        """Plain data for scripts, in the documented shape; optional keys only where there is something in them."""
        names = ("id", "kind", "title", "headline", "unit", "numerator", "denominator", "value", "low", "high")
        shown = {name: plain(getattr(self, name)) for name in names}
        shown |= {"method": self.method, "base": self.base}
        shown["left_out"] = [asdict(each) for each in self.left_out]
        shown["rows"] = [row.to_json() for row in self.rows]
        optional = {
            "series": [each.to_json() for each in self.series],
            "scale": asdict(self.scale) if self.scale else None,
            "flow": self.flow.to_json() if self.flow else None,
            "stats": {name: plain(value) for name, value in self.stats.items()},
            "notes": list(self.notes),
        }
        shown |= {name: value for name, value in optional.items() if value}
        return shown | {"small": self.small, "reconstructed": self.reconstructed}


def plain(value: Any) -> Any:
    """A whole count as 41, not 41.0; a half as 8.5; everything else as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
