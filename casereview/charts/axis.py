"""Axes: where a scale ends and which numbers stand under it. From zero, never cut; a rating from its lowest point."""

import math
from collections.abc import Callable
from dataclasses import dataclass

SHARE_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5)
MOST_INTERVALS = 3


@dataclass(frozen=True)
class Tick:
    """A number under the axis: where it stands (in the axis's own unit) and how it is written."""

    value: float
    label: str


@dataclass(frozen=True)
class Axis:
    """A scale from `start` to `end`, in fractions of 1 for shares and in the finding's own unit otherwise.

    `ends` are the meanings of both ends, where they have one.
    """

    end: float
    ticks: tuple[Tick, ...]
    start: float = 0.0
    ends: tuple[str, str] = ("", "")

    def place(self, value: float) -> float:
        """Where `value` stands on the axis, in percent of its length, kept inside it."""
        return round(min(max((value - self.start) / (self.end - self.start), 0.0), 1.0) * 100, 2)


def share_axis(longest: float) -> Axis:
    """An axis in percent that ends at the first round share at or past `longest` (a fraction of 1)."""
    for step in SHARE_STEPS:
        intervals = max(1, math.ceil(round(longest / step, 9)))
        if intervals <= MOST_INTERVALS and intervals * step <= 1:
            return _axis(step, intervals, _percent)
    return full_axis()


def full_axis() -> Axis:
    """The whole of it: 0 to 100%, for dots whose place among all shares is the point."""
    return _axis(0.25, 4, _percent)


def coefficient_axis() -> Axis:
    """From no agreement beyond chance to perfect agreement: 0 to 1. Below 0 stands at 0, with its number beside it."""
    return _axis(0.25, 4, _plain)


def rating_axis(points: int, low_label: str = "", high_label: str = "") -> Axis:
    """1 to `points`: for dots only, since a bar from 1 would be read as a bar from nothing."""
    ticks = tuple(Tick(point, str(point)) for point in range(1, points + 1))
    return Axis(points, ticks, 1, (low_label, high_label))


def number_axis(longest: float) -> Axis:
    """An axis for counts and means: 1, 2, 2.5 or 5 times a power of ten between its numbers."""
    longest = longest or 1.0
    power = 10.0 ** math.floor(math.log10(longest))
    for step in (power / 2, power, power * 2, power * 2.5, power * 5):
        intervals = max(1, math.ceil(round(longest / step, 9)))
        if intervals <= MOST_INTERVALS + 1:
            return _axis(step, intervals, _plain)
    raise AssertionError("five powers of ten always hold a number")


def count_axis(longest: float) -> Axis:
    """An axis for whole cases: no half case under it."""
    return _axis(1, 1, _plain) if longest <= 1 else _whole(longest)


def _whole(longest: float) -> Axis:
    axis = number_axis(longest)
    step = max(1.0, math.ceil(axis.ticks[1].value))
    return _axis(step, math.ceil(longest / step), _plain)


def _axis(step: float, intervals: int, write: Callable[[float], str]) -> Axis:
    ticks = tuple(Tick(round(n * step, 6), write(round(n * step, 6))) for n in range(intervals + 1))
    return Axis(round(step * intervals, 6), ticks)


def _percent(value: float) -> str:
    return "0" if value == 0 else f"{value * 100:.0f}%"


def _plain(value: float) -> str:
    return f"{value:,.10g}"
