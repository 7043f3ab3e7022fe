"""Numbers that carry their uncertainty: each is drawn many times, and what is worked out of them is drawn with it.

The same part is the same draw wherever it stands, so that two rows resting on one figure rise and fall together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

from casereview.scaling import DRAWS, Cited, Part, Range, luck, together
from casereview.statistics import CONFIDENCE

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_FREED = 0.99  # time freed beyond this would gain without end


@dataclass(frozen=True)
class Figure:
    """A number with its 95% range; no range where it was stated without one."""

    value: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        return self.low == self.high

    def to_json(self) -> dict[str, float]:
        return {"value": self.value, "low": self.low, "high": self.high}


@dataclass(frozen=True, eq=False)
class Drawn:
    """A number and its draws. `ends`: its range as stated, where at most one thing in it is uncertain."""

    value: float
    draws: "NDArray[Any]"
    ends: tuple[float, float] | None
    sure: bool

    @property
    def figure(self) -> Figure:
        """The value with its range: as stated, or the middle 95% of the draws."""
        import numpy as np

        low, high = self.ends or np.quantile(self.draws, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
        return Figure(self.value, float(low), float(high))


def draw(part: Part, name: str) -> Drawn:
    """`part` drawn with the fixed seed; `name` and its numbers say which draw it is."""
    ends = (part.low, part.high) if isinstance(part, Range | Cited) else None
    return Drawn(part.stated, part.draw(luck(part, name), DRAWS), ends, bool(ends) and part.low == part.high)  # type: ignore[union-attr]


def work_out(parts: Sequence[Drawn], formula: Callable[[Sequence[Any]], Any]) -> Drawn:
    """`formula` of the parts' values, and of their draws together. It must rise or fall evenly with each part."""
    unsure = [part for part in parts if not part.sure]
    ends = None
    if len(unsure) <= 1 and all(part.ends for part in parts):
        low, high = sorted(formula([part.ends[end] for part in parts if part.ends]) for end in (0, 1))
        ends = (low, high)
    draws = formula([part.draws for part in parts])
    return Drawn(formula([part.value for part in parts]), draws, ends, not unsure)


def times(parts: Sequence[Drawn]) -> Drawn:
    """The parts multiplied."""
    return work_out(parts, lambda each: prod(each[1:], start=each[0]))


def plus(parts: Sequence[Drawn]) -> Drawn:
    """The parts added up: drawn together, so the range is narrower than that of their ends added."""
    return work_out(parts, lambda each: sum(each[1:], start=each[0]))


def less(whole: Drawn, share: Drawn) -> Drawn:
    """What is left of `whole` once `share` of it is taken off."""
    return work_out([whole, share], lambda each: each[0] * (1 - each[1]))


def saved(levers: Sequence[Drawn]) -> Drawn:
    """What levers save together, each a part of what the others leave."""
    return work_out(levers, together)


def served(freed: Drawn) -> Drawn:
    """How many more, as a share of today's, the time `freed` would serve: freed / (1 - freed), up to `MOST_FREED`."""

    def formula(each: Sequence[Any]) -> Any:
        import numpy as np

        kept = np.clip(each[0], 0, MOST_FREED)
        return kept / (1 - kept)

    return work_out([freed], formula)
