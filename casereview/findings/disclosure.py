"""What people answered about themselves is never shown of fewer than five of them: not as a base, not as a group."""

from dataclasses import replace

from casereview.findings.frame import Frame
from casereview.findings.result import Result, Row, Series

LEAST = 5
TOO_FEW = f"Not shown: fewer than {LEAST} people answered."
SOME_LEFT_OUT = f"Groups with fewer than {LEAST} answers are not shown, nor what would give them away."


def disclosed(result: Result, frame: Frame, n: int) -> Result:
    """`result` as it may be shown; `n` is its base in responses. Reviews of cases are shown as they are."""
    if frame.instrument.unit != "response":
        return result
    if 0 < n < LEAST:
        return _nothing(result)
    rows = tuple(row for row in result.rows if _enough(row.denominator))
    series = _cells(result) if result.profile else shown_groups(result.series, result.denominator)
    left_out = len(rows) < len(result.rows) or _numbers(series) < _numbers(result.series)
    notes = (*result.notes, SOME_LEFT_OUT) if left_out else result.notes
    return replace(result, rows=rows, series=series, notes=notes)


def without_hidden(frame: Frame) -> tuple[Frame, tuple[str, ...]]:
    """The frame with only the findings that may be shown, and the titles of the others: for what counts for itself."""
    from casereview.findings.counting import count

    if frame.instrument.unit != "response":
        return frame, ()
    hidden = [each for each in frame.instrument.findings if TOO_FEW in count(each, frame).notes]
    shown = tuple(each for each in frame.instrument.findings if each not in hidden)
    kept = Frame(frame.instrument.replace(findings=shown), frame.records, frame.demo)
    return kept, tuple(each.title for each in hidden)


def shown_groups(series: tuple[Series, ...], whole: float) -> tuple[Series, ...]:
    """The groups that may stand beside the whole: each large enough, and so is what they leave of it."""
    shown = [each for each in series if _size(each) and all(_enough(row.denominator) for row in each.rows)]
    while shown and not _enough(whole - sum(_size(each) for each in shown)):
        shown.remove(min(shown, key=_size))
    return tuple(each for each in series if each in shown)


def _cells(result: Result) -> tuple[Series, ...]:
    """The groups of a profile. Each row has its own base, so each is looked at alone: what may not be shown is not
    there, and a group without a row is not either."""
    kept = {series.code: list[Row]() for series in result.series}
    for row in result.rows:
        alone = tuple(_only(series, row.code) for series in result.series)
        for series in shown_groups(alone, row.denominator) if _enough(row.denominator) else ():
            kept[series.code] += series.rows
    found = (replace(series, rows=tuple(kept[series.code])) for series in result.series)
    return tuple(series for series in found if any(row.denominator for row in series.rows))


def _only(series: Series, code: str) -> Series:
    return replace(series, rows=tuple(row for row in series.rows if row.code == code))


def _numbers(series: tuple[Series, ...]) -> int:
    return sum(len([row for row in each.rows if row.denominator]) for each in series)


def _size(series: Series) -> float:
    return max((row.denominator for row in series.rows), default=0.0)


def _enough(n: float) -> bool:
    return n <= 0 or n >= LEAST


def _nothing(result: Result) -> Result:
    """The finding without its number."""
    return replace(
        result,
        headline=f"{result.title}: not shown, because fewer than {LEAST} people answered",
        numerator=0.0, denominator=0.0, value=None, low=None, high=None, base=f"fewer than {LEAST} people",
        left_out=(), rows=(), series=(), flow=None, stats={}, notes=(TOO_FEW,), small=True,
    )  # fmt: skip
