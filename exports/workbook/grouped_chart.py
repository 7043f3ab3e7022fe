"""The native chart of groups side by side: at each answer, or each dimension rated, a bar for each group.

Bars, since markers of groups that agree would cover one another in a native chart; so the axis begins at nothing.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from casereview.charts.svg import SERIES
from casereview.findings.result import Result
from exports.workbook.styles import BRAND, INK, REST

if TYPE_CHECKING:
    from exports.workbook.blocks import Block, Line
    from exports.workbook.book import Book

Placed = tuple["Block", tuple[int, int]]  # a block of the table, and its first and last row
LABEL, ANSWER, VALUE = 0, 1, 4
COLOURS = (BRAND, *SERIES.values(), "#8a1c4a", "#2b5c1e")
NONE = {"none": True}
FONT = {"name": "Arial", "size": 11, "color": INK}
BAR, TALLEST = 20, 660  # pixels; what is taller does not go on one page
NO_ZERO = "0%;;"  # many groups have nobody in many answers: nought is no bar and no label


def made(book: "Book", sheet: Any, result: Result, found: "Sequence[Block]", at: Sequence[tuple[int, int]]) -> Any:
    """The chart over the blocks of the table: the groups, and after the groups of a profile all together."""
    chart = book.workbook.add_chart({"type": "bar"})
    whole, *groups = zip(found, at, strict=True)
    answers = [line.row.code for line in whole[0].lines]
    shown = [each for each in groups if [line.row.code for line in each[0].lines] == answers]
    for place, each in enumerate(shown):
        chart.add_series(_series(sheet, each, COLOURS[place % len(COLOURS)], result))
    if result.profile:
        chart.add_series(_series(sheet, whole, REST, result))
    _axes(chart, result)
    chart.set_size({"width": 720, "height": min(TALLEST, 90 + BAR * (len(shown) + 1) * len(answers))})
    return chart


def _axes(chart: Any, result: Result) -> None:
    grid = {"visible": True, "line": {"color": "#e3e7e8"}}
    scale = {"min": 0, "num_font": FONT, "major_gridlines": grid, "label_position": "high", "line": NONE}
    if result.profile:
        scale |= {"max": result.scale.points if result.scale else 5, "major_unit": 1, "num_format": "0"}
    elif not result.own_row.count_only:
        scale |= {"num_format": "0%"}
    chart.set_x_axis(scale)
    chart.set_y_axis({"num_font": FONT, "reverse": True, "line": {"color": INK}, "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "top", "font": FONT})
    chart.set_title(NONE)
    chart.set_chartarea({"border": NONE})


def _series(sheet: Any, placed: Placed, colour: str, result: Result) -> dict[str, Any]:
    block, (first, last) = placed
    name = sheet.get_name()
    inside = {"position": "inside_base", "font": FONT | {"color": "#ffffff", "size": 10}}
    plain = {"font": FONT | {"size": 9}, "num_format": "0;;" if result.own_row.count_only else NO_ZERO}
    return {
        "name": [name, first, LABEL],
        "categories": [name, first, ANSWER, last, ANSWER],
        "values": [name, first, VALUE, last, VALUE],
        "fill": {"color": colour},
        "gap": 50,
        "overlap": 0,
        "data_labels": {"value": True, **(inside if result.profile else plain)},
    } | ({"x_error_bars": _intervals(block.lines)} if result.profile else {})


def _intervals(lines: "Sequence[Line]") -> dict[str, Any]:
    """Each interval as far as it reaches above and below its mean: as computed, like the bounds in the table."""
    reach = [(line.row.value, line.row.low, line.row.high) for line in lines]
    above = [high - value if value is not None and high is not None else 0 for value, _, high in reach]
    below = [value - low if value is not None and low is not None else 0 for value, low, _ in reach]
    return {"type": "custom", "plus_values": above, "minus_values": below, "line": {"color": INK}}
