"""The test over groups agrees with scipy's own, and stays silent where it would say too much."""

import pytest

from casereview.findings.difference import difference
from tests.casereview.charts.results import row

GROUPS = [
    row("", name, n, of) for name, n, of in (("A", 11, 17), ("B", 9, 16), ("C", 8, 17), ("D", 6, 15), ("E", 7, 18))
]


def test_it_is_pearsons_chi_squared() -> None:
    from scipy.stats import chi2_contingency

    table = [[each.numerator, each.denominator - each.numerator] for each in GROUPS]
    expected = chi2_contingency(table, correction=False)
    found = difference(GROUPS)
    assert found is not None
    assert found.statistic == pytest.approx(expected.statistic)
    assert found.probability == pytest.approx(expected.pvalue)
    assert found.degrees == 4


@pytest.mark.parametrize(
    "rows",
    [
        GROUPS[:1],
        [row("", "A", 1, 4), row("", "B", 2, 40)],
        [row("", "A", 0, 40), row("", "B", 0, 40)],
        [row("", "A", 5, 40), row("", "B", 0, 0)],
    ],
    ids=["one group", "too few to expect", "nobody", "one group has cases"],
)
def test_it_says_nothing_where_it_would_say_too_much(rows: list) -> None:  # type: ignore[type-arg]
    assert difference(rows) is None
