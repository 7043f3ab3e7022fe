"""What plotly draws is what the server painted: the same values, in plain lists, with text that stays text."""

import json

from casereview.charts.building import specify
from casereview.charts.plotly_figure import figure
from casereview.findings.result import Series
from tests.casereview.charts.results import distribution, row

RESULT = distribution(row("walks", "Walks <b>", 16, 41), row("tea", "Tea", 10, 41))


def test_the_values_are_the_results_own() -> None:
    drawn = figure(specify(RESULT))
    bars = [trace for trace in drawn["data"] if trace["type"] == "bar"]
    assert [bar["x"] for bar in bars] == [[each.value for each in RESULT.rows]]


def test_intervals_reach_from_low_to_high() -> None:
    places = {x for trace in figure(specify(RESULT))["data"] if trace["type"] == "scatter" for x in trace["x"]}
    assert {each.low for each in RESULT.rows} | {each.high for each in RESULT.rows} <= places


def test_it_is_small_and_plain() -> None:
    text = json.dumps(figure(specify(RESULT)))
    assert '"template"' not in text
    assert "bdata" not in text
    assert len(text) < 4000


def test_labels_cannot_become_markup() -> None:
    (bar,) = [trace for trace in figure(specify(RESULT))["data"] if trace["type"] == "bar"]
    assert bar["customdata"][0] == "Walks &lt;b&gt;<br>39%, 16 of 41, 26% to 54%"


def test_a_comparison_has_a_trace_for_each_side_and_a_small_base_a_hollow_dot() -> None:
    sides = [Series(code, code.title(), (row("home", "Home", n, 25),)) for code, n in (("actual", 5), ("ideal", 15))]
    paired = figure(specify(distribution(row("x", "X", 5, 25), kind="comparison", rows=(), series=tuple(sides))))
    assert [trace["x"] for trace in paired["data"]] == [[0.2], [0.6]]
    dots = figure(specify(distribution(row("a", "A", 6, 18), row("b", "B", 2, 8))))["data"][-1]
    assert dots["marker"]["color"][1] == "#fff"
