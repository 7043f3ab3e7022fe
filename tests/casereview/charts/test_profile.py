"""A profile shows every group at every dimension on the whole scale, and says what it may not show."""

from dataclasses import replace

from casereview.charts.axis import rating_axis
from casereview.charts.building import specify
from casereview.charts.export import Caption, standalone
from casereview.charts.plotly_figure import figure
from casereview.charts.svg import lanes, marker
from casereview.findings.result import Result, Row, Scale, Series

CAPTION = Caption("Base: people.", "Left out: none.", "", "Source")


def mean(code: str, label: str, total: float, n: float) -> Row:
    value = total / n if n else None
    low, high = (None, None) if value is None else (value - 0.5, value + 0.5)
    return Row(code, label, "", total, n, value, low, high, n < 10)


ROWS = (mean("right", "is right", 60, 20), mean("used", "is used", 40, 20))
STAFF = Series("staff", "Staff", (mean("right", "is right", 30, 12), mean("used", "is used", 24, 12)))
LEADERS = Series("leaders", "Leaders", (mean("right", "is right", 30, 8),))  # "used" may not be shown


def profile() -> Result:
    return Result(
        "data", "rating", "Use of data", "“is right”: 3.0 out of 5", "out of 5", 60, 20, 3.0, 2.5, 3.5, "t",
        "20 people", rows=ROWS, series=(STAFF, LEADERS), row_unit="out of 5", scale=Scale(5, "Never", "Always"),
    )  # fmt: skip


def test_each_row_is_a_dimension_with_a_mark_for_each_group_and_one_for_all() -> None:
    spec = specify(profile(), cases="People")
    assert (spec.kind, [column.label for column in spec.columns]) == ("profile", ["Staff", "Leaders", "All"])
    assert [[mark.value for mark in row.marks] for row in spec.rows] == [[2.5, 3.75, 3.0], [2.0, None, 2.0]]
    assert [mark.figures.cases for mark in spec.rows[0].marks] == ["12", "8", "20"]
    assert len({column.tone for column in spec.columns}) == 3


def test_what_may_not_be_shown_is_said_and_drawn_nowhere() -> None:
    row = specify(profile()).rows[1]
    assert row.marks[1].figures.share == "not shown"
    assert lanes(rating_axis(5), row.marks).count(marker("second")) == 0


def test_the_scale_runs_from_its_lowest_point_to_its_highest() -> None:
    axis = specify(profile()).axis
    assert [axis.place(value) for value in (1, 3, 5, 6)] == [0, 50, 100, 100]
    assert ([tick.label for tick in axis.ticks], axis.ends) == (["1", "2", "3", "4", "5"], ("Never", "Always"))


def test_a_rating_shown_by_groups_stands_on_the_same_scale() -> None:
    one = replace(profile(), rows=(), series=(STAFF, replace(LEADERS, rows=LEADERS.rows[:1])))
    spec = specify(one)
    assert (spec.kind, spec.axis.start, spec.axis.end) == ("dots", 1, 5)


def test_it_is_said_in_words_with_its_small_bases() -> None:
    alt = specify(profile()).alt
    assert alt.startswith("Profile: Use of data, from 1 (Never) to 5 (Always). is right: Staff 2.5 (12), Leaders 3.8 ")
    assert "small base" in alt and "Leaders not shown" in alt


def test_the_picture_names_every_group_beside_its_numbers() -> None:
    drawn = standalone(specify(profile(), cases="People"), CAPTION)
    for words in ("Is right", "Staff", "Leaders (small base)", "3.8", "not shown", "Never", "Always", "2.5 to 3.5"):
        assert f">{words}<" in drawn


def test_plotly_draws_a_row_for_each_dot() -> None:
    drawn = figure(specify(profile()))
    assert drawn["layout"]["xaxis"]["range"] == [1, 5]
    assert [trace["x"] for trace in drawn["data"] if trace["type"] == "scatter" and trace["mode"] == "markers"] == [
        [2.5, 3.75, 3.0, 2.0, None, 2.0]
    ]
