"""A profile as a chart: one row for each dimension, one dot for each group, all on one scale, with their intervals."""

from collections.abc import Sequence

from casereview.charts import figures
from casereview.charts.axis import Axis
from casereview.charts.specification import ChartRow, ChartSpec, Column, Figures, Mark, Tone
from casereview.findings.result import Result, Row

TONES: tuple[Tone, ...] = ("brand", "second", "third", "fourth")  # each with a shape of its own; then they begin again
ALL = "All"
NOT_SHOWN = Figures("not shown", "", "")  # what disclosure took out


def profiled(result: Result, cases: str, axis: Axis) -> ChartSpec:
    """The rows of the whole are the dimensions; in each a mark for every group, then one for all."""
    columns = [Column(each.label, TONES[place % len(TONES)]) for place, each in enumerate(result.series)]
    columns.append(Column(ALL, "grey"))
    rows = tuple(_row(result, row, columns) for row in result.rows)
    heads = ("Mean", cases, "95% interval")
    return ChartSpec(
        result.id,
        "profile",
        result.headline,
        axis,
        rows,
        _alt(result, rows, columns),
        result.base,
        heads,
        tuple(columns),
    )


def _row(result: Result, whole: Row, columns: Sequence[Column]) -> ChartRow:
    found = [next((row for row in each.rows if row.code == whole.code), None) for each in result.series]
    marks = tuple(_mark(row, result.unit, column.tone) for row, column in zip((*found, whole), columns, strict=True))
    return ChartRow(whole.code, whole.label, marks, lead=False)


def _mark(row: Row | None, unit: str, tone: Tone) -> Mark:
    if row is None:
        return Mark(None, None, None, tone, False, NOT_SHOWN)
    return Mark(row.value, row.low, row.high, tone, row.small and row.denominator > 0, figures.of_row(row, unit))


def _alt(result: Result, rows: Sequence[ChartRow], columns: Sequence[Column]) -> str:
    scale = result.scale
    ends = f", from 1 ({scale.low_label}) to {scale.points} ({scale.high_label})" if scale and scale.low_label else ""
    said = [
        f"{row.label}: " + ", ".join(_said(column, mark) for column, mark in zip(columns, row.marks, strict=True))
        for row in rows
    ]
    return f"Profile: {result.title}{ends}. {'; '.join(said)}."


def _said(column: Column, mark: Mark) -> str:
    of = f" ({mark.figures.cases})" if mark.figures.cases else ""
    return f"{column.label} {mark.figures.share}{of}{', small base' if mark.small else ''}"
