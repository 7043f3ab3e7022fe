"""What is counted, before it is divided: who counts, for how much, out of whom. Every finding is made of these."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casereview.findings.base import Population
from casereview.findings.result import SMALL, Row, quotient
from casereview.instruments.finding import Finding
from casereview.statistics import Interval, mean_interval, wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

WILSON = "Wilson score interval, 95%"
SHARED = "Wilson, conservative for a shared weight, 95%"
RESAMPLED = "resampling respondents 2,000 times, 95%"
STUDENT = "t interval, 95%"


@dataclass(frozen=True)
class Tally:
    """One number to be: `weights` (n numbers, or a mask) say how much each response counts; it is 0 outside the base.

    `denominator` is the size of the base unless it counts mentions; `interval` then comes from resampling.
    """

    code: str
    label: str
    weights: "NDArray[Any]"
    population: Population
    group: str = ""
    retired: bool = False
    mentions: float | None = None
    interval: Interval | None = None

    @property
    def numerator(self) -> float:
        return float(self.weights.sum())

    @property
    def denominator(self) -> float:
        return float(self.population.n) if self.mentions is None else self.mentions


def share_row(tally: Tally, finding: Finding) -> Row:
    """The tally as a share with its interval, or as a bare count where the finding is shown so."""
    numerator, denominator = tally.numerator, tally.denominator
    value = quotient(numerator, denominator)
    bounds = wilson(numerator, denominator) if tally.mentions is None else tally.interval
    counted = finding.show == "count"
    if counted:
        value, bounds = (None if value is None else numerator), None
    low, high = bounds or (None, None)
    small = tally.population.n < SMALL
    return Row(
        tally.code, tally.label, tally.group, numerator, denominator, value, low, high, small, count_only=counted
    )


def mean_row(code: str, label: str, values: "NDArray[Any]", group: str = "") -> Row:
    """The mean of `values` as a row: their sum over how many there are, with its t interval."""
    total, n = float(values.sum()), len(values)
    low, high = mean_interval(values.tolist()) or (None, None)
    return Row(code, label, group, total, float(n), quotient(total, n), low, high, n < SMALL)


def method(finding: Finding) -> str:
    """How the intervals of a share or distribution are made, in words; nothing where there are none."""
    if finding.show == "count":
        return ""
    if finding.base == "mentions":
        return RESAMPLED
    return SHARED if finding.weight == "split" else WILSON
