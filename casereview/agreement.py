"""How far reviewers of the same cases agree: per cent agreement, Cohen's, Fleiss' and Krippendorff's coefficients.

Every function takes ratings as a list of cases, each the list of its reviewers' answers as whole numbers from 0 (the
place of the option in its list, so that neighbouring numbers are neighbouring options). All are sums over cases, which
is what lets one resampling of cases give every interval.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from casereview.statistics import CONFIDENCE, RESAMPLES, SEED, Interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

Ratings = Sequence[Sequence[int]]
Scale = Literal["nominal", "ordinal"]


@dataclass(frozen=True)
class Coefficient:
    """`value` is None where it has no meaning: fewer than two cases, or one and the same answer throughout."""

    value: float | None
    interval: Interval | None
    cases: int
    reviewers: int  # the most that reviewed any one case
    reviews: int = 0  # of all these cases together


def per_cent_agreement(ratings: Ratings) -> Coefficient:
    """The share of pairs of reviews that are the same, averaged over cases with two or more reviews."""
    return _over_cases(ratings, _pairs_agreeing, lambda sums: sums[..., 0] / sums[..., 1])


def cohen(ratings: Ratings) -> Coefficient:
    """Cohen's kappa for exactly two reviews a case, first and second kept apart. Raises ValueError otherwise.

    Source: J. Cohen, A coefficient of agreement for nominal scales, Educ. Psychol. Meas. 20 (1960), 37-46.
    kappa = (observed - expected) / (1 - expected), expected from the two reviewers' own shares of each answer.
    """
    if any(len(case) != 2 for case in ratings):
        raise ValueError("Cohen’s kappa needs exactly two reviews of every case")
    return _over_cases(ratings, _crossed, _kappa_of_crossed)


def fleiss(ratings: Ratings) -> Coefficient:
    """Fleiss' kappa for the same number of reviews of every case. Raises ValueError otherwise.

    Source: J. L. Fleiss, Measuring nominal scale agreement among many raters, Psychol. Bull. 76 (1971), 378-382.
    """
    if len({len(case) for case in ratings}) > 1 or any(len(case) < 2 for case in ratings):
        raise ValueError("Fleiss’ kappa needs the same number of reviews of every case, two or more")
    return _over_cases(ratings, _agreeing_and_totals, _kappa_of_totals)


def krippendorff(ratings: Ratings, scale: Scale = "nominal") -> Coefficient:
    """Krippendorff's alpha; cases may have any number of reviews, those with one are left out.

    Source: K. Krippendorff, Content Analysis (2004), chapter 11: alpha = 1 - observed / expected disagreement, from the
    coincidences of answers within a case. Nominal: two different answers disagree by 1. Ordinal: by the squared number
    of answers that lie between them, half of each end counted.
    """
    if scale == "nominal":
        return _over_cases(ratings, _alike_and_totals, _alpha_nominal)
    return _over_cases(ratings, _coincidences, _alpha_ordinal)


def reviewers_needed(answers: Sequence[int], share: float = 0.9, draws: int = 1000, seed: int = SEED) -> int | None:
    """The smallest number of reviewers whose commonest answer is everybody's in `share` of `draws` seeded draws.

    Reviewers are drawn without replacement; a tie for the commonest answer does not count as the same. None when
    everybody's own commonest answer is a tie.
    """
    import numpy as np

    everybody = _mode(np.bincount(answers)[None, :])[0] if len(answers) else -1
    if everybody < 0:
        return None
    random = np.random.default_rng(seed)
    orders = np.array([random.permutation(answers) for _ in range(draws)])
    running = np.cumsum(orders[:, :, None] == np.arange(max(answers) + 1), axis=1)
    same = [(_mode(running[:, size, :]) == everybody).mean() for size in range(len(answers))]
    return next(size + 1 for size, reached in enumerate(same) if reached >= share)


def _mode(counts: "NDArray[Any]") -> "NDArray[Any]":
    """Per row the commonest answer, or -1 where two are as common."""
    import numpy as np

    highest = counts.max(axis=1, keepdims=True)
    return np.where((counts == highest).sum(axis=1) == 1, counts.argmax(axis=1), -1)


Parts = Callable[[Sequence[int], int], "NDArray[Any]"]  # one case, number of options -> what is summed over cases


def _over_cases(ratings: Ratings, parts: Parts, value: "Callable[[NDArray[Any]], NDArray[Any]]") -> Coefficient:
    """The coefficient of the sums over cases, and its percentile interval by resampling cases with a fixed seed."""
    import numpy as np

    cases = [case for case in ratings if len(case) >= 2]
    reviewers = max((len(case) for case in cases), default=0)
    reviews = sum(len(case) for case in cases)
    if len(cases) < 2:
        return Coefficient(None, None, len(cases), reviewers, reviews)
    options = max(max(case) for case in cases) + 1
    each = np.array([parts(case, options) for case in cases], dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        stated = value(each.sum(axis=0)[None, ...])[0]
        spread = value(np.tensordot(_drawn(len(cases)).astype(float), each, axes=1))
    if not np.isfinite(stated):
        return Coefficient(None, None, len(cases), reviewers, reviews)
    return Coefficient(float(stated), _percentiles(spread[np.isfinite(spread)]), len(cases), reviewers, reviews)


@lru_cache(maxsize=2)
def _drawn(cases: int) -> "NDArray[Any]":
    """How often each resample holds each case. Every coefficient of the same cases stands on the same draws."""
    import numpy as np

    drawn = np.random.default_rng(SEED).multinomial(cases, [1 / cases] * cases, size=RESAMPLES)
    return drawn.astype(np.int16)  # no case is drawn ten thousand times


def _percentiles(spread: "NDArray[Any]") -> Interval | None:
    """The middle 95% of what resampling gave; None where it never differed, or hardly ever had a value."""
    import numpy as np

    if len(spread) < RESAMPLES / 2 or np.ptp(spread) < 1e-12:
        return None
    low, high = np.quantile(spread, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(low), float(high)


def _counts(case: Sequence[int], options: int) -> "NDArray[Any]":
    import numpy as np

    return np.bincount(case, minlength=options).astype(float)


def _agreeing(case: Sequence[int], options: int) -> float:
    counts, m = _counts(case, options), len(case)
    return float((counts * (counts - 1)).sum() / (m * (m - 1)))


def _pairs_agreeing(case: Sequence[int], options: int) -> "NDArray[Any]":
    import numpy as np

    return np.array([_agreeing(case, options), 1.0])


def _agreeing_and_totals(case: Sequence[int], options: int) -> "NDArray[Any]":
    import numpy as np

    return np.array([_agreeing(case, options), 1.0, *_counts(case, options)])


def _kappa_of_totals(sums: "NDArray[Any]") -> "NDArray[Any]":
    observed = sums[:, 0] / sums[:, 1]
    shares = sums[:, 2:] / sums[:, 2:].sum(axis=1, keepdims=True)
    expected = (shares**2).sum(axis=1)
    kappa: NDArray[Any] = (observed - expected) / (1 - expected)
    return kappa


def _crossed(case: Sequence[int], options: int) -> "NDArray[Any]":
    import numpy as np

    table = np.zeros((options, options))
    table[case[0], case[1]] = 1
    return table


def _kappa_of_crossed(sums: "NDArray[Any]") -> "NDArray[Any]":
    n = sums.sum(axis=(1, 2))
    observed = sums.trace(axis1=1, axis2=2) / n
    expected = (sums.sum(axis=1) * sums.sum(axis=2)).sum(axis=1) / n**2
    kappa: NDArray[Any] = (observed - expected) / (1 - expected)
    return kappa


def _coincidences(case: Sequence[int], options: int) -> "NDArray[Any]":
    import numpy as np

    counts = _counts(case, options)
    table: NDArray[Any] = (np.outer(counts, counts) - np.diag(counts)) / (len(case) - 1)
    return table


def _alpha_ordinal(sums: "NDArray[Any]") -> "NDArray[Any]":
    """`sums`: resamples x options x options of coincidences."""
    import numpy as np

    totals = sums.sum(axis=2)
    n = totals.sum(axis=1)
    upto = np.cumsum(totals, axis=1) - totals / 2  # how many answers lie below the middle of each option
    distance = (upto[:, :, None] - upto[:, None, :]) ** 2
    observed = (sums * distance).sum(axis=(1, 2)) / n
    expected = (totals[:, :, None] * totals[:, None, :] * distance).sum(axis=(1, 2)) / (n * (n - 1))
    alpha: NDArray[Any] = 1 - observed / expected
    return alpha


def _alike_and_totals(case: Sequence[int], options: int) -> "NDArray[Any]":
    """The diagonal of the coincidences and their totals: all that a nominal alpha needs, however many options."""
    import numpy as np

    counts = _counts(case, options)
    return np.array([(counts * (counts - 1)).sum() / (len(case) - 1), *counts])


def _alpha_nominal(sums: "NDArray[Any]") -> "NDArray[Any]":
    totals = sums[:, 1:]
    n = totals.sum(axis=1)
    observed, expected = n - sums[:, 0], (n**2 - (totals**2).sum(axis=1)) / (n - 1)
    alpha: NDArray[Any] = 1 - observed / expected
    return alpha
