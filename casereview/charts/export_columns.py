"""The rows of a picture that has a column or a line for each group: a profile, and groups side by side."""

import textwrap

from casereview.charts import svg
from casereview.charts.export_text import EDGE, text
from casereview.charts.specification import ChartRow, ChartSpec, Column

LABELS, RIGHT = 260, 1160
LEFT = EDGE + LABELS + 20  # where the scale of a profile begins, and the first column
DOTS, NAME, SHARE, CASES, INTERVAL = 360, 705, 975, 1050, RIGHT
LONGEST = 7  # letters of a head that fit its column
SIDES_ROW, GAP, CELL = 58, 22, 14


def profile_height(spec: ChartSpec) -> int:
    """The height of one row: a lane for each group."""
    return svg.LANE * len(spec.columns) + 14


def profile_heads(spec: ChartSpec, y: float) -> list[str]:
    """The heads over the figures; one too long for its column stands a line above the others."""
    places = zip(spec.heads, (SHARE, CASES, INTERVAL), (LONGEST, LONGEST, len(spec.heads[2])), strict=True)
    return [
        text(right, y - 18 * (len(head) > longest), head, 16, svg.SECONDARY, "end") for head, right, longest in places
    ]


def profile_row(spec: ChartSpec, row: ChartRow, top: float, brand: str) -> list[str]:
    """One dimension: its label, its dots, and beside them a line of figures for each group."""
    height = profile_height(spec)
    inner = svg.backdrop(spec.axis) + svg.lanes(spec.axis, row.marks, brand)
    parts = [
        f'<line x1="{EDGE}" x2="{RIGHT}" y1="{top:g}" y2="{top:g}" stroke="{svg.GRID}"/>',
        f'<svg x="{LEFT}" y="{top}" width="{DOTS}" height="{height}" overflow="visible">{inner}</svg>',
    ]
    lines = textwrap.wrap(row.label[:1].upper() + row.label[1:], 29)
    parts += [text(EDGE, top + 26 + 21 * n, line, 17, bold=True) for n, line in enumerate(lines)]
    for place, (mark, column) in enumerate(zip(row.marks, spec.columns, strict=True)):
        middle = top + (place + 0.5) / len(row.marks) * height
        parts.append(
            f'<svg x="{NAME}" y="{middle:g}" overflow="visible">{svg.marker(mark.tone, mark.small, brand)}</svg>'
        )
        parts.append(text(NAME + 16, middle + 6, _named(column, mark.small), 16))
        parts.append(text(SHARE, middle + 6, mark.figures.share, 18, anchor="end", bold=mark.tone != "grey"))
        parts.append(text(CASES, middle + 6, mark.figures.cases, 16, svg.SECONDARY, "end"))
        parts.append(text(INTERVAL, middle + 6, mark.figures.interval, 16, svg.SECONDARY, "end"))
    return parts


def sides_heads(spec: ChartSpec, y: float) -> list[str]:
    """Each group over its column, with how many it holds."""
    found = []
    for x, column in zip(_places(spec), spec.columns, strict=True):
        lines = textwrap.wrap(column.label, max(8, int(_width(spec) / 9)))
        found += [text(x, y - 22 - 20 * n, line, 17, bold=True) for n, line in enumerate(reversed(lines))]
        found.append(text(x, y, column.base, 16, svg.SECONDARY))
    return found


def heads_height(spec: ChartSpec) -> int:
    """How much room the heads of the columns take beyond one line; none where no group holds anybody."""
    if not spec.columns:
        return 0
    most = max(len(textwrap.wrap(column.label, max(8, int(_width(spec) / 9)))) for column in spec.columns)
    return 36 + 20 * (most - 1)


def sides_row(spec: ChartSpec, row: ChartRow, top: float, brand: str) -> list[str]:
    """One answer: its label, and in each column a bar out of the whole cell over its count and share."""
    lines = textwrap.wrap(row.label, 31)
    parts = [f'<line x1="{EDGE}" x2="{RIGHT}" y1="{top:g}" y2="{top:g}" stroke="{svg.GRID}"/>']
    parts += [text(EDGE, top + 34 - 10 * (len(lines) - 1) + 20 * n, line, 17) for n, line in enumerate(lines)]
    for x, mark in zip(_places(spec), row.marks, strict=True):
        width, fill = _width(spec), svg.colour(mark.tone, brand)
        filled = spec.axis.place(mark.value or 0.0) / 100 * width
        parts.append(f'<rect x="{x:g}" y="{top + 12:g}" width="{width:g}" height="{CELL}" fill="{svg.GRID}"/>')
        parts.append(f'<rect x="{x:g}" y="{top + 12:g}" width="{filled:g}" height="{CELL}" fill="{fill}"/>')
        said = f"{mark.figures.cases} ({mark.figures.share})" if mark.figures.share else mark.figures.cases
        strong = mark.tone == "brand"
        parts.append(text(x, top + 47, said, 17, svg.INK if mark.value else svg.SECONDARY, bold=strong))
    return parts


def _named(column: Column, small: bool) -> str:
    return f"{column.label}{' (small base)' if small else ''}"


def _width(spec: ChartSpec) -> float:
    return (RIGHT - LEFT - GAP * (len(spec.columns) - 1)) / len(spec.columns)


def _places(spec: ChartSpec) -> list[float]:
    return [LEFT + (_width(spec) + GAP) * place for place in range(len(spec.columns))]
