"""The picture of where a range comes from: a bar for each part, lowest to highest, round the stated figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from casereview.summary.drawing import Figure
from casereview.summary.influence import Influence, target
from casereview.summary.opportunity import Row
from casereview.summary.wording import amount, span

WIDTH = 400.0  # of the drawing, in its own units
MOST = 6  # bars


@dataclass(frozen=True)
class Bar:
    """One part: where its bar begins and how long it is, and the words beside it."""

    label: str
    share: str
    x: float
    width: float
    between: str


@dataclass(frozen=True)
class Bars:
    """All of them on one axis; `middle` is the stated figure."""

    bars: tuple[Bar, ...]
    middle: float
    stated: str


def bars(row: Row, found: Sequence[Influence]) -> Bars | None:
    """The drawing of one row; None where nothing in it is uncertain."""
    if not found:
        return None
    value, unit = target(row).value, "pounds" if row.pounds_drawn else row.plan.unit
    least, most = min(value, *(each.low for each in found)), max(value, *(each.high for each in found))
    scale = WIDTH / (most - least) if most > least else 0.0

    def place(number: float) -> float:
        return round((number - least) * scale, 1)

    drawn = tuple(
        Bar(
            each.label, f"{round(each.share * 100)}%", place(each.low), max(1.0, place(each.high) - place(each.low)),
            span(Figure(value, each.low, each.high), unit),
        )
        for each in found[:MOST]
    )  # fmt: skip
    return Bars(drawn, place(value), amount(value, unit))
