"""The native Excel chart beside a table: bars from zero, one colour plus grey, a text alternative."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from casereview.findings.result import Result
from casereview.findings.wording import n_of_n
from exports.workbook import grouped_chart
from exports.workbook.names import cut
from exports.workbook.styles import BRAND, INK, REST

if TYPE_CHECKING:
    from exports.workbook.blocks import Block, Line
    from exports.workbook.book import Book

LABEL, ANSWER, VALUE = 0, 1, 4
GRIDLINE = "#e3e7e8"
LONGEST_ALT = 1_500
NONE = {"visible": False}

Span = tuple[int, int]


def insert(book: "Book", sheet: Any, result: Result, found: "Sequence[Block]", at: Sequence[Span], column: int) -> None:
    """Puts the chart of a finding at `column`, to the right of its table. `at`: first and last row of each block."""
    alt = cut(book.clean(alternative(result, found)), LONGEST_ALT)
    placed = {"description": alt, "object_position": 3, "x_offset": 8, "y_offset": 8}
    if len(found) > 1 and (result.profile or _side_by_side(result, found)):
        sheet.insert_chart(0, column, grouped_chart.made(book, sheet, result, found, at), placed)
        return
    chart = book.workbook.add_chart({"type": "bar"})
    count = 0
    unit = found[0].lines[0].unit
    if result.kind == "comparison":
        count, unit = _pair(chart, sheet, found, at)
    elif result.kind == "rating" and result.rows:
        count, unit = _one(chart, sheet, found[-1].lines, at[-1], ANSWER), result.row_unit
    elif result.series and all(len(block.lines) == 1 for block in found):
        lines = [block.lines[0] for block in found]
        count = _one(chart, sheet, lines, (at[0][0], at[-1][1]), LABEL)
    else:
        count = _one(chart, sheet, found[0].lines, at[0], ANSWER)
    _axes(chart, unit, any(line.row.count_only for line in found[0].lines))
    size = {"width": 600, "height": min(1_400, 90 + count * (54 if result.kind == "comparison" else 38))}
    chart.set_size(size)
    sheet.insert_chart(0, column, chart, placed)


def _side_by_side(result: Result, found: "Sequence[Block]") -> bool:
    """Whether each group has several answers to be shown, not one number."""
    return result.kind == "distribution" and bool(result.series) and len(found[0].lines) > 1


def alternative(result: Result, found: "Sequence[Block]") -> str:
    """What the chart shows, in words."""
    said = [
        f"{block.label}, {line.row.label}: {n_of_n(line.row.numerator, line.row.denominator)}"
        for block in found
        for line in block.lines
    ]
    return f"Bar chart. {result.headline}. " + "; ".join(said) + "."


def _one(chart: Any, sheet: Any, lines: "Sequence[Line]", span: Span, category: int) -> int:
    groups = list(dict.fromkeys(line.row.group for line in lines))
    heaviest = max(groups, key=lambda group: sum(line.row.numerator for line in lines if line.row.group == group))
    toned = [(line.row.group == heaviest) if len(groups) > 1 else (line.lead or len(lines) == 1) for line in lines]
    points = [{"fill": {"color": BRAND if strong else REST}} for strong in toned]
    chart.add_series(_series(sheet, span, category, REST, {"points": points}))
    chart.set_legend({"none": True})
    return len(lines)


def _pair(chart: Any, sheet: Any, found: "Sequence[Block]", at: Sequence[Span]) -> tuple[int, str]:
    sides = list(zip(found, at, strict=True))[1:]
    if len({tuple(line.row.code for line in block.lines) for block, _ in sides}) > 1:
        sides = sides[-1:]
    for (_, span), colour in zip(sides, (REST, BRAND)[-len(sides) :], strict=True):
        name = [sheet.get_name(), span[0], LABEL]
        chart.add_series(_series(sheet, span, ANSWER, colour, {"name": name}))
    chart.set_legend({"position": "top", "font": {"name": "Arial", "size": 11, "color": INK}})
    return len(found[-1].lines), "share"


def _series(sheet: Any, span: Span, category: int, colour: str, more: dict[str, Any]) -> dict[str, Any]:
    name, (first, last) = sheet.get_name(), span
    return {
        "categories": [name, first, category, last, category],
        "values": [name, first, VALUE, last, VALUE],
        "fill": {"color": colour},
        "gap": 60,
        "overlap": 0,
        "data_labels": {"value": True, "font": {"name": "Arial", "size": 11, "color": INK}},
    } | more


def _axes(chart: Any, unit: str, counted: bool) -> None:
    font = {"name": "Arial", "size": 11, "color": INK}
    shares = unit == "share" and not counted
    scale: dict[str, Any] = {
        "min": 0,
        "num_font": font,
        "major_gridlines": {"visible": True, "line": {"color": GRIDLINE}},
    }
    scale |= {"num_format": "0%" if shares else "General", "line": {"none": True}, "label_position": "high"}
    chart.set_x_axis(scale)
    chart.set_y_axis({"num_font": font, "reverse": True, "line": {"color": INK, "width": 1.5}, "major_gridlines": NONE})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}})
