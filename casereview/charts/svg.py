"""SVG painted by the server: presentation attributes only, so that the strictest style policy lets it stand.

A chart is an HTML table whose bars are one small SVG per row. Places along the axis are percentages, places across are
pixels from the middle of the row: the same markup fits a projector, a phone and a printed page, and a label that takes
two lines keeps its bar beside it. Every function returns markup whose texts are already escaped.
"""

from collections.abc import Sequence
from html import escape

from casereview.charts.axis import Axis
from casereview.charts.specification import ChartRow, ChartSpec, Mark, NumberLine, Reference, Tone

INK, REST, GRID, SECONDARY, BAND = "#0b0c0c", "#868f93", "#e3e7e8", "#484949", "#e9eeef"
BRAND = "#0b5f6b"
SERIES = {"second": "#b35900", "third": "#54306f", "fourth": "#0b0c0c"}  # told apart by their shapes as well
BAR, PAIR, CAP, DOT = 22, 17, 4, 9
LANE = 26  # the height of one group in a row of a profile


def colour(tone: Tone, brand: str = BRAND) -> str:
    """The fill of a mark: the project's colour for the thing, grey for the rest; further series have their own."""
    return brand if tone == "brand" else SERIES.get(tone, REST)


def row(spec: ChartSpec, chart_row: ChartRow, brand: str = BRAND) -> str:
    """The bars or dots of one row, with the grid behind them: an SVG that fills its cell."""
    if spec.kind == "profile":
        return _svg("chart-bars", backdrop(spec.axis) + lanes(spec.axis, chart_row.marks, brand))
    inner = "".join(_marks(spec, chart_row, brand))
    middle = f'<svg x="0" y="50%" width="100%" height="1" overflow="visible">{inner}</svg>'
    return _svg("chart-bars", backdrop(spec.axis, spec.reference) + middle)


def axis(scale: Axis) -> str:
    """The numbers under the grid."""
    texts = [_text(f"{scale.place(tick.value)}%", 17, tick.label) for tick in scale.ticks]
    low, high = scale.ends
    texts += [_text("0", 37, low, anchor="start")] if low else []
    texts += [_text("100%", 37, high, anchor="end")] if high else []
    return _svg("chart-axis", "".join(texts))


def backdrop(scale: Axis, reference: Reference | None = None, bottom: str = "100%") -> str:
    """Gridlines, the zero line and, where parts are held against a whole, its band and line."""
    parts = [] if reference is None else list(_band(scale, reference, bottom))
    parts += [_upright(f"{scale.place(tick.value)}%", GRID, 1, bottom) for tick in scale.ticks[1:]]
    if reference is not None:
        parts.append(_upright(f"{scale.place(reference.value)}%", INK, 1.5, bottom))
    return "".join([*parts, _upright("0", INK, 1.5, bottom)])


def number_line(line: NumberLine, brand: str = BRAND) -> str:
    """A number between zero and the end of its line, with its interval, as wide as the place it is put. 48 high."""
    at = round(line.at * 100, 2)
    fill, edge = ("#fff", brand) if line.small else (brand, "#fff")
    parts = [
        _line("0", "100%", 14, "#b1b8ba", 1.5),
        *(_stroke(end, 9, end, 19, REST, 1.5) for end in ("0", "100%")),
        *_range(line, brand),
        f'<circle cx="{at}%" cy="14" r="8" fill="{fill}" stroke="{edge}" stroke-width="2"/>',
    ]
    return _svg("number-line", "".join(parts))


def _range(line: NumberLine, brand: str) -> list[str]:
    if line.low is None or line.high is None:
        return [_text("0", 42, "0", anchor="start"), _text("100%", 42, line.end_label, anchor="end")]
    low, high = round(line.low * 100, 2), round(line.high * 100, 2)
    width = round(high - low, 2)
    parts = [f'<rect x="{low}%" y="11.5" width="{width}%" height="5" fill="{brand}" fill-opacity="0.5"/>']
    close = width < 18
    parts.append(_text(f"{low}%", 42, line.low_label, INK, "start" if low < 8 else "end" if close else "middle"))
    parts.append(_text(f"{high}%", 42, line.high_label, INK, "end" if high > 92 else "start" if close else "middle"))
    if low > 14:
        parts.append(_text("0", 42, "0", anchor="start"))
    if high < 80:
        parts.append(_text("100%", 42, line.end_label, anchor="end"))
    return parts


def lanes(scale: Axis, marks: Sequence[Mark], brand: str = BRAND) -> str:
    """One dot with its interval above the other, each in the middle of its part of the height."""
    found = []
    for place, mark in enumerate(marks):
        if mark.value is not None:
            y = round((place + 0.5) / len(marks) * 100, 2)
            found.append(f'<svg x="0" y="{y}%" width="100%" height="1" overflow="visible">')
            found.append(f"{_lane(scale, mark, brand)}</svg>")
    return "".join(found)


def marker(tone: Tone, small: bool = False, brand: str = BRAND) -> str:
    """The shape of a series around 0, 0: a circle, a square, a diamond, a triangle, or grey a bar. Hollow if small."""
    shape = {
        "brand": '<circle r="7"',
        "second": '<rect x="-6" y="-6" width="12" height="12"',
        "third": '<path d="M0-8.5 8.5 0 0 8.5-8.5 0z"',
        "fourth": '<path d="M0-8 8 6H-8z"',
        "grey": '<rect x="-3" y="-8" width="6" height="16"',
    }[tone]
    fill, stroke = ("#fff", colour(tone, brand)) if small else (colour(tone, brand), "#fff")
    return f'{shape} fill="{fill}" stroke="{stroke}" stroke-width="{2.5 if small else 1.5}"/>'


def key(tone: Tone, brand: str = BRAND) -> str:
    """The shape of a series beside its name, 18 by 18."""
    inner = f'<svg x="9" y="9" overflow="visible">{marker(tone, brand=brand)}</svg>'
    return f'<svg class="chart-key" width="18" height="18" aria-hidden="true" focusable="false">{inner}</svg>'


def _lane(scale: Axis, mark: Mark, brand: str) -> str:
    line, stroke = "", colour(mark.tone, brand)
    if mark.low is not None and mark.high is not None:
        dash = ' stroke-dasharray="2 4"' if mark.small else ""
        line = _line(f"{scale.place(mark.low)}%", f"{scale.place(mark.high)}%", 0, stroke, 2, dash)
    place = f"{scale.place(mark.value or 0.0)}%"
    return f'{line}<svg x="{place}" overflow="visible">{marker(mark.tone, mark.small, brand)}</svg>'


def _marks(spec: ChartSpec, chart_row: ChartRow, brand: str) -> list[str]:
    if spec.kind == "paired":
        tops = [round(-PAIR * len(chart_row.marks) / 2 + n * (PAIR + 1), 1) for n in range(len(chart_row.marks))]
        return [_bar(spec.axis, mark, top, PAIR, brand) for mark, top in zip(chart_row.marks, tops, strict=True)]
    mark = chart_row.marks[0]
    if mark.value is None:
        return []
    if spec.kind == "dots" or mark.small:
        return [_dot(spec.axis, mark, brand)]
    return [_bar(spec.axis, mark, -BAR / 2, BAR, brand), _whisker(spec.axis, mark)]


def _bar(scale: Axis, mark: Mark, top: float, height: float, brand: str) -> str:
    if not mark.value:
        return ""
    width = f"{scale.place(mark.value)}%"
    return f'<rect x="0" y="{top:g}" width="{width}" height="{height}" fill="{colour(mark.tone, brand)}"/>'


def _whisker(scale: Axis, mark: Mark) -> str:
    if mark.value is None or mark.low is None or mark.high is None:
        return ""
    low, value, high = (f"{scale.place(part)}%" for part in (mark.low, mark.value, mark.high))
    inside = _line(low, value, 0, "#fff", 1.5) + _stroke(low, -CAP, low, CAP, "#fff", 1.5) if mark.value else ""
    return inside + _line(value, high, 0, INK, 1.5) + _stroke(high, -CAP, high, CAP, INK, 1.5)


def _dot(scale: Axis, mark: Mark, brand: str) -> str:
    fill, dash = colour(mark.tone, brand), ' stroke-dasharray="2 4"' if mark.small else ""
    line = ""
    if mark.low is not None and mark.high is not None:
        line = _line(f"{scale.place(mark.low)}%", f"{scale.place(mark.high)}%", 0, fill, 2, dash)
    place = f'cx="{scale.place(mark.value or 0)}%" cy="0"'
    if mark.small:
        return f'{line}<circle {place} r="{DOT - 1}" fill="#fff" stroke="{fill}" stroke-width="2.5"/>'
    return f'{line}<circle {place} r="{DOT + 1}" fill="{fill}" stroke="#fff" stroke-width="2"/>'


def _band(scale: Axis, reference: Reference, bottom: str) -> list[str]:
    if reference.low is None or reference.high is None:
        return []
    low, high = scale.place(reference.low), scale.place(reference.high)
    return [f'<rect x="{low}%" y="0" width="{round(high - low, 2)}%" height="{bottom}" fill="{BAND}"/>']


def _svg(name: str, inner: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" width="100%" height="100%" overflow="visible" '
        f'aria-hidden="true" focusable="false">{inner}</svg>'
    )


def _upright(x: str, stroke: str, width: float, bottom: str) -> str:
    return f'<line x1="{x}" x2="{x}" y1="0" y2="{bottom}" stroke="{stroke}" stroke-width="{width}"/>'


def _line(start: str, end: str, y: float, stroke: str, width: float, extra: str = "") -> str:
    return f'<line x1="{start}" x2="{end}" y1="{y:g}" y2="{y:g}" stroke="{stroke}" stroke-width="{width}"{extra}/>'


def _stroke(x1: str, y1: float, x2: str, y2: float, stroke: str, width: float) -> str:
    return f'<line x1="{x1}" x2="{x2}" y1="{y1:g}" y2="{y2:g}" stroke="{stroke}" stroke-width="{width}"/>'


def _text(x: str, y: float, words: str, fill: str = SECONDARY, anchor: str = "middle") -> str:
    return f'<text x="{x}" y="{y:g}" font-size="16" text-anchor="{anchor}" fill="{fill}">{escape(words)}</text>'
