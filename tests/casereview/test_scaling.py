"""A share scaled to a year keeps its interval, levers do not count twice, and freed is not gained."""

import random

import pytest

from casereview.scaling import Cited, Mean, Range, Share, combine, gained, scale, together
from casereview.statistics import wilson


def test_a_published_example_is_reproduced():
    # Hogan et al. 2012: 52 of 1,000 deaths, scaled to 11,859 (8,712 to 14,983) a year; their interval is the plain
    # normal one for a stratified sample, ours the beta's, so the ends agree to a few per cent.
    found = scale([Share(52, 1000), Range(11859 / 0.052, 11859 / 0.052, 11859 / 0.052)])
    assert found.value == pytest.approx(11859)
    assert found.low == pytest.approx(8712, rel=0.06)
    assert found.high == pytest.approx(14983, rel=0.03)


def test_a_share_alone_keeps_about_its_wilson_interval():
    found = scale([Share(41, 83)])
    low, high = wilson(41, 83)
    assert (found.low, found.high) == (pytest.approx(low, abs=0.01), pytest.approx(high, abs=0.01))


def test_the_draws_equal_a_slow_loop_of_draws():
    luck = random.Random(8)
    slow = sorted(
        luck.betavariate(15.5, 13.5) * luck.triangular(0.46, 0.49, 0.475) * luck.triangular(36000, 40000, 37944)
        for _ in range(40_000)
    )
    found = scale([Share(15, 28), Range(0.46, 0.475, 0.49), Range(36000, 37944, 40000)])
    assert found.low == pytest.approx(slow[1000], rel=0.03)
    assert found.high == pytest.approx(slow[39000], rel=0.03)
    assert found.value == pytest.approx(15 / 28 * 0.475 * 37944)


def test_a_mean_is_never_drawn_below_zero_and_a_cited_figure_keeps_its_interval():
    assert scale([Mean(1.0, 20.0, 5)]).low == 0
    cited = scale([Cited(100, 90, 110)])
    assert (cited.low, cited.high) == (pytest.approx(90, abs=0.5), pytest.approx(110, abs=0.5))


def test_more_parts_never_narrow_the_interval():
    sure = scale([Share(41, 83), Range(37944, 37944, 37944)])
    unsure = scale([Share(41, 83), Range(30000, 37944, 45000)])
    assert unsure.high - unsure.low > sure.high - sure.low


def test_levers_save_parts_of_what_is_left():
    assert together([0.25, 0.09, 0.068]) == pytest.approx(0.364, abs=5e-4)
    assert together([]) == 0
    found = combine([Range(0.25, 0.25, 0.25), Range(0.09, 0.09, 0.09), Range(0.068, 0.068, 0.068)])
    assert found.low == pytest.approx(found.value) == pytest.approx(found.high)


def test_freed_and_gained_are_two_numbers():
    assert pytest.approx(13_812, abs=1) == 37944 * 0.364
    assert gained(0.364) == pytest.approx(0.572, abs=1e-3)
    assert 37944 * gained(0.364) == pytest.approx(21_700, abs=25)
    with pytest.raises(ValueError, match="less than all"):
        gained(1.0)


def test_the_same_seed_gives_the_same_figure_and_a_range_must_be_in_order():
    assert scale([Share(3, 9)]) == scale([Share(3, 9)])
    with pytest.raises(ValueError, match="between"):
        Range(5, 4, 6)
