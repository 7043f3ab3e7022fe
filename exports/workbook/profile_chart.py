"""The native chart of a profile: at each dimension a bar for each group, with its interval where the reader draws it.

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

LABEL, ANSWER, VALUE = 0, 1, 4
COLOURS = (BRAND, *SERIES.values())
NONE = {"none": True}
FONT = {"name": "Arial", "size": 11, "color": INK}
BAR = 20  # pixels


def made(book: "Book", sheet: Any, result: Result, found: "Sequence[Block]", at: Sequence[tuple[int, int]]) -> Any:
    """The chart over the blocks of the table: the groups, then all."""
    chart = book.workbook.add_chart({"type": "bar"})
    whole, span = found[0], at[0]
    for place, (block, rows) in enumerate(zip(found[1:], at[1:], strict=True)):
        if [line.row.code for line in block.lines] == [line.row.code for line in whole.lines]:
            chart.add_series(_series(sheet, block, rows, COLOURS[place % len(COLOURS)]))
    chart.add_series(_series(sheet, whole, span, REST))
    _axes(chart, result)
    chart.set_size({"width": 720, "height": min(1_400, 90 + BAR * (len(found) + 1) * len(whole.lines))})
    return chart


def _axes(chart: Any, result: Result) -> None:
    grid = {"visible": True, "line": {"color": "#e3e7e8"}}
    points = result.scale.points if result.scale else 5
    axis = {"min": 0, "max": points, "major_unit": 1, "num_font": FONT, "major_gridlines": grid, "num_format": "0"}
    chart.set_x_axis({**axis, "label_position": "high", "line": NONE})
    chart.set_y_axis({"num_font": FONT, "reverse": True, "line": {"color": INK}, "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "top", "font": FONT})
    chart.set_title(NONE)
    chart.set_chartarea({"border": NONE})


def _series(sheet: Any, block: "Block", span: tuple[int, int], colour: str) -> dict[str, Any]:
    name, (first, last) = sheet.get_name(), span
    return {
        "name": [name, first, LABEL],
        "categories": [name, first, ANSWER, last, ANSWER],
        "values": [name, first, VALUE, last, VALUE],
        "fill": {"color": colour},
        "gap": 50,
        "overlap": 0,
        "data_labels": {"value": True, "position": "inside_base", "font": FONT | {"color": "#ffffff", "size": 10}},
        "x_error_bars": _intervals(block.lines),
    }


def _intervals(lines: "Sequence[Line]") -> dict[str, Any]:
    """Each interval as far as it reaches above and below its mean: as computed, like the bounds in the table."""
    reach = [(line.row.value, line.row.low, line.row.high) for line in lines]
    above = [high - value if value is not None and high is not None else 0 for value, _, high in reach]
    below = [value - low if value is not None and low is not None else 0 for value, low, _ in reach]
    return {"type": "custom", "plus_values": above, "minus_values": below, "line": {"color": INK}}
