"""From a counted finding to its chart: which rows, which colours, how long the axis, and the sentence for `alt`."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from casereview.charts import figures, sides
from casereview.charts.axis import (
    Axis,
    coefficient_axis,
    count_axis,
    full_axis,
    number_axis,
    rating_axis,
    share_axis,
)
from casereview.charts.profile import profiled
from casereview.charts.specification import ChartKind, ChartRow, ChartSpec, Column, Mark, Reference, Tone
from casereview.findings.result import Result, Row

LONG = 6  # rows


def specify(result: Result, lead: str = "", cases: str = "Cases") -> ChartSpec:
    """The chart of `result`. `lead` is the code of the row the headline is about; `cases` heads the counts."""
    if result.kind == "comparison" and len(result.series) == 2:
        return _comparison(result, cases)
    if result.profile and result.series:
        return profiled(result, cases, _axis(result, "profile", ()))
    if result.kind == "distribution" and result.series and result.order == "listed":
        return sides.of_result(result)
    if result.series:
        return _broken_down(result, lead, cases)
    rows = result.rows or (result.own_row,)
    return _distribution(result, rows, lead or _leading(result, rows).code, cases)


def _leading(result: Result, rows: Sequence[Row]) -> Row:
    """The row that is coloured where the headline names none: the first, or of the points of a rating the commonest."""
    points = result.scale is not None and not result.profile
    return max(rows, key=lambda row: row.numerator) if points else rows[0]


def _distribution(result: Result, rows: Sequence[Row], lead: str, cases: str) -> ChartSpec:
    toned = _group_tones(rows)
    drawn = tuple(
        ChartRow(
            row.code,
            row.label,
            (_mark(row, _unit(result), toned.get(row.group) or ("brand" if row.code == lead else "grey")),),
            lead=row.code == lead and not toned,
            group=row.group,
        )
        for row in rows
    )
    shown = (
        tuple(each for each, row in zip(drawn, rows, strict=True) if row.numerator) if _folds(result, rows) else drawn
    )
    own_bases = len({row.denominator for row in rows}) > 1
    kind: ChartKind = "dots" if own_bases or all(row.small for row in rows) or _is_mean(result, rows) else "bars"
    spec = _finished(result, kind, shown, cases)
    return replace(spec, nobody=tuple(row.label for row in rows if len(shown) < len(rows) and not row.numerator))


def _folds(result: Result, rows: Sequence[Row]) -> bool:
    """Whether rows with nobody in them are named in a line under a long chart instead of drawn as empty bars."""
    empty = sum(1 for row in rows if not row.numerator)
    return result.order == "counted" and len(rows) > LONG and 1 < empty < len(rows)


def _comparison(result: Result, cases: str) -> ChartSpec:
    actual, ideal = result.series
    unit = _unit(result)
    wished = {row.code: row for row in ideal.rows}
    drawn = tuple(
        ChartRow(row.code, row.label, (_bare(row, unit, "grey"), _bare(wished[row.code], unit, "brand")))
        for row in actual.rows
        if row.code in wished
    )
    spec = _finished(result, "paired", drawn, cases)
    return replace(spec, columns=(Column(actual.label, "grey"), Column(ideal.label, "brand")))


def _broken_down(result: Result, lead: str, cases: str) -> ChartSpec:
    """One dot for each group of responses, of the row the headline is about, against the whole."""
    unit = _unit(result)
    whole = next((row for row in result.rows if row.code == lead), result.rows[0] if result.rows else result.own_row)
    drawn = []
    for series in result.series:
        row = next((each for each in series.rows if each.code == whole.code), series.rows[0])
        drawn.append(ChartRow(series.code, series.label, (_mark(row, unit, "brand"),)))
    if result.order == "counted":
        drawn.sort(key=lambda each: -(each.marks[0].value if each.marks[0].value is not None else -1.0))
    spec = _finished(result, "dots", tuple(drawn), cases)
    if whole.value is None:
        return spec
    said = figures.of_row(whole, unit)
    label = f"All: {said.share or said.cases}"
    return replace(spec, reference=Reference(label, whole.value, whole.low, whole.high))


def _finished(result: Result, kind: ChartKind, rows: tuple[ChartRow, ...], cases: str) -> ChartSpec:
    heads = (_share_head(result), cases, "95% interval")
    alt = _sentence(result, kind, rows)
    return ChartSpec(result.id, kind, result.headline, _axis(result, kind, rows), rows, alt, result.base, heads)


def _axis(result: Result, kind: ChartKind, rows: Sequence[ChartRow]) -> Axis:
    furthest = max((mark.furthest for row in rows for mark in row.marks), default=0.0)
    if _unit(result) == "count" or any(row.count_only for row in result.rows):
        return count_axis(furthest)
    if _unit(result) == "coefficient":
        return coefficient_axis()
    if result.scale is not None and _unit(result) != "share":
        return rating_axis(result.scale.points, result.scale.low_label, result.scale.high_label)
    if _unit(result) != "share":
        return number_axis(furthest)
    return full_axis() if kind == "dots" else share_axis(furthest)


def _mark(row: Row, unit: str, tone: Tone) -> Mark:
    said = figures.of_row(row, unit)
    if row.count_only:
        return Mark(row.numerator, None, None, tone, row.small and row.denominator > 0, said)
    return Mark(row.value, row.low, row.high, tone, row.small and row.denominator > 0, said)


def _bare(row: Row, unit: str, tone: Tone) -> Mark:
    """A mark of a pair: two whiskers on one line would not be read, so the interval stays in the table."""
    return replace(_mark(row, unit, tone), low=None, high=None)


def _group_tones(rows: Sequence[Row]) -> dict[str, Tone]:
    """Brand for the group that weighs most, grey for the others; nothing where rows have no group or only one."""
    weight: dict[str, float] = defaultdict(float)
    for row in rows:
        weight[row.group] += row.numerator
    if sum(1 for each in weight.values() if each) < 2:
        return {}
    heaviest = max(weight, key=lambda group: weight[group])
    return {group: "brand" if group == heaviest else "grey" for group in weight}


def _unit(result: Result) -> str:
    return result.row_unit if result.rows or result.series else result.unit


def _is_mean(result: Result, rows: Sequence[Row]) -> bool:
    return _unit(result) not in ("share", "count") and not any(row.count_only for row in rows)


def _share_head(result: Result) -> str:
    unit = _unit(result)
    return {"share": "Share", "count": ""}.get(unit, unit[:1].upper() + unit[1:])


def _sentence(result: Result, kind: ChartKind, rows: Sequence[ChartRow]) -> str:
    what = {"bars": "Bars", "paired": "Paired bars"}.get(kind, "Dots with intervals")
    return f"{what}: {result.title}. " + "; ".join(_said(row) for row in rows) + "."


def _said(row: ChartRow) -> str:
    parts = [
        f"{mark.figures.share} ({mark.figures.cases})" if mark.figures.share else mark.figures.cases
        for mark in row.marks
    ]
    return f"{row.label} {' against '.join(parts)}{', small base' if row.small else ''}"
