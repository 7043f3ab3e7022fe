"""If groups differ by more than chance where chi-squared cannot say: few cases, averages, shared weights, ticks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casereview.findings import profile
from casereview.findings.counting import KINDS
from casereview.findings.frame import Frame
from casereview.findings.groups import groups
from casereview.findings.result import SMALL
from casereview.instruments.finding import Finding
from casereview.statistics import SEED

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    Numbers = NDArray[Any]

DEALS, FEWEST_DEALS, WORK = 10_000, 1_000, 5_000_000  # as many deals as stay within WORK numbers
BATCH = 250_000  # numbers held at a time


@dataclass(frozen=True)
class Dealt:
    """`as_far` of `deals` deals of `n` cases into groups of the same sizes set the groups as far apart, or further."""

    n: int
    deals: int
    as_far: int

    @property
    def probability(self) -> float:
        """How often chance alone differs as much. The groups as they are count as one deal, so it is never 0."""
        return (self.as_far + 1) / (self.deals + 1)


def dealt(finding: Finding, frame: Frame, row: str, by: str, shown: Sequence[str]) -> Dealt | None:
    """The test of row `row` of `finding` over the groups of `by` whose codes are `shown`.

    None where fewer than ten cases, fewer than two groups or nothing that varies is left, or where groups overlap.
    """
    import numpy as np

    counts, bases = parts(finding, frame, row)
    found = [group.mask for group in groups(frame, by) if group.code in shown]
    place = np.full(len(frame), -1)
    for number, mask in enumerate(found):
        if (place[mask] >= 0).any():
            return None
        place[mask] = number
    if frame.instrument.alone:  # reviews of one case stand or fall together
        counts, bases, place = _by_case(frame, counts, bases, place)
    inside = (place >= 0) & (bases > 0)
    counts, bases, place = counts[inside], bases[inside], place[inside]
    if len(place) < SMALL or len(set(place.tolist())) < 2 or not np.ptp(counts / bases) > 0:
        return None
    order = np.argsort(place, kind="stable")
    starts = np.unique(place[order], return_index=True)[1]
    return _deal(counts[order], bases[order], starts)


def parts(finding: Finding, frame: Frame, row: str) -> "tuple[Numbers, Numbers]":
    """What each response adds to the number of `row`, and to what it is divided by; nought outside the base."""
    import numpy as np

    found = KINDS[finding.kind].tallies(finding, frame)
    tally = next((each for each in found if each.code == row), found[0])
    base = tally.population.mask.astype(float)
    if finding.kind == "mean":
        numbers = frame.column(finding.of).numbers
        return np.where(base > 0, 0.0 if numbers is None else numbers, 0.0), base
    if finding.kind == "rating":
        chosen = frame.column(_rated(finding, frame, tally.code)).chosen
        return np.where(base > 0, 0.0 if chosen is None else chosen + 1.0, 0.0), base
    if finding.base == "mentions":
        base = np.sum([each.weights * each.population.mask for each in found], axis=0)
    return np.asarray(tally.weights * tally.population.mask, dtype=float), base


def _rated(finding: Finding, frame: Frame, code: str) -> str:
    several = profile.is_profile(finding, frame)
    return dict(profile.dimensions(finding, frame))[code].ref if several else finding.of


def _by_case(frame: Frame, counts: "Numbers", bases: "Numbers", place: "Numbers") -> "tuple[Numbers, Numbers, Numbers]":
    """One line for each case; its group is that of its reviews, since a fact is of the case."""
    import numpy as np

    _, first, case = np.unique([each.public_id for each in frame.records], return_index=True, return_inverse=True)
    return np.bincount(case, counts), np.bincount(case, bases), place[first]


def _deal(counts: "Numbers", bases: "Numbers", starts: "Numbers") -> Dealt:
    """Deals the cases again and again, always in the same way.

    Source: E. J. G. Pitman, Supplement to the Journal of the Royal Statistical Society 4 (1937), 119-130.
    """
    import numpy as np

    n = len(counts)
    deals = max(FEWEST_DEALS, min(DEALS, WORK // n))
    observed, as_far = spread(counts, bases, starts), 0
    draw = np.random.default_rng(SEED)
    for size in _batches(deals, max(1, BATCH // n)):
        hands = draw.permuted(np.tile(np.arange(n), (size, 1)), axis=1)
        as_far += int((spread(counts[hands], bases[hands], starts) >= observed * (1 - 1e-9)).sum())
    return Dealt(n, deals, as_far)


def _batches(deals: int, most: int) -> list[int]:
    return [most] * (deals // most) + ([deals % most] if deals % most else [])


def spread(counts: "Numbers", bases: "Numbers", starts: "Numbers") -> "Numbers":
    """How far groups lie from the whole: the squares of their distances, each by the size of its group."""
    import numpy as np

    above, below = (np.add.reduceat(each, starts, axis=-1) for each in (counts, bases))
    whole = counts.sum(axis=-1) / bases.sum(axis=-1)
    return np.asarray(((above - below * whole[..., None]) ** 2 / np.maximum(below, 1e-9)).sum(axis=-1))
