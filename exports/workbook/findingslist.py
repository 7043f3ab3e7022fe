"""The Findings sheet: one line a finding, its numbers taken live from the finding's own sheet."""

from collections.abc import Sequence
from typing import Any

from casereview.findings.result import Result
from exports.workbook.book import Book, cell
from exports.workbook.findingsheet import DENOMINATOR, NO_CASES, NUMERATOR, Place, value_style
from exports.workbook.findingsheet import HIGH as SHEET_HIGH
from exports.workbook.findingsheet import LOW as SHEET_LOW
from exports.workbook.names import lines_of

HEADS = (
    ("Finding", 48),
    ("Headline", 42),
    ("Value", 9),
    ("Numerator", 11),
    ("Denominator", 12),
    ("95% low", 9),
    ("95% high", 9),
    ("Unit", 12),
    ("Base in words", 44),
    ("Left out", 40),
    ("Interval", 44),
    ("Notes", 90),
    ("Study", 16),
    ("Finding id", 24),
    ("Remark", 12),
)
FINDING, HEADLINE, VALUE, TOP, BOTTOM, LOW, HIGH, UNIT, BASE, LEFT_OUT, METHOD, NOTES, STUDY, ID, REMARK = range(15)


def write(book: Book, sheet: Any, found: Sequence[tuple[str, Result, Place]]) -> None:
    """Fills the sheet; `found` holds the study's key, the result, and where its number stands."""
    widths = [float(width) for _, width in HEADS]
    widths[FINDING] = max([widths[FINDING], *(0.75 * len(result.title) for _, result, _ in found)])
    for column, (head, _) in enumerate(HEADS):
        sheet.set_column(column, column, widths[column])  # not every program wraps a link
        book.text(sheet, 0, column, head, "head")
    sheet.set_row(0, 32)
    for row, (study, result, place) in enumerate(found, 1):
        _words(book, sheet, row, study, result, place)
        _numbers(book, sheet, row, place)
        sheet.print_area(0, 0, max(1, len(found)), LEFT_OUT)
    book.parted(sheet, BASE, widths[:BASE])
    sheet.repeat_columns(FINDING)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(1, len(found)), len(HEADS) - 1)


def _words(book: Book, sheet: Any, row: int, study: str, result: Result, place: Place) -> None:
    book.link(sheet, row, FINDING, place.sheet, result.title)
    texts = {HEADLINE: result.headline, UNIT: result.unit, BASE: result.base, METHOD: result.method, STUDY: study}
    texts |= {LEFT_OUT: "; ".join(f"{each.count:,} {each.words}" for each in result.left_out) or "nobody"}
    texts |= {NOTES: "\n".join(result.notes), ID: result.id}
    sheet.set_row(row, 15.5 * lines_of(*((text, HEADS[column][1]) for column, text in texts.items())))
    for column, text in texts.items():
        book.text(sheet, row, column, text, "wrap indent" if column == UNIT else "wrap")
    small = result.small and result.denominator
    book.text(sheet, row, REMARK, "small base" if small else "", "top small" if small else "top")


def _numbers(book: Book, sheet: Any, row: int, place: Place) -> None:
    line, style = place.line, value_style(place.line)
    numerator, denominator = cell(row, TOP), cell(row, BOTTOM)
    counts = "tenth" if line.row.numerator % 1 else "whole"
    book.formula(sheet, row, TOP, _there(place, NUMERATOR), line.row.numerator, f"top {counts}")
    book.formula(sheet, row, BOTTOM, _there(place, DENOMINATOR), line.row.denominator, "top whole")
    divided = numerator if line.row.count_only else f"{numerator}/{denominator}"
    empty = f"{denominator}<1.5" if line.needs_two else f"{denominator}=0"
    value = NO_CASES if line.row.value is None else line.row.value
    book.formula(sheet, row, VALUE, f'IF({empty},"{NO_CASES}",{divided})', value, f"top bold {style}")
    for column, there, bound in ((LOW, SHEET_LOW, line.row.low), (HIGH, SHEET_HIGH, line.row.high)):
        if line.live or bound is not None:
            book.formula(sheet, row, column, _there(place, there), bound, f"top {style}")


def _there(place: Place, column: int) -> str:
    return "'" + place.sheet.replace("'", "''") + "'!" + cell(place.row, column)
