"""A pricing worked out over the cases: the mean difference with its interval, and who moved where for how much."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from casereview.findings import wording
from casereview.findings.frame import Frame
from casereview.findings.result import SMALL, LeftOut
from casereview.instruments.pricing import Pricing
from casereview.pricing.prices import Needed, Price, Prices
from casereview.pricing.quantities import Quantities, quantities
from casereview.scaling import Bill, Part, Range
from casereview.statistics import Interval, mean_interval
from casereview.summary.drawing import Drawn, draw, times

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEEKS = 365 / 7  # in a year: 52.14


@dataclass(frozen=True)
class Sum:
    """Pounds a week over the cases priced: what is, what would have been ideal. `saved` is their difference."""

    actual: float
    ideal: float

    @property
    def saved(self) -> float:
        return self.actual - self.ideal


@dataclass(frozen=True)
class Move:
    """The cases that went from one actual answer to one ideal one, with what they cost a week."""

    actual: str
    ideal: str
    cases: int
    gross: Sum
    net: Sum

    @property
    def stays(self) -> bool:
        return self.actual == self.ideal


@dataclass(frozen=True, eq=False)
class Costed:
    """A pricing over the cases of a study that could be priced; the rest is left out, with why."""

    pricing: Pricing
    frame: Frame
    whole: int  # cases that count
    left_out: tuple[LeftOut, ...]
    prices: tuple[Price, ...]  # of each column; an unpriced one nobody priced takes is 0
    taken: Quantities  # of the cases priced
    lacking: tuple[Needed, ...]  # items without a price

    @property
    def cases(self) -> int:
        return len(self.frame)

    @property
    def small(self) -> bool:
        """Whether so few cases could be priced that it is flagged."""
        return self.cases < SMALL

    def past(self, today: date) -> list[str]:
        """The labels of prices that are past their date and that a case takes."""
        used = (self.taken.actual + self.taken.ideal).sum(axis=0) > 0
        return [each.label for each, taken in zip(self.prices, used, strict=True) if taken and each.past(today)]

    def sums(self, net: bool = False) -> Sum:
        """What all the cases priced cost a week."""
        return Sum(*(float(side.sum()) for side in self._costs(net)))

    def interval(self, net: bool = False) -> Interval | None:
        """The t interval of the mean difference a week: the luck of the cases alone, at the stated prices."""
        actual, ideal = self._costs(net)
        return mean_interval((actual - ideal).tolist())

    def part(self, net: bool = False, scale: float = 1.0) -> Part:
        """The mean difference a case, to be drawn with its cases and prices; a week times `scale`."""
        import numpy as np

        if self.cases < 2:
            stated = self.sums(net).saved * scale / self.cases if self.cases else 0.0
            return Range(stated, stated, stated)
        difference = (self.taken.actual - self.taken.ideal) * scale
        spread = np.atleast_2d(np.cov(difference, rowvar=False))
        return Bill(
            tuple(difference.mean(axis=0).tolist()), tuple(tuple(row) for row in spread.tolist()), self.cases,
            tuple(each.range for each in self.prices), tuple(each.label for each in self.prices),
            tuple(each.contribution if net else 0.0 for each in self.prices),
        )  # fmt: skip

    def drawn(self, net: bool = False) -> Drawn:
        """The mean difference a case a week, with the interval carried through from the cases and the prices."""
        return draw(self.part(net), self.pricing.title)

    def year(self, net: bool = False) -> Drawn:
        """What the cases priced would come to in a year, every week of it."""
        return times([self.drawn(net), draw(Range(*[self.cases * WEEKS] * 3), "weeks")])

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Every pair of actual and ideal answers to the first line, by pounds, the largest saving first."""
        import numpy as np

        line = self.pricing.lines[0]
        left, right = self.frame.column(line.actual), self.frame.column(line.ideal)
        found = []
        for start in left.options:
            for end in right.options:
                who = left.has([start.code]) & right.has([end.code])
                if np.any(who):
                    found.append(Move(start.label, end.label, int(who.sum()), self._of(who), self._of(who, net=True)))
        return tuple(sorted(found, key=lambda move: (-move.gross.saved, move.actual, move.ideal)))

    def _of(self, who: "NDArray[Any]", net: bool = False) -> Sum:
        return Sum(*(float(side[who].sum()) for side in self._costs(net)))

    def _costs(self, net: bool) -> "tuple[NDArray[Any], NDArray[Any]]":
        """What each case costs a week, actual and ideal."""
        import numpy as np

        prices = np.array([each.net if net else each.gross for each in self.prices])
        return self.taken.actual @ prices, self.taken.ideal @ prices


def costed(pricing: Pricing, frame: Frame, prices: Prices) -> Costed:
    """The pricing over every response of the frame whose two sides are known and have a price."""
    import numpy as np

    taken = quantities(pricing, frame)
    unknown = np.isnan(taken.actual).any(axis=1) | np.isnan(taken.ideal).any(axis=1)
    lacking = [each.item not in prices for each in taken.items]
    unpriced = ~unknown & ((taken.actual[:, lacking] > 0) | (taken.ideal[:, lacking] > 0)).any(axis=1)
    kept = ~unknown & ~unpriced
    return Costed(
        pricing, frame.only(kept), len(frame), tuple(_left_out(int(unknown.sum()), int(unpriced.sum()))),
        tuple(prices.get(each.item) or _free(each) for each in taken.items),
        replace(taken, actual=taken.actual[kept], ideal=taken.ideal[kept]),
        tuple(each for each, lacks in zip(taken.items, lacking, strict=True) if lacks),
    )  # fmt: skip


def _free(needed: Needed) -> Price:
    return Price(needed.item, needed.label, needed.per, 0.0, 0.0, 0.0)


def _left_out(unknown: int, unpriced: int) -> Sequence[LeftOut]:
    found = [
        LeftOut("missing", "with a setting or package that is not known", unknown),
        LeftOut("unpriced", "with something that has no price yet", unpriced),
    ]
    return [each for each in found if each.count]


def counted_words(found: Costed) -> str:
    """ "80 of 83 cases reviewed, those with a price"."""
    units = wording.units(found.frame.instrument, found.whole)
    return f"{wording.n_of_n(found.cases, found.whole)} {units}" if found.whole else "no cases"
