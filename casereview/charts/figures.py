"""Numbers as they stand beside a bar. Rounding itself happens in findings/wording.py and nowhere else."""

from casereview.charts.specification import Figures
from casereview.findings import wording
from casereview.findings.result import Result, Row


def of_row(row: Row, unit: str) -> Figures:
    """The figures of one row in `unit`: a share with its count and interval, a count alone, or a mean with its base."""
    return _figures(row, "count" if row.count_only else unit)


def of_result(result: Result) -> Figures:
    """The figures of the finding's own number."""
    return _figures(result, result.unit)


def _figures(number: Row | Result, unit: str) -> Figures:
    n = number.denominator
    cases = wording.n_of_n(number.numerator, n)
    if unit == "count":
        return Figures("", cases, "")
    if unit == "coefficient":
        cases = f"{wording.number(number.numerator)} reviews of {wording.number(n)} cases"
        return Figures(wording.shown(number.value, n, unit), cases, _interval(number.low, number.high, n, unit))
    if unit != "share":  # a mean: its unit stands once, over the column
        cases, unit = wording.number(n), ""
    return Figures(wording.shown(number.value, n, unit), cases, _interval(number.low, number.high, n, unit))


def _interval(low: float | None, high: float | None, n: float, unit: str) -> str:
    if low is None or high is None:
        return ""
    return (
        wording.interval(low, high, n)
        if unit == "share"
        else " to ".join(wording.shown(end, n, unit) for end in (low, high))
    )
