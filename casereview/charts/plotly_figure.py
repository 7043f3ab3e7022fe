"""A chart as plotly JSON: what the browser draws in place of the server's SVG, with the figures under the pointer.

Rows stand at 0, 1, 2, ... from the top; the page moves them to where its table's rows really are.
"""

import json
from dataclasses import replace
from typing import Any

from casereview.charts.plotly_intervals import ROW, intervals
from casereview.charts.specification import ChartSpec, Mark
from casereview.charts.svg import BAR, BRAND, DOT, GRID, INK, PAIR, REST, colour


def figure(spec: ChartSpec, brand: str = BRAND) -> dict[str, Any]:
    """The figure as plain lists and numbers (no template, no base64), ready for Plotly.newPlot."""
    import plotly.graph_objects as go

    spec = _flat(spec)
    width = PAIR if spec.kind == "paired" else BAR
    columns = range(len(spec.columns) or 1) if spec.rows else ()  # nobody in any group: nothing to draw
    marks = [_trace(spec, column, width, brand) for column in columns]
    lines = intervals(spec, brand)
    drawn = go.Figure(data=[*lines, *marks] if spec.kind == "dots" else [*marks, *lines], layout=_layout(spec))
    shown: dict[str, Any] = json.loads(drawn.to_json())
    shown["layout"].pop("template", None)
    return shown


def _flat(spec: ChartSpec) -> ChartSpec:
    """A profile, or groups side by side, with a row of its own for each dot or bar; any other chart as it is."""
    if spec.kind not in ("profile", "sides"):
        return spec
    rows = tuple(
        replace(row, label=f"{row.label}: {column.label}", marks=(mark,))
        for row in spec.rows
        for mark, column in zip(row.marks, spec.columns, strict=True)
    )
    return replace(spec, kind="dots" if spec.kind == "profile" else "bars", rows=rows, columns=())


def _trace(spec: ChartSpec, column: int, width: int, brand: str) -> dict[str, Any]:
    marks = [row.marks[column] for row in spec.rows]
    offset = (column - (len(spec.rows[0].marks) - 1) / 2) * (PAIR + 1) / ROW
    trace: dict[str, Any] = {
        "name": spec.columns[column].label if spec.columns else "",
        "x": [mark.value for mark in marks],
        "y": [place + offset for place in range(len(marks))],
        "customdata": [_hover(row.label, mark) for row, mark in zip(spec.rows, marks, strict=True)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return trace | (_dots(marks, brand) if spec.kind == "dots" else _bars(marks, width, brand))


def _bars(marks: list[Mark], width: int, brand: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "width": [width / ROW] * len(marks),
        "marker": {"color": [colour(mark.tone, brand) for mark in marks]},
    }


def _dots(marks: list[Mark], brand: str) -> dict[str, Any]:
    """Filled dots with a white ring; hollow ones for a small base."""
    tones = [colour(mark.tone, brand) for mark in marks]
    fills = ["#fff" if mark.small else tone for mark, tone in zip(marks, tones, strict=True)]
    rings = [tone if mark.small else "#fff" for mark, tone in zip(marks, tones, strict=True)]
    marker = {"color": fills, "size": 2 * DOT, "opacity": 1, "line": {"color": rings, "width": 2}}
    return {"type": "scatter", "mode": "markers", "marker": marker}


def _hover(label: str, mark: Mark) -> str:
    said = mark.figures
    parts = [part for part in (said.share, said.cases, said.interval) if part]
    return f"{_plain(label)}<br>{_plain(', '.join(parts))}"


def _plain(words: str) -> str:
    """Text that plotly will not read as its own few tags."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _layout(spec: ChartSpec) -> dict[str, Any]:
    ticks = spec.axis.ticks
    layout: dict[str, Any] = {
        "template": "none",
        "barmode": "overlay",
        "showlegend": False,
        "dragmode": False,
        "height": ROW * max(1, len(spec.rows)),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "Arial, sans-serif", "size": 16, "color": INK},
        "hoverlabel": {"bgcolor": "#ffffff", "bordercolor": INK, "font": {"size": 16, "color": INK}, "align": "left"},
        "xaxis": {
            "range": [spec.axis.start, spec.axis.end], "fixedrange": True, "gridcolor": GRID, "zeroline": False,
            "tickvals": [tick.value for tick in ticks], "ticktext": [tick.label for tick in ticks],
        },
        "yaxis": {
            "range": [len(spec.rows) - 0.5, -0.5], "fixedrange": True, "showgrid": False, "zeroline": False,
            "tickvals": list(range(len(spec.rows))), "ticktext": [_plain(row.label) for row in spec.rows],
        },
    }  # fmt: skip
    if spec.reference is not None:
        layout["shapes"] = _reference(spec)
    return layout


def _reference(spec: ChartSpec) -> list[dict[str, Any]]:
    reference = spec.reference
    if reference is None:
        return []
    across = {"yref": "paper", "y0": 0, "y1": 1}
    line = {
        "type": "line",
        **across,
        "x0": reference.value,
        "x1": reference.value,
        "line": {"color": INK, "width": 1.5},
    }
    if reference.low is None or reference.high is None:
        return [line]
    band = {"type": "rect", **across, "x0": reference.low, "x1": reference.high, "fillcolor": REST, "opacity": 0.18}
    return [band | {"line": {"width": 0}, "layer": "below"}, line]
