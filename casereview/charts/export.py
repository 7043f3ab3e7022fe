"""A chart as a picture that stands alone: headline, figures, base and source are in it, so it survives being pasted."""

import textwrap
from dataclasses import dataclass
from html import escape

from casereview.charts import svg
from casereview.charts.specification import ChartRow, ChartSpec

WIDTH, EDGE, LABELS, BARS, ROW, PAIRED_ROW = 1200, 40, 260, 520, 44, 56
LEFT = EDGE + LABELS + 20  # where the zero line stands
SHARE, CASES, INTERVAL = 925, 1035, 1160  # right edges of the figures
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
    top = 56 + 38 * len(headline)
    height = PAIRED_ROW if spec.kind == "paired" else ROW
    bottom = top + 26 + height * len(spec.rows)
    lines = [
        line
        for words in (*_nobody(spec), caption.base, caption.left_out, caption.notes, caption.source)
        for line in textwrap.wrap(words, 130)
    ]
    total = bottom + 60 + 24 * len(lines) + 20
    body = [
        *(_text(EDGE, 66 + 38 * n, line, 32, bold=True) for n, line in enumerate(headline)),
        *_heads(spec, top + 4),
        _plot(spec, top + 26, height, brand),
        *(part for n, row in enumerate(spec.rows) for part in _figures(row, spec, top + 26 + height * n + height / 2)),
        *(_text(EDGE, bottom + 70 + 24 * n, line, 17, svg.SECONDARY) for n, line in enumerate(lines)),
    ]
    return _document(total, spec.alt, body)


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
    rows = "".join(
        f'<svg x="{LEFT}" y="{top + height * n}" width="{BARS}" height="{height}" overflow="visible">'
        f"{svg.row(spec, row, brand)}</svg>"
        for n, row in enumerate(spec.rows)
    )
    y = top + height * len(spec.rows)
    return f'{rows}<svg x="{LEFT}" y="{y}" width="{BARS}" height="24" overflow="visible">{svg.axis(spec.axis)}</svg>'


def _heads(spec: ChartSpec, y: float) -> list[str]:
    if spec.columns:
        return [
            _text(right, y, column.label, 17, svg.colour(column.tone), "end", bold=True) if column.tone == "brand"
            else _text(right, y, column.label, 17, svg.SECONDARY, "end", bold=True)
            for column, (_, right) in zip(spec.columns, (ACTUAL, IDEAL), strict=False)
        ]  # fmt: skip
    places = zip(spec.heads, (SHARE, CASES, INTERVAL), strict=True)
    return [_text(right, y, head, 16, svg.SECONDARY, "end") for head, right in places if _filled(spec, head)]


def _filled(spec: ChartSpec, head: str) -> bool:
    place = spec.heads.index(head)
    return any((row.marks[0].figures.share, "cases", row.marks[0].figures.interval)[place] for row in spec.rows)


def _figures(row: ChartRow, spec: ChartSpec, middle: float) -> list[str]:
    lines = textwrap.wrap(row.label + (" (small base)" if row.small and not spec.columns else ""), 31)
    start = middle + 6 - 10 * (len(lines) - 1)
    texts = [_text(EDGE, start + 20 * n, line, 17, bold=row.lead) for n, line in enumerate(lines)]
    if spec.columns:
        for mark, (share, cases) in zip(row.marks, (ACTUAL, IDEAL), strict=False):
            texts.append(_text(share, middle + 6, mark.figures.share, 18, anchor="end", bold=mark.tone == "brand"))
            texts.append(_text(cases, middle + 6, mark.figures.cases, 16, svg.SECONDARY, "end"))
        return texts
    mark = row.marks[0]
    texts.append(_text(SHARE, middle + 6, mark.figures.share, 19, anchor="end", bold=not mark.small))
    texts.append(_text(CASES, middle + 6, mark.figures.cases, 17, svg.SECONDARY, "end", bold=mark.small))
    texts.append(_text(INTERVAL, middle + 6, mark.figures.interval, 17, svg.SECONDARY, "end"))
    return texts


def _text(
    x: float, y: float, words: str, size: int, fill: str = svg.INK, anchor: str = "start", bold: bool = False
) -> str:
    weight = ' font-weight="700"' if bold else ""
    look = f'font-size="{size}" text-anchor="{anchor}" fill="{fill}"{weight}'
    return f'<text x="{x:g}" y="{y:g}" {look}>{escape(words)}</text>'
