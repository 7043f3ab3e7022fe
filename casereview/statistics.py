"""The short formulas behind every interval, in one place, each with its source. Nothing heavy is imported early."""

from collections.abc import Sequence
from functools import lru_cache
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

CONFIDENCE = 0.95
RESAMPLES = 2000
SEED = 20211122
Interval = tuple[float, float]


@lru_cache
def z(confidence: float = CONFIDENCE) -> float:
    """The standard normal quantile that leaves `confidence` in the middle: 1.96 for 0.95."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def wilson(k: float, n: float, confidence: float = CONFIDENCE) -> Interval | None:
    """The Wilson score interval for k of n, as fractions of 1; None where n is 0. Raises ValueError unless 0 <= k <= n.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209-212.
    With p = k/n:  (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), written here without dividing by n twice.
    `k` may be fractional (a shared weight): the interval is then wider than it need be.
    """
    if n == 0:
        return None
    if not 0 <= k <= n * (1 + 1e-12):
        raise ValueError(f"{k} of {n} is not a share")
    square = z(confidence) ** 2
    centre = (k + square / 2) / (n + square)
    half = z(confidence) / (n + square) * sqrt(max(0.0, k * (n - k) / n) + square / 4)
    return (0.0 if k <= 0 else max(0.0, centre - half)), (1.0 if k >= n else min(1.0, centre + half))


def mean_interval(values: Sequence[float], confidence: float = CONFIDENCE) -> Interval | None:
    """Student's t interval for the mean of `values`, in their unit. None for fewer than two, or when all are equal.

    Source: Student, The probable error of a mean, Biometrika 6 (1908), 1-25.  mean ± t(n-1) s/√n.
    """
    n = len(values)
    if n < 2 or min(values) == max(values):
        return None
    from scipy.special import stdtrit

    mean = sum(values) / n
    spread = sqrt(sum((value - mean) ** 2 for value in values) / (n - 1))
    half = float(stdtrit(n - 1, (1 + confidence) / 2)) * spread / sqrt(n)
    return mean - half, mean + half


def resampled_shares(
    mentions: "NDArray[Any]", confidence: float = CONFIDENCE, resamples: int = RESAMPLES, seed: int = SEED
) -> list[Interval | None]:
    """For each option its share of all mentions, by resampling respondents with replacement (percentile bootstrap).

    `mentions`: one row per respondent, one column per option, how often each was mentioned; every row has at least one.
    The respondent is drawn, not the mention: 76 mentions of 38 people are not 76 people. Respondents with the same
    answers are drawn together, which is the same draw and does not depend on the order they came in.
    An option on which the resamples never differ (nobody or everybody) has no interval: None.
    Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), chapters 6 and 13.
    """
    import numpy as np

    respondents, options = mentions.shape
    if respondents == 0:
        return [None] * options
    patterns, times = np.unique(mentions, axis=0, return_counts=True)
    drawn = np.random.default_rng(seed).multinomial(respondents, times / respondents, size=resamples)
    counts = drawn @ patterns.astype(float)
    shares = counts / counts.sum(axis=1, keepdims=True)
    lows, highs = np.quantile(shares, [(1 - confidence) / 2, (1 + confidence) / 2], axis=0)
    return [
        (float(low), float(high)) if varied else None
        for low, high, varied in zip(lows, highs, np.ptp(shares, axis=0) > 1e-12, strict=True)
    ]
