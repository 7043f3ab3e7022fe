"""Groups side by side: every group with anybody in it, counts always, shares only where the base bears them."""

from casereview.charts.building import specify
from casereview.charts.export import Caption, standalone
from casereview.charts.plotly_figure import figure
from casereview.findings.result import Series
from tests.casereview.charts.results import distribution, row

CAPTION = Caption("Base: reviews.", "Left out: none.", "", "Source")


def series(code: str, home: int, care: int) -> Series:
    n = home + care
    return Series(code, code.title(), (row("home", "Own home", home, n), row("care", "Care home", care, n)))


GROUPS = (series("alone", 9, 3), series("team", 1, 3), series("none", 0, 0))
RESULT = distribution(row("home", "Own home", 10, 16), order="listed", series=GROUPS)


def test_a_listed_distribution_by_groups_has_a_column_for_each_group_that_holds_anybody() -> None:
    spec = specify(RESULT)
    assert (spec.kind, [(column.label, column.base) for column in spec.columns]) == (
        "sides",
        [("Alone", "12 in all"), ("Team", "4 in all")],
    )
    assert [[(m.figures.cases, m.figures.share) for m in row.marks] for row in spec.rows] == [
        [("9", "75%"), ("1", "")],
        [("3", "25%"), ("3", "")],
    ]


def test_in_each_column_the_commonest_answer_is_coloured() -> None:
    assert [[mark.tone for mark in row.marks] for row in specify(RESULT).rows] == [["brand", "grey"], ["grey", "brand"]]


def test_the_picture_is_side_by_side_too() -> None:
    drawn = standalone(specify(RESULT), CAPTION)
    for words in ("Alone", "12 in all", "Team", "4 in all", "9 (75%)", "3 (25%)", "Care home"):
        assert f">{words}<" in drawn
    assert "<circle" not in drawn


def test_plotly_draws_a_row_for_each_bar() -> None:
    (bars,) = [trace for trace in figure(specify(RESULT))["data"] if trace["type"] == "bar"]
    assert bars["x"] == [0.75, 0.25, 0.25, 0.75]


def test_as_counted_it_stays_dots_against_the_whole() -> None:
    from dataclasses import replace

    assert specify(replace(RESULT, order="counted")).kind == "dots"


def test_before_anybody_has_answered_there_is_a_picture_with_no_rows() -> None:
    empty = specify(distribution(row("home", "Own home", 0, 0), order="listed", series=(series("alone", 0, 0),)))
    assert (empty.kind, empty.rows) == ("sides", ())
    assert "Base: reviews." in standalone(empty, CAPTION)
    assert figure(empty)["data"] == []
