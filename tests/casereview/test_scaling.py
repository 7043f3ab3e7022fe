"""A share scaled to a year keeps its interval, levers do not count twice, and freed is not gained."""

import random

import numpy as np
import pytest

from casereview.scaling import Cited, Mean, Part, Range, Share, together
from casereview.statistics import wilson
from casereview.summary.drawing import Drawn, Figure, draw, saved, served, times


def drawn(*parts: Part) -> list[Drawn]:
    return [draw(part, f"part {number}") for number, part in enumerate(parts)]


def scale(parts: list[Part]) -> Figure:
    return times(drawn(*parts)).figure


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
    (cited,) = drawn(Cited(100, 90, 110))
    assert (cited.figure.low, cited.figure.high) == (90, 110)
    assert np.quantile(cited.draws, [0.025, 0.975]) == pytest.approx([90, 110], abs=0.5)


def test_more_parts_never_narrow_the_interval():
    sure = scale([Share(41, 83), Range(37944, 37944, 37944)])
    unsure = scale([Share(41, 83), Range(30000, 37944, 45000)])
    assert unsure.high - unsure.low > sure.high - sure.low


def test_levers_save_parts_of_what_is_left():
    assert together([0.25, 0.09, 0.068]) == pytest.approx(0.364, abs=5e-4)
    assert together([]) == 0
    found = saved(drawn(Range(0.25, 0.25, 0.25), Range(0.09, 0.09, 0.09), Range(0.068, 0.068, 0.068))).figure
    assert found.value == pytest.approx(0.364, abs=5e-4)
    assert found.low == pytest.approx(found.value) == pytest.approx(found.high)
    unsure = saved(drawn(Share(5, 20), Share(2, 22))).figure
    assert unsure.value == pytest.approx(1 - 0.75 * 20 / 22)
    assert unsure.low < unsure.value < unsure.high


def test_freed_and_gained_are_two_numbers():
    assert pytest.approx(13_812, abs=1) == 37944 * 0.364
    gained = served(*drawn(Range(0.3, 0.364, 0.4))).figure
    assert gained.value == pytest.approx(0.572, abs=1e-3)
    assert 37944 * gained.value == pytest.approx(21_700, abs=25)
    assert (gained.low, gained.high) == (pytest.approx(3 / 7), pytest.approx(2 / 3))
    assert served(*drawn(Range(1, 1, 1))).figure.value == pytest.approx(99)  # not without end


def test_the_same_seed_gives_the_same_figure_and_a_range_must_be_in_order():
    assert scale([Share(3, 9)]) == scale([Share(3, 9)])
    with pytest.raises(ValueError, match="between"):
        Range(5, 4, 6)
