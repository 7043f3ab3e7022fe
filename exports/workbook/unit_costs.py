"""The Unit costs sheet: pounds for one, gross, what people pay and net, as of when, whose and from where."""

from collections.abc import Sequence
from typing import Any

from casereview.pricing.prices import PER_WORDS, Price
from exports.workbook.book import Book, cell

HEADS = (
    ("What", 36), ("Per", 10), ("Lowest", 11), ("Gross", 11), ("Highest", 11), ("People pay", 11), ("Net", 11),
    ("As of", 14), ("Stands until", 14), ("Owner", 34), ("Source", 50),
)  # fmt: skip
WHAT, PER, LOW, GROSS, HIGH, PAID, NET, DATED, UNTIL, OWNER, SOURCE = range(11)
TITLE = "Unit costs"
Places = dict[str, tuple[str, str]]  # by label: the cells with the gross and the net price


def write(book: Book, prices: Sequence[Price]) -> Places:
    """Writes the sheet; gives back where each price stands, so that formulas elsewhere follow it."""
    sheet = book.sheet(TITLE)
    for column, (head, width) in enumerate(HEADS):
        sheet.set_column(column, column, width)
        book.text(sheet, 0, column, head, "head right" if LOW <= column <= NET else "head")
    sheet.freeze_panes(1, 1)
    return {price.label: _line(book, sheet, row, price) for row, price in enumerate(prices, 1)}


def _line(book: Book, sheet: Any, row: int, price: Price) -> tuple[str, str]:
    texts = {WHAT: price.label, PER: PER_WORDS[price.per], OWNER: price.owner, SOURCE: price.source}
    for column, text in texts.items():
        book.text(sheet, row, column, text, "wrap")
    for column, number in {LOW: price.low, GROSS: price.gross, HIGH: price.high, PAID: price.contribution}.items():
        book.number(sheet, row, column, number, "top pounds")
    book.formula(sheet, row, NET, f"{cell(row, GROSS)}-{cell(row, PAID)}", price.net, "top pounds")
    book.day(sheet, row, DATED, price.dated)
    book.day(sheet, row, UNTIL, price.until)
    there = "'" + sheet.get_name() + "'!"
    return there + cell(row, GROSS, fixed=True), there + cell(row, NET, fixed=True)
