"""What a chart shows, apart from how it is painted: pure data that SVG, HTML, plotly and the exports all read."""

from dataclasses import dataclass
from typing import Literal

from casereview.charts.axis import Axis

ChartKind = Literal["bars", "paired", "dots", "profile", "sides"]
Tone = Literal["brand", "second", "third", "fourth", "grey"]
ROOM_TO_THE_RIGHT, ROOM_TO_THE_LEFT = 60, 40  # percent of the axis


@dataclass(frozen=True)
class Figures:
    """A number as people read it: "49%", "41 of 83", "39% to 60%". Empty where there is none."""

    share: str
    cases: str
    interval: str


@dataclass(frozen=True)
class Mark:
    """One bar or dot. `value`, `low` and `high` are in the axis's unit; None where the base is empty."""

    value: float | None
    low: float | None
    high: float | None
    tone: Tone
    small: bool
    figures: Figures

    @property
    def furthest(self) -> float:
        """The furthest point this mark reaches on the axis."""
        return max(self.value or 0.0, self.high or 0.0)


@dataclass(frozen=True)
class ChartRow:
    """A labelled line of the chart: one mark, or one for each column of a comparison or a profile."""

    code: str
    label: str
    marks: tuple[Mark, ...]
    lead: bool = False  # the headline is about this row
    group: str = ""

    @property
    def small(self) -> bool:
        return any(mark.small for mark in self.marks)

    def room(self, axis: Axis) -> Literal["right", "left", "none"]:
        """Where the chart leaves room for a tag beside this row's mark."""
        mark = self.marks[0]
        if axis.place(mark.furthest) <= ROOM_TO_THE_RIGHT:
            return "right"
        nearest = mark.low if mark.low is not None else mark.value or 0.0
        return "left" if axis.place(nearest) >= ROOM_TO_THE_LEFT else "none"


@dataclass(frozen=True)
class Column:
    """A series of marks: its name stands over its figures in its own colour."""

    label: str
    tone: Tone
    base: str = ""  # how many it holds, in words


@dataclass(frozen=True)
class Reference:
    """The whole that parts are held against: a line with its interval as a band."""

    label: str
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class ChartSpec:
    """One finding as a chart. `alt` says in a sentence what a person who cannot see it needs."""

    id: str
    kind: ChartKind
    headline: str
    axis: Axis
    rows: tuple[ChartRow, ...]
    alt: str
    base: str
    heads: tuple[str, str, str] = ("Share", "Cases", "95% interval")
    columns: tuple[Column, ...] = ()
    reference: Reference | None = None
    nobody: tuple[str, ...] = ()  # labels of rows that nobody chose, named instead of drawn

    @property
    def tags_inside(self) -> bool:
        """Whether every small base can be tagged beside its mark: tags stand in one place, there or by the labels."""
        return all(row.room(self.axis) != "none" for row in self.rows if row.small)

    @property
    def shown_heads(self) -> tuple[str, str, str]:
        """The heads of the columns, without that of intervals where no row has one."""
        ranged = any(mark.figures.interval for row in self.rows for mark in row.marks)
        return (*self.heads[:2], self.heads[2] if ranged else "")


@dataclass(frozen=True)
class NumberLine:
    """One number on a line from zero to its end. `at`, `low` and `high`, its interval, are parts of the line."""

    at: float
    low: float | None
    high: float | None
    low_label: str
    high_label: str
    end_label: str
    small: bool
