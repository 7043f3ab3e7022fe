"""The number line under a lead number: where the number stands between nothing and everything."""

from casereview.charts import figures
from casereview.charts.axis import number_axis
from casereview.charts.specification import NumberLine
from casereview.findings.result import Result


def number_line(result: Result) -> NumberLine | None:
    """The line of the finding's own number: 0 to 100% for a share, to a round number for a mean. None without cases."""
    if result.value is None or result.unit == "count":
        return None
    end, end_label = _end(result)
    low_label, _, high_label = figures.of_result(result).interval.partition(" to ")
    return NumberLine(
        at=_part(result.value, end),
        low=None if result.low is None else _part(result.low, end),
        high=None if result.high is None else _part(result.high, end),
        low_label=low_label,
        high_label=high_label,
        end_label=end_label,
        small=result.small,
    )


def _end(result: Result) -> tuple[float, str]:
    if result.unit == "share":
        return 1.0, "100%"
    axis = number_axis(max(result.value or 0.0, result.high or 0.0))
    return axis.end, axis.ticks[-1].label


def _part(value: float, end: float) -> float:
    return min(max(value / end, 0.0), 1.0)
