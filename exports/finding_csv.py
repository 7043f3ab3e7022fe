"""One finding as CSV: what it is and out of what, then its rows. Safe to open: no cell becomes a formula."""

import csv
import io
from collections.abc import Iterator

from casereview.findings.result import Result, Row, plain

BOM = "\ufeff"  # so that Excel reads the text as UTF-8
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
HEAD = ("series", "code", "label", "group", "numerator", "denominator", "value", "low", "high", "small base")

Cell = str | float | int | None


def finding_csv(result: Result, source: str, filter_words: str = "") -> str:
    """The text of the file: shares are unrounded fractions of 1, an empty cell is a number that does not exist."""
    out = io.StringIO()
    writer = csv.writer(out)
    for line in (*_about(result, source, filter_words), (), HEAD, *_rows(result)):
        writer.writerow([safe(cell) for cell in line])
    return BOM + out.getvalue()


def safe(cell: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it; a number stays a number."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS_A_FORMULA) else cell


def _about(result: Result, source: str, filter_words: str) -> Iterator[tuple[Cell, ...]]:
    yield "Finding", result.headline
    yield "About", result.title
    yield "Base", result.base
    for each in result.left_out:
        yield "Left out", f"{each.count} {each.words}"
    for note in result.notes:
        yield "Note", note
    yield "Interval", result.method
    yield "Filter", filter_words or "none"
    yield "Source", source


def _rows(result: Result) -> Iterator[tuple[Cell, ...]]:
    yield _row("", result.own_row)
    for row in result.rows:
        yield _row("", row)
    for series in result.series:
        for row in series.rows:
            yield _row(series.label, row)


def _row(series: str, row: Row) -> tuple[Cell, ...]:
    numbers = (row.numerator, row.denominator, row.value, row.low, row.high)
    return series, row.code, row.label, row.group, *(plain(each) for each in numbers), "yes" if row.small else ""
