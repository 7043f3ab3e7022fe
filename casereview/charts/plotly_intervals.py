"""Intervals as plotly draws them: lines in a few colours, since its own error bars have one colour and no dots."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from casereview.charts.specification import ChartSpec
from casereview.charts.svg import CAP, INK, colour

ROW = 44  # pixels
Pen = tuple[str, str, float]  # colour, dash, width


@dataclass
class Strokes:
    """Lines of one pen, with a gap after each: what plotly takes as one trace."""

    x: list[float | None] = field(default_factory=list)
    y: list[float | None] = field(default_factory=list)

    def add(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.x += [x1, x2, None]
        self.y += [y1, y2, None]


def intervals(spec: ChartSpec, brand: str) -> list[dict[str, Any]]:
    """The traces of all intervals: on a bar white inside and ink beyond, beside a dot in its own, dotted if small."""
    strokes: dict[Pen, Strokes] = defaultdict(Strokes)
    for place, row in enumerate(spec.rows):
        mark = row.marks[0]
        if mark.value is None or mark.low is None or mark.high is None:
            continue
        if spec.kind == "dots" or mark.small:
            pen = (colour(mark.tone, brand), "dot" if mark.small else "solid", 2.0)
            strokes[pen].add(mark.low, place, mark.high, place)
        else:
            _on_bar(strokes, mark.low, mark.value, mark.high, place)
    return [_trace(pen, each) for pen, each in strokes.items()]


def _on_bar(strokes: dict[Pen, Strokes], low: float, value: float, high: float, place: int) -> None:
    white, ink, cap = strokes["#fff", "solid", 1.5], strokes[INK, "solid", 1.5], CAP / ROW
    if value:
        white.add(low, place, value, place)
        white.add(low, place - cap, low, place + cap)
    ink.add(value, place, high, place)
    ink.add(high, place - cap, high, place + cap)


def _trace(pen: Pen, strokes: Strokes) -> dict[str, Any]:
    stroke, dash, width = pen
    line = {"color": stroke, "dash": dash, "width": width}
    return {"type": "scatter", "mode": "lines", "x": strokes.x, "y": strokes.y, "line": line, "hoverinfo": "skip"}
