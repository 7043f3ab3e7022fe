"""The counts of a breakdown: a column for each answer somebody gave, and none for sums that mean nothing."""

from dataclasses import replace

from casereview.findings.result import Scale, Series
from casereview.web.findings.pivot import answers, lines, nobody
from tests.casereview.charts.results import distribution, row

ROWS = (row("tea", "Tea", 4, 10), row("cake", "Cake", 0, 10), row("soup", "Soup", 1, 10))
NORTH = Series("north", "North", (row("tea", "Tea", 3, 4), row("cake", "Cake", 0, 4), row("soup", "Soup", 0, 4)))
SOUTH = Series("south", "South", (row("tea", "Tea", 1, 6), row("cake", "Cake", 0, 6), row("soup", "Soup", 1, 6)))
COUNTED = distribution(*ROWS, series=(NORTH, SOUTH), row_unit="share")


def test_an_answer_nobody_gave_is_named_and_has_no_column() -> None:
    assert answers(COUNTED) == ("Tea", "Soup")
    assert [line.counts for line in lines(COUNTED, "tea")] == [("3", "0"), ("1", "1"), ("4", "1")]
    assert nobody(COUNTED) == ("Cake",)


def test_where_nobody_gave_any_answer_all_have_a_column() -> None:
    none = distribution(*(replace(each, numerator=0.0) for each in ROWS), series=(), row_unit="share")
    assert answers(none) == ("Tea", "Cake", "Soup")
    assert nobody(none) == ()


def test_several_ratings_have_no_column_of_sums() -> None:
    profile = replace(COUNTED, kind="rating", unit="out of 5", row_unit="out of 5", scale=Scale(5, "", ""))
    assert answers(profile) == nobody(profile) == ()
    assert [line.counts for line in lines(profile, "soup")] == [(), (), ()]
    assert lines(profile, "soup")[-1].base == "10"
