"""What an opportunity rests on keeps the interval it is shown with."""

from math import sqrt
from statistics import mean, stdev

import pytest

from casereview.findings.result import Result
from casereview.models import CitedFigure
from casereview.scaling import Cited, Mean, Range, Share
from casereview.statistics import mean_interval
from casereview.summary.basis import of_cited, part_of, printed, span_of
from casereview.summary.drawing import draw

HOURS = [1, 1.5, 2, 2, 2.5, 3, 3.5, 2]


def result(unit: str, numerator: float, n: float, value: float | None, low: float | None, high: float | None) -> Result:
    return Result("x", "mean", "X", "X", unit, numerator, n, value, low, high, "", "")


def test_a_mean_comes_back_with_the_deviation_of_its_numbers():
    low, high = mean_interval(HOURS) or (0.0, 0.0)
    part = part_of(result("hours", sum(HOURS), len(HOURS), mean(HOURS), low, high))
    assert part == Mean(mean(HOURS), pytest.approx(stdev(HOURS)), len(HOURS))
    figure = draw(part, "hours").figure
    assert (figure.low, figure.high) == (pytest.approx(low, rel=0.02), pytest.approx(high, rel=0.02))
    assert stdev(HOURS) / sqrt(len(HOURS)) < high - low


def test_a_share_is_its_counts_and_a_mean_without_an_interval_is_certain():
    assert part_of(result("share", 41, 83, 41 / 83, 0.39, 0.6)) == Share(41, 83)
    assert part_of(result("hours", 4, 2, 2.0, None, None)) == Range(2, 2, 2)
    with pytest.raises(ValueError, match="without cases"):
        part_of(result("share", 0, 0, None, None, None))


def test_a_cited_figure_keeps_its_range_or_has_none():
    figure = CitedFigure(project_id=1, value=0.58, percent=True, sentence="come back", source="Records", dated="2021")
    assert of_cited(figure).part == Range(0.58, 0.58, 0.58)
    assert of_cited(figure).source == "Records, 2021"
    assert (printed(figure), span_of(figure)) == ("58%", "")
    figure.low, figure.high, figure.printed = 0.5, 0.6, "Over half"
    assert of_cited(figure).part == Cited(0.58, 0.5, 0.6)
    assert (printed(figure), span_of(figure)) == ("Over half", "50% to 60%")
