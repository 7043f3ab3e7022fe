"""The short formulas agree with the long-established libraries, and resampling does what it says."""

import random
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.statistics import mean_interval, resampled_shares, wilson, z


def test_z_is_the_normal_quantile():
    assert z() == pytest.approx(1.959963984540054, abs=1e-12)
    assert z(0.99) == pytest.approx(2.5758293035489004, abs=1e-12)


def test_wilson_is_the_wilson_of_scipy_and_of_statsmodels():
    from scipy.stats import binomtest
    from statsmodels.stats.proportion import proportion_confint

    for n in range(1, 60):
        for k in range(n + 1):
            theirs = binomtest(k, n).proportion_ci(0.95, "wilson")
            assert wilson(k, n) == pytest.approx((theirs.low, theirs.high), abs=1e-12)
            assert wilson(k, n) == pytest.approx(proportion_confint(k, n, 0.05, "wilson"), abs=1e-12)


def test_a_fractional_count_lies_between_its_neighbours():
    below, between, above = wilson(26, 83), wilson(26.5, 83), wilson(27, 83)
    assert below[0] < between[0] < above[0]
    assert below[1] < between[1] < above[1]


def test_nothing_of_nothing_has_no_interval():
    assert wilson(0, 0) is None


@given(n=st.integers(1, 10**7), part=st.floats(0, 1))
def test_wilson_holds_its_share_and_stays_between_nothing_and_all(n, part):
    low, high = wilson(n * part, n)
    assert 0 <= low <= part + 1e-12
    assert part - 1e-12 <= high <= 1


def test_none_and_all_reach_the_ends_exactly():
    assert wilson(0, 12)[0] == 0.0
    assert wilson(12, 12)[1] == 1.0
    assert wilson(sum([1 / 3] * 36), 12)[1] == 1.0


@pytest.mark.parametrize(("k", "n"), [(-1, 4), (5, 4), (1, -1)])
def test_more_than_all_is_no_share(k, n):
    with pytest.raises(ValueError, match="is not a share"):
        wilson(k, n)


def test_the_mean_interval_is_that_of_scipy():
    from scipy import stats

    chance = random.Random(1)
    for n in (2, 3, 14, 60):
        values = [chance.uniform(0, 20) for _ in range(n)]
        theirs = stats.t.interval(0.95, n - 1, np.mean(values), stats.sem(values))
        assert mean_interval(values) == pytest.approx(theirs, abs=1e-10)


@pytest.mark.parametrize("values", [[], [3.0], [2.0, 2.0, 2.0]])
def test_a_mean_of_one_or_of_equal_values_has_no_interval(values):
    assert mean_interval(values) is None


def mentions_of(respondents: int, seed: int = 1) -> np.ndarray:
    chance = np.random.default_rng(seed)
    ticked = chance.random((respondents, 4)) < [0.6, 0.5, 0.3, 0.05]
    ticked[:, 0] |= ~ticked.any(axis=1)
    return ticked


def test_resampling_respondents_agrees_with_a_slow_loop():
    mentions = mentions_of(38)
    chance = random.Random(2)
    shares = []
    for _ in range(4000):
        drawn = [mentions[chance.randrange(38)] for _ in range(38)]
        counts = [sum(bool(line[option]) for line in drawn) for option in range(4)]
        shares.append([count / sum(counts) for count in counts])
    for option, interval in enumerate(resampled_shares(mentions)):
        ordered = sorted(line[option] for line in shares)
        assert interval == pytest.approx((ordered[100], ordered[3899]), abs=0.02)


def test_resampling_covers_the_truth_about_nineteen_times_in_twenty():
    everyone = mentions_of(20_000, seed=3)
    truth = everyone.sum(axis=0)[0] / everyone.sum()
    covered = 0
    for start in range(0, 20_000, 100):
        low, high = resampled_shares(everyone[start : start + 100], resamples=400)[0]
        covered += low <= truth <= high
    assert 0.9 <= covered / 200 <= 0.99


def test_resampling_is_the_same_every_time_and_in_every_order():
    mentions = mentions_of(38)
    assert resampled_shares(mentions) == resampled_shares(mentions[::-1]) == resampled_shares(mentions)


def test_resampling_the_respondent_is_wider_than_resampling_alike_mentions():
    twice_the_same = np.repeat(np.eye(2, dtype=int), [10, 10], axis=0) * 2
    once = np.repeat(np.eye(2, dtype=int), [20, 20], axis=0)
    assert np.ptp(resampled_shares(twice_the_same)[0]) > np.ptp(resampled_shares(once)[0]) * 1.3


def test_what_nobody_or_everybody_mentioned_has_no_interval():
    assert resampled_shares(np.array([[1, 0], [1, 0]])) == [None, None]
    assert resampled_shares(np.zeros((0, 2))) == [None, None]


def test_counting_can_be_imported_without_anything_heavy():
    heavy = "{'numpy', 'scipy', 'pandas', 'plotly', 'flask'}"
    code = f"import sys, casereview.findings.counting; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
