"""The Responses sheet: one line a response, what every formula of the workbook reads."""

from collections.abc import Sequence
from typing import Any

from exports.workbook.book import Book, TooLargeError
from exports.workbook.column import ABSENT, Column
from exports.workbook.layout import Layout
from exports.workbook.names import lines_of

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
LINE, MOST_LINES, WRAPS_FROM = 15.0, 4, 30  # points of a line of text; lines of a row; width from which a column wraps
KEY_COLUMNS = 1  # the reference stands first on every further sheet too


def write(book: Book, title: str, layout: Layout, most_columns: int = MOST_COLUMNS) -> None:
    """Writes the responses and names their ranges; what is wider than a sheet goes on in the next."""
    rows = len(layout.frame)
    if rows + 1 > MOST_ROWS:
        raise TooLargeError(f"{rows:,} responses do not fit one sheet; a workbook holds 1,048,575. Filter them first.")
    where: dict[str, tuple[str, int]] = {}
    for number, columns in enumerate(spread(layout.columns, most_columns)):
        sheet = book.sheet(title if not number else f"{title} {number + 1}", wide=True)
        tall = [1] * rows
        for place, column in enumerate(columns):
            _column(book, sheet, place, column, layout, tall)
            if column.name and column.name not in where:
                where[column.name] = (sheet.get_name(), place)
        for row, lines in enumerate(tall, 1):
            if lines > 1:  # not every program finds the height of a row by itself
                sheet.set_row(row, LINE * lines)
        sheet.freeze_panes(1, KEY_COLUMNS)
        sheet.autofilter(0, 0, max(1, rows), len(columns) - 1)
        sheet.repeat_rows(0)
        sheet.repeat_columns(0)
        sheet.set_row(0, 62)
    _name(book, layout, where, rows)


def spread(columns: Sequence[Column], most: int) -> list[list[Column]]:
    """The columns over as many sheets as they need, each beginning with the reference."""
    key, rest = list(columns[:KEY_COLUMNS]), list(columns[KEY_COLUMNS:])
    room = most - KEY_COLUMNS
    return [key + rest[start : start + room] for start in range(0, max(len(rest), 1), room)]


def _column(book: Book, sheet: Any, place: int, column: Column, layout: Layout, tall: list[int]) -> None:
    """Writes one column; `tall` becomes, for each response, how many lines its row needs."""
    sheet.set_column(place, place, column.width)
    book.text(sheet, 0, place, column.head, "head")
    for number, record in enumerate(layout.frame.records):
        value = column.read(number, record)
        if value is None:
            continue
        row = number + 1
        if isinstance(value, int | float):
            book.number(sheet, row, place, value, column.style)
        elif value in ABSENT.values() and column.kind != "text":
            book.text(sheet, row, place, value, "absent")
        elif column.kind == "day":
            book.day(sheet, row, place, value)
        else:
            book.text(sheet, row, place, value, "wrap" if column.width >= WRAPS_FROM else "top")
            if column.width >= WRAPS_FROM:
                tall[number] = max(tall[number], lines_of((value, column.width), most=MOST_LINES))


def _name(book: Book, layout: Layout, where: dict[str, tuple[str, int]], rows: int) -> None:
    for name, (sheet, place) in where.items():
        book.workbook.define_name(name, "=" + span(sheet, 1, place, max(1, rows), place))
    for name, (first, last) in layout.blocks.items():
        (sheet, left), (other, right) = where[first], where[last]
        if sheet != other:
            raise TooLargeError(f"The options of one question do not fit beside each other on {sheet}.")
        book.workbook.define_name(name, "=" + span(sheet, 1, left, max(1, rows), right))


def span(sheet: str, top: int, left: int, bottom: int, right: int) -> str:
    """A fixed range on a sheet: `'Responses'!$A$2:$A$84`."""
    from xlsxwriter.utility import xl_range_abs

    return "'" + sheet.replace("'", "''") + "'!" + str(xl_range_abs(top, left, bottom, right))
