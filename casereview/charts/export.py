"""A chart as a picture that stands alone: headline, figures, base and source are in it, so it survives being pasted."""

import textwrap
from dataclasses import dataclass
from html import escape

from casereview.charts import export_columns, svg
from casereview.charts.export_text import EDGE, text
from casereview.charts.specification import ChartRow, ChartSpec

WIDTH, LABELS, BARS, ROW, PAIRED_ROW = 1200, 260, 520, 44, 56
LEFT = EDGE + LABELS + 20  # where the zero line stands
CASES, INTERVAL = 1035, 1160  # right edges of the figures
FEWEST = 110  # the least room for the number of cases, which is told in words as long as "36 reviews of 4 cases"
LETTER, LINE = 9, 20  # about how wide a letter of the figures is; how high a line of a label
ACTUAL, IDEAL = (905, 990), (1075, 1160)


@dataclass(frozen=True)
class Caption:
    """What stands under the picture: the base, what was left out, the notes, and the study with its date."""

    base: str
    left_out: str
    notes: str
    source: str


def standalone(spec: ChartSpec, caption: Caption, brand: str = svg.BRAND) -> str:
    """The whole picture as an SVG document, 1,200 wide and as tall as it needs."""
    headline = textwrap.wrap(spec.headline, 62)
    top = 56 + 38 * len(headline) + (export_columns.heads_height(spec) if spec.kind == "sides" else 0)
    height = _row_height(spec)
    bottom = top + 26 + height * len(spec.rows) + (20 if spec.axis.ends[0] else 0)
    lines = [
        line
        for words in (*_nobody(spec), caption.base, caption.left_out, caption.notes, caption.source)
        for line in textwrap.wrap(words, 130)
    ]
    total = bottom + 60 + 24 * len(lines) + 20
    body = [
        *(text(EDGE, 66 + 38 * n, line, 32, bold=True) for n, line in enumerate(headline)),
        *_heads(spec, top + 4),
        _plot(spec, top + 26, height, brand),
        *(part for n, row in enumerate(spec.rows) for part in _row(row, spec, top + 26 + height * n, brand)),
        *(text(EDGE, bottom + 70 + 24 * n, line, 17, svg.SECONDARY) for n, line in enumerate(lines)),
    ]
    return _document(total, spec.alt, body)


def _row_height(spec: ChartSpec) -> int:
    if spec.kind == "profile":
        return export_columns.profile_height(spec)
    if spec.kind == "sides":
        return export_columns.SIDES_ROW
    lines = max((len(_label(row, spec)) for row in spec.rows), default=1)
    return max(PAIRED_ROW if spec.kind == "paired" else ROW, LINE * lines + 4)


def _label(row: ChartRow, spec: ChartSpec) -> list[str]:
    """The label of a row in lines that fit beside the bars."""
    return textwrap.wrap(row.label + (" (small base)" if row.small and not spec.columns else ""), 31)


def _share(spec: ChartSpec) -> int:
    """The right edge of the shares: as far to the left as the words of the widest number of cases need."""
    words = [] if spec.columns else [spec.heads[1], *(row.marks[0].figures.cases for row in spec.rows)]
    return CASES - max([FEWEST, *(LETTER * len(each) + 14 for each in words)])


def _bars(spec: ChartSpec) -> int:
    """How wide the bars are: less where the figures beside them need the room."""
    return BARS - max(0, CASES - FEWEST - _share(spec))


def _row(row: ChartRow, spec: ChartSpec, top: float, brand: str) -> list[str]:
    if spec.kind == "profile":
        return export_columns.profile_row(spec, row, top, brand)
    if spec.kind == "sides":
        return export_columns.sides_row(spec, row, top, brand)
    return _figures(row, spec, top + _row_height(spec) / 2)


def _nobody(spec: ChartSpec) -> tuple[str, ...]:
    return (f"In none of them: {'; '.join(spec.nobody)}.",) if spec.nobody else ()


def _document(total: int, alt: str, body: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {total}" width="{WIDTH}" height="{total}" '
        f'font-family="Arial, Helvetica, sans-serif" role="img"><title>{escape(alt)}</title>'
        f'<rect width="{WIDTH}" height="{total}" fill="#fff"/>{"".join(body)}</svg>'
    )


def _plot(spec: ChartSpec, top: float, height: int, brand: str) -> str:
    """The bars: the same markup as in the page, one nested SVG a row, with the axis under the last."""
    if spec.kind == "sides":
        return ""
    y = top + height * len(spec.rows)
    if spec.kind == "profile":
        return _axis(spec, y, export_columns.DOTS)
    rows = "".join(
        f'<svg x="{LEFT}" y="{top + height * n}" width="{_bars(spec)}" height="{height}" overflow="visible">'
        f"{svg.row(spec, row, brand)}</svg>"
        for n, row in enumerate(spec.rows)
    )
    return rows + _axis(spec, y, _bars(spec))


def _axis(spec: ChartSpec, y: float, width: int) -> str:
    return f'<svg x="{LEFT}" y="{y}" width="{width}" height="24" overflow="visible">{svg.axis(spec.axis)}</svg>'


def _heads(spec: ChartSpec, y: float) -> list[str]:
    if spec.kind == "profile":
        return export_columns.profile_heads(spec, y)
    if spec.kind == "sides":
        return export_columns.sides_heads(spec, y)
    if spec.columns:
        return [
            text(right, y, column.label, 17, svg.colour(column.tone), "end", bold=True) if column.tone == "brand"
            else text(right, y, column.label, 17, svg.SECONDARY, "end", bold=True)
            for column, (_, right) in zip(spec.columns, (ACTUAL, IDEAL), strict=False)
        ]  # fmt: skip
    places = zip(spec.heads, (_share(spec), CASES, INTERVAL), strict=True)
    return [text(right, y, head, 16, svg.SECONDARY, "end") for head, right in places if _filled(spec, head)]


def _filled(spec: ChartSpec, head: str) -> bool:
    place = spec.heads.index(head)
    return any((row.marks[0].figures.share, "cases", row.marks[0].figures.interval)[place] for row in spec.rows)


def _figures(row: ChartRow, spec: ChartSpec, middle: float) -> list[str]:
    lines = _label(row, spec)
    start = middle + 6 - LINE / 2 * (len(lines) - 1)
    texts = [text(EDGE, start + LINE * n, line, 17, bold=row.lead) for n, line in enumerate(lines)]
    if spec.columns:
        for mark, (share, cases) in zip(row.marks, (ACTUAL, IDEAL), strict=False):
            texts.append(text(share, middle + 6, mark.figures.share, 18, anchor="end", bold=mark.tone == "brand"))
            texts.append(text(cases, middle + 6, mark.figures.cases, 16, svg.SECONDARY, "end"))
        return texts
    mark = row.marks[0]
    texts.append(text(_share(spec), middle + 6, mark.figures.share, 19, anchor="end", bold=not mark.small))
    texts.append(text(CASES, middle + 6, mark.figures.cases, 17, svg.SECONDARY, "end", bold=mark.small))
    texts.append(text(INTERVAL, middle + 6, mark.figures.interval, 17, svg.SECONDARY, "end"))
    return texts
