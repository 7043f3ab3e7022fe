"""The counts of a breakdown: a line for each group, a column for each answer, and the whole at the bottom."""

from dataclasses import dataclass

from casereview.charts import figures
from casereview.charts.specification import Figures
from casereview.findings import wording
from casereview.findings.result import Result, Row


@dataclass(frozen=True)
class Line:
    """One group: its counts by answer, its base, and the figures of the answer that the chart shows."""

    label: str
    counts: tuple[str, ...]
    base: str
    figures: Figures
    small: bool


def answers(result: Result) -> tuple[str, ...]:
    """The heads of the columns: the answers of a distribution, or "Counted" for a single share.

    Of several ratings there are none, since their sums mean nothing; nor of answers nobody gave, which are named below.
    """
    if result.profile:
        return ()
    if _by_answer(result):
        return tuple(row.label for row in result.rows if row.code in _given(result))
    return ("Counted",) if result.unit == "share" else ()


def lines(result: Result, lead: str) -> list[Line]:
    """One line for each group in the order of the list, then all."""
    whole = result.rows if _by_answer(result) else (result.own_row,)
    found = [_line(series.label, series.rows, lead, result) for series in result.series]
    return [*found, _line("All", whole, lead, result)]


def lead_head(result: Result, lead: str) -> str:
    """What the share is of: "Yes, share"."""
    if result.unit != "share":
        return result.unit[:1].upper() + result.unit[1:]
    label = next((row.label for row in result.rows if row.code == lead), "")
    return f"{label}, share" if label else "Share"


def nobody(result: Result) -> tuple[str, ...]:
    """The answers of a distribution that nobody gave."""
    return tuple(row.label for row in result.rows if row.code not in _given(result)) if answers(result) else ()


def _by_answer(result: Result) -> bool:
    return bool(result.rows) and result.unit == result.row_unit


def _given(result: Result) -> set[str]:
    """The codes of the answers somebody gave; of all of them where nobody gave any."""
    return {row.code for row in result.rows if row.numerator} or {row.code for row in result.rows}


def _line(label: str, rows: tuple[Row, ...], lead: str, result: Result) -> Line:
    led = next((row for row in rows if row.code == lead), rows[0])
    shown = [row for row in rows if row.code in _given(result)] if _by_answer(result) else rows
    counts = tuple(wording.number(row.numerator) for row in shown) if answers(result) else ()
    return Line(
        label,
        counts,
        wording.number(led.denominator),
        figures.of_row(led, result.unit),
        led.small and led.denominator > 0,
    )
