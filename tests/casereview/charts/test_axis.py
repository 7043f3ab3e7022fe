"""Axes begin at zero, end just past the longest interval at a round number, and carry few numbers."""

import pytest

from casereview.charts.axis import count_axis, full_axis, number_axis, share_axis


@pytest.mark.parametrize(
    ("longest", "end", "ticks"),
    [
        (0.599, 0.6, "0 20% 40% 60%"),
        (0.544, 0.6, "0 20% 40% 60%"),
        (0.194, 0.2, "0 10% 20%"),
        (0.34, 0.4, "0 20% 40%"),
        (0.083, 0.1, "0 5% 10%"),
        (0.6, 0.6, "0 20% 40% 60%"),
        (0.83, 1.0, "0 50% 100%"),
        (1.0, 1.0, "0 50% 100%"),
        (0.0, 0.01, "0 1%"),
    ],
)
def test_a_share_axis_ends_at_the_first_round_share_past_the_longest(longest: float, end: float, ticks: str) -> None:
    axis = share_axis(longest)
    assert axis.end == pytest.approx(end)
    assert " ".join(tick.label for tick in axis.ticks) == ticks


def test_a_share_axis_never_cuts_what_it_was_made_for() -> None:
    for percent in range(101):
        axis = share_axis(percent / 100)
        assert percent / 100 <= axis.end <= 1
        assert 2 <= len(axis.ticks) <= 4


def test_the_full_axis_shows_every_share() -> None:
    assert [tick.label for tick in full_axis().ticks] == ["0", "25%", "50%", "75%", "100%"]


@pytest.mark.parametrize(("longest", "end"), [(7.3, 8), (12, 15), (0.4, 0.4), (31, 40), (1234, 1500), (0, 1)])
def test_an_axis_of_a_mean_ends_at_a_round_number(longest: float, end: float) -> None:
    axis = number_axis(longest)
    assert axis.end >= longest
    assert len(axis.ticks) <= 5
    assert axis.end == pytest.approx(end)


@pytest.mark.parametrize("longest", [0, 1, 2, 5, 9, 14, 83, 1000])
def test_an_axis_of_counts_has_no_half_case(longest: int) -> None:
    axis = count_axis(longest)
    assert axis.end >= longest
    assert all(tick.value == int(tick.value) for tick in axis.ticks)


def test_a_place_stays_on_the_axis() -> None:
    axis = share_axis(0.5)
    assert [axis.place(value) for value in (0, 0.3, 0.6, 2)] == [0, 50, 100, 100]
