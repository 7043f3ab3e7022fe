"""The server's SVG: well formed, within the strictest policy, its numbers the specification's, its texts only text."""

import re
from xml.etree import ElementTree

from casereview.charts import svg
from casereview.charts.building import specify
from casereview.charts.export import Caption, standalone
from casereview.charts.lines import number_line
from casereview.findings.result import Series
from tests.casereview.charts.results import distribution, row

NASTY = "</text><script>alert(1)</script>\"'&"
CAPTION = Caption("Base: 41 cases.", "Left out: none.", "", "Source: us.")
RESULT = distribution(row("walks", "Walks", 16, 41), row("tea", "Tea", 10, 41))


def elements(markup: str, name: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(markup).iter(f"{{http://www.w3.org/2000/svg}}{name}"))


def test_a_bar_is_as_long_as_its_share_of_the_axis() -> None:
    spec = specify(RESULT)
    for chart_row in spec.rows:
        (bar,) = elements(svg.row(spec, chart_row), "rect")
        share = float(bar.attrib["width"].rstrip("%")) / 100 * spec.axis.end
        assert abs(share - (chart_row.marks[0].value or 0)) < 0.0001


def test_a_whisker_runs_from_low_to_high() -> None:
    spec = specify(RESULT)
    mark = spec.rows[0].marks[0]
    places = {line.attrib["x1"] for line in elements(svg.row(spec, spec.rows[0]), "line")}
    assert f"{spec.axis.place(mark.low or 0)}%" in places
    assert f"{spec.axis.place(mark.high or 0)}%" in places


def test_a_small_base_is_a_hollow_dot_on_a_dotted_line() -> None:
    spec = specify(distribution(row("a", "A", 6, 18), row("b", "B", 2, 8)))
    (dot,) = elements(svg.row(spec, spec.rows[1]), "circle")
    assert dot.attrib["fill"] == "#fff"
    assert "stroke-dasharray" in svg.row(spec, spec.rows[1])
    assert "stroke-dasharray" not in svg.row(spec, spec.rows[0])


def test_nothing_is_painted_for_an_empty_base() -> None:
    spec = specify(distribution(row("a", "A", 0, 0)))
    assert not elements(svg.row(spec, spec.rows[0]), "rect")
    assert not elements(svg.row(spec, spec.rows[0]), "circle")


def test_the_projects_colour_is_used() -> None:
    spec = specify(RESULT)
    assert 'fill="#123456"' in svg.row(spec, spec.rows[0], "#123456")


def test_no_markup_needs_a_style_or_a_script() -> None:
    line = number_line(RESULT)
    assert line is not None
    spec = specify(RESULT)
    for markup in (svg.row(spec, spec.rows[0]), svg.axis(spec.axis), svg.number_line(line), standalone(spec, CAPTION)):
        ElementTree.fromstring(markup)
        assert not re.search(r"style=|<style|<script|\son\w+=|href", markup)


def test_texts_stay_text_in_the_picture() -> None:
    nasty = distribution(row("a", NASTY, 16, 41), headline=NASTY, title=NASTY)
    picture = standalone(specify(nasty), Caption(NASTY, NASTY, NASTY, NASTY))
    assert not elements(picture, "script")
    assert "<script" not in picture
    assert "".join(NASTY.split()) in "".join("".join(ElementTree.fromstring(picture).itertext()).split())


def test_the_picture_carries_headline_figures_base_and_source() -> None:
    words = " ".join(ElementTree.fromstring(standalone(specify(RESULT), CAPTION)).itertext())
    for wanted in (RESULT.headline, "Walks", "39%", "16 of 41", "26% to 54%", "Base: 41 cases.", "Source: us."):
        assert wanted in words


def test_a_comparison_has_two_bars_a_row_and_both_columns_in_the_picture() -> None:
    sides = [Series(code, code.title(), (row("home", "Home", n, 25),)) for code, n in (("actual", 5), ("ideal", 15))]
    spec = specify(distribution(row("x", "X", 5, 25), kind="comparison", rows=(), series=tuple(sides)))
    assert len(elements(svg.row(spec, spec.rows[0]), "rect")) == 2
    words = " ".join(ElementTree.fromstring(standalone(spec, CAPTION)).itertext())
    assert "Actual" in words
    assert "15 of 25" in words


def test_the_band_of_the_whole_stands_behind_every_group() -> None:
    series = (Series("n", "North", (row("", "A", 2, 8),)), Series("s", "South", (row("", "A", 9, 12),)))
    spec = specify(distribution(row("", "A", 11, 20), kind="share", rows=(), series=series))
    assert all(elements(svg.row(spec, each), "rect")[0].attrib["fill"] == svg.BAND for each in spec.rows)


def test_less_than_one_percent_under_a_number_line_is_text() -> None:
    line = number_line(distribution(row("a", "A", 1, 83)))
    assert line is not None
    assert line.low_label == "<1%"
    assert "<1%" in [text.text for text in elements(svg.number_line(line), "text")]
