"""A finding becomes a chart: its numbers unchanged, its lead coloured, its small bases marked, everything in words."""

from dataclasses import replace

import pytest

from casereview.charts.building import specify
from casereview.charts.lines import number_line
from casereview.findings.result import Row, Series
from tests.casereview.charts.results import distribution, row

ROWS = (row("walks", "Walks", 16, 41), row("tea", "Tea", 10, 41), row("cats", "Cats", 1, 41))


def test_the_numbers_of_a_chart_are_the_results_own() -> None:
    result = distribution(*ROWS)
    for drawn, counted in zip(specify(result).rows, result.rows, strict=True):
        mark = drawn.marks[0]
        assert (mark.value, mark.low, mark.high) == (counted.value, counted.low, counted.high)
        assert drawn.label == counted.label


def test_figures_are_rounded_for_people() -> None:
    figures = specify(distribution(*ROWS)).rows[0].marks[0].figures
    assert (figures.share, figures.cases, figures.interval) == ("39%", "16 of 41", "26% to 54%")


def test_it_colours_the_row_the_headline_is_about_and_nothing_else() -> None:
    spec = specify(distribution(*ROWS), lead="tea")
    assert [row.marks[0].tone for row in spec.rows] == ["grey", "brand", "grey"]
    assert [row.lead for row in spec.rows] == [False, True, False]


def test_without_a_lead_the_first_row_is_coloured() -> None:
    assert [row.marks[0].tone for row in specify(distribution(*ROWS)).rows] == ["brand", "grey", "grey"]


def test_the_group_that_weighs_most_is_coloured_although_another_row_is_longest() -> None:
    rows = (row("a", "A", 9, 83, "service"), row("b", "B", 8, 83, "people"), row("c", "C", 7, 83, "people"))
    assert [each.marks[0].tone for each in specify(distribution(*rows)).rows] == ["grey", "brand", "brand"]


def test_rows_with_bases_of_their_own_are_dots() -> None:
    rows = (row("a", "A", 6, 18), row("b", "B", 2, 8))
    spec = specify(distribution(*rows))
    assert spec.kind == "dots"
    assert [each.small for each in spec.rows] == [False, True]
    assert spec.axis.end == 1


def test_small_bases_are_all_tagged_beside_their_marks_or_all_by_their_labels() -> None:
    assert specify(distribution(row("a", "A", 0, 8), row("b", "B", 1, 9))).tags_inside
    assert not specify(distribution(row("a", "A", 0, 8), row("b", "B", 4, 9))).tags_inside


def test_the_head_of_intervals_stands_only_over_intervals() -> None:
    assert specify(distribution(*ROWS)).shown_heads[2] == "95% interval"
    counted = [replace(each, count_only=True) for each in ROWS]
    assert specify(distribution(*counted)).shown_heads[2] == ""


def test_a_small_base_is_said_to_those_who_cannot_see_the_chart() -> None:
    spec = specify(distribution(row("a", "A", 6, 18), row("b", "B", 2, 8)))
    assert spec.alt == "Dots with intervals: By what?. A 33% (6 of 18); B 25% (2 of 8), small base."


def test_an_empty_base_draws_nothing_and_says_no_cases() -> None:
    mark = specify(distribution(row("a", "A", 0, 0))).rows[0].marks[0]
    assert mark.value is None
    assert mark.figures.share == "no cases"


def test_a_comparison_is_paired_by_code() -> None:
    actual = Series("actual", "Lives", (row("home", "Home", 3, 25), row("ward", "Ward", 15, 25)))
    ideal = Series("ideal", "Ideal", (row("ward", "Ward", 2, 25), row("home", "Home", 15, 25)))
    spec = specify(distribution(*ROWS, kind="comparison", rows=(), series=(actual, ideal)))
    assert spec.kind == "paired"
    assert [column.label for column in spec.columns] == ["Lives", "Ideal"]
    shown = {each.code: [mark.figures.cases for mark in each.marks] for each in spec.rows}
    assert shown == {"home": ["3 of 25", "15 of 25"], "ward": ["15 of 25", "2 of 25"]}
    assert all(mark.high is None for each in spec.rows for mark in each.marks)


def test_a_breakdown_holds_every_group_against_the_whole() -> None:
    north, south = row("", "A chance", 2, 8), row("", "A chance", 9, 12)
    series = (Series("north", "North", (north,)), Series("south", "South", (south,)))
    spec = specify(distribution(row("", "A chance", 11, 20), kind="share", rows=(), series=series))
    assert [each.label for each in spec.rows] == ["South", "North"]
    assert spec.reference is not None
    assert spec.reference.value == 0.55


def test_a_count_is_drawn_in_cases_without_a_percentage() -> None:
    counted = [
        Row(code, code, "", n, 28, float(n), None, None, False, count_only=True) for code, n in (("a", 9), ("b", 2))
    ]
    spec = specify(distribution(*counted, unit="count", row_unit="count"))
    assert spec.rows[0].marks[0].figures.share == ""
    assert spec.rows[0].marks[0].figures.cases == "9 of 28"
    assert [tick.label for tick in spec.axis.ticks][-1] == "9"


def test_many_empty_rows_are_named_instead_of_drawn() -> None:
    rows = [row(f"r{n}", f"Reason {n}", 7 - n if n < 7 else 0, 83) for n in range(10)]
    spec = specify(distribution(*rows))
    assert len(spec.rows) == 7
    assert spec.nobody == ("Reason 7", "Reason 8", "Reason 9")


def test_as_listed_nothing_is_folded() -> None:
    rows = [row(f"r{n}", f"Reason {n}", 7 - n if n < 7 else 0, 83) for n in range(10)]
    assert len(specify(distribution(*rows, order="listed")).rows) == 10


def test_the_number_line_stands_at_the_share() -> None:
    line = number_line(distribution(*ROWS))
    assert line is not None
    assert line.at == pytest.approx(16 / 41)
    assert (line.low_label, line.high_label, line.end_label) == ("26%", "54%", "100%")


def test_there_is_no_number_line_without_cases() -> None:
    assert number_line(replace(distribution(*ROWS), value=None)) is None
