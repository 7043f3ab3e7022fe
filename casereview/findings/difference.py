"""Whether groups differ by more than chance: one test over all of them, so that no pair is picked afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass

from casereview.findings.result import Row

LEAST_EXPECTED = 5  # Cochran's rule: below this the test says too much


@dataclass(frozen=True)
class Difference:
    """Pearson's chi-squared over groups by counted or not. `probability` is how often chance alone differs as much."""

    statistic: float
    degrees: int
    probability: float


def difference(rows: Sequence[Row]) -> Difference | None:
    """The test over one row for each group. None where there are too few groups or cases, or nothing differs.

    Source: K. Pearson, Philosophical Magazine 50 (1900), 157-175. Sum of (counted - expected)² / expected over both
    columns; an expected count under 5 anywhere gives no test.
    """
    groups = [row for row in rows if row.denominator]
    counted, all_cases = sum(row.numerator for row in groups), sum(row.denominator for row in groups)
    if len(groups) < 2 or not 0 < counted < all_cases or _too_few(groups, counted, all_cases):
        return None
    from scipy.special import chdtrc

    share = counted / all_cases
    statistic = sum(
        (row.numerator - row.denominator * share) ** 2 / (row.denominator * share * (1 - share)) for row in groups
    )
    degrees = len(groups) - 1
    return Difference(statistic, degrees, float(chdtrc(degrees, statistic)))


def _too_few(groups: Sequence[Row], counted: float, all_cases: float) -> bool:
    rarer = min(counted, all_cases - counted) / all_cases
    return any(row.denominator * rarer < LEAST_EXPECTED for row in groups)
