"""The Findings sheet: one line a finding, its numbers taken live from the finding's own sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casereview.findings.result import Result
from exports.workbook.book import Book, cell
from exports.workbook.findingsheet import Place
from exports.workbook.names import lines_of
from exports.workbook.study import StudyExport
from exports.workbook.table import DENOMINATOR, NO_CASES, NUMERATOR, value_style
from exports.workbook.table import HIGH as SHEET_HIGH
from exports.workbook.table import LOW as SHEET_LOW

HEADS = (
    ("Sheet", 6),
    ("Study", 22),
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
    ("Filter", 30),
    ("Study key", 16),
    ("Finding id", 24),
    ("Remark", 12),
)
(
    NUMBER, STUDY, FINDING, HEADLINE, VALUE, TOP, BOTTOM, LOW, HIGH, UNIT, BASE, LEFT_OUT, METHOD, NOTES, FILTER, KEY,
    ID, REMARK,
) = range(18)  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """One finding: of which study, what it came to, where its sheet is, and the style with the colour of its tab."""

    study: StudyExport
    result: Result
    place: Place
    tab: str


def write(book: Book, sheet: Any, found: Sequence[Listed], under: str) -> None:
    """Fills the sheet. `under`: the filter that all of it was counted under, in words."""
    widths = [float(width) for _, width in HEADS]
    widths[FINDING] = max([widths[FINDING], *(0.75 * len(each.result.title) for each in found)])
    for column, (head, _) in enumerate(HEADS):
        sheet.set_column(column, column, widths[column])  # not every program wraps a link
        book.text(sheet, 0, column, head, "head")
    sheet.set_row(0, 32)
    for row, each in enumerate(found, 1):
        _words(book, sheet, row, each, under)
        _numbers(book, sheet, row, each.place)
    sheet.print_area(0, 0, max(1, len(found)), LEFT_OUT)
    book.parted(sheet, BASE, widths[:BASE])
    sheet.repeat_columns(NUMBER, FINDING)
    sheet.freeze_panes(1, FINDING + 1)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(1, len(found)), len(HEADS) - 1)


def _words(book: Book, sheet: Any, row: int, each: Listed, under: str) -> None:
    result = each.result
    book.number(sheet, row, NUMBER, row, each.tab)
    book.link(sheet, row, FINDING, each.place.sheet, result.title)
    texts = {STUDY: each.study.title, HEADLINE: result.headline, UNIT: result.unit, BASE: result.base}
    texts |= {LEFT_OUT: "; ".join(f"{one.count:,} {one.words}" for one in result.left_out) or "nobody"}
    texts |= {METHOD: result.method, NOTES: "\n".join(result.notes), FILTER: under or "none"}
    texts |= {KEY: each.study.key, ID: result.id}
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
