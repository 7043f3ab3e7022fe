"""The one place that writes cells: text is never a formula, nothing is cut, every formula has its value beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from math import isfinite
from typing import Any

from exports.workbook import styles
from exports.workbook.names import cut, sheet_name, units

MOST_TEXT = 32_767  # UTF-16 units in a cell
PART = 32_000  # of a long text in each cell of the sheet it goes on in
FORMULA_STARTS = tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONG_SHEET = "Long text"
MOST_FORMULA = 8_192


class TooLargeError(Exception):
    """More than one workbook can hold; the message says what to do."""


@dataclass(frozen=True)
class Formula:
    """A formula that was written: where, and what it comes to."""

    sheet: str
    row: int
    column: int
    formula: str
    value: float | str


@dataclass(frozen=True)
class LongText:
    """A text too long for one cell, kept whole."""

    sheet: str
    row: int
    column: int
    text: str


ACROSS = 102  # characters of a column that fit across A4, landscape, in full size


class Book:
    """A workbook in memory. `stored` stands in place of every formula's value: only the tests want that."""

    def __init__(self, stored: float | None = None) -> None:
        import xlsxwriter

        self._stream = BytesIO()
        safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.workbook = xlsxwriter.Workbook(self._stream, safe)
        self.stored = stored
        self.formulas: list[Formula] = []
        self.long: list[LongText] = []
        self.replaced = 0
        self._taken: set[str] = {LONG_SHEET.lower()}
        self._formats: dict[tuple[str, bool], Any] = {}
        self.tab = ""  # the colour of the tabs of the sheets that are made next

    def sheet(self, title: str, wide: bool = False) -> Any:
        """A new sheet, landscape and one page wide (unless `wide`), named as near to `title` as Excel allows."""
        sheet = self.workbook.add_worksheet(sheet_name(self.clean(title), self._taken))
        if self.tab:
            sheet.set_tab_color(self.tab)
        sheet.set_landscape()
        sheet.set_paper(9)
        if wide:
            sheet.set_print_scale(70)
        else:
            sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&A&RPage &P of &N")
        return sheet

    def names(self) -> list[str]:
        """The names of the sheets made so far, in their order."""
        return [sheet.get_name() for sheet in self.workbook.worksheets()]

    def parted(self, sheet: Any, column: int, widths: Sequence[float]) -> None:
        """On paper the sheet is parted before `column`: one page wide it would be too small to read.

        `widths`: of the columns of the widest part, in characters.
        """
        sheet.set_print_scale(max(40, min(100, int(100 * ACROSS / sum(widths)))))
        sheet.set_v_pagebreaks([column])

    def format(self, style: str, quote: bool = False) -> Any:
        """The cell format of a style in styles.py (several joined by spaces); `quote` marks what must stay text."""
        if (style, quote) not in self._formats:
            wanted = styles.properties(style) | ({"quote_prefix": True} if quote else {})
            self._formats[style, quote] = self.workbook.add_format(wanted)
        return self._formats[style, quote]

    def clean(self, text: str) -> str:
        """`text` without what XML cannot hold; each such character becomes a visible mark, and is counted."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        cleaned, count = UNPRINTABLE.subn("\ufffd", text)
        self.replaced += count
        return cleaned

    def text(self, sheet: Any, row: int, column: int, text: str, style: str = "") -> None:
        """Writes `text` as text, whatever it looks like. What no cell can hold goes on in the sheet "Long text"."""
        text = self.clean(text)
        if units(text) > MOST_TEXT:
            text = self._continued(sheet, row, column, text)
        self._done(sheet.write_string(row, column, text, self.format(style, must_quote(text))))

    def link(self, sheet: Any, row: int, column: int, to: str, text: str, style: str = "link") -> None:
        """Writes `text` as a link to the sheet named `to`."""
        text = cut(self.clean(text), 250)
        place = "internal:'" + to.replace("'", "''") + "'!A1"
        self._done(sheet.write_url(row, column, place, self.format(style, must_quote(text)), text))

    def number(self, sheet: Any, row: int, column: int, number: float, style: str = "") -> None:
        """Writes a number; one that is not finite as the word for it."""
        if not isfinite(number):
            return self.text(sheet, row, column, str(number), style)
        return self._done(sheet.write_number(row, column, number, self.format(style)))

    def day(self, sheet: Any, row: int, column: int, iso: str, style: str = "date") -> None:
        """Writes an ISO date as a date; as text where it is none, or before Excel's calendar."""
        try:
            day = date.fromisoformat(iso)
        except ValueError:
            return self.text(sheet, row, column, iso)
        if day.year < 1901:
            return self.text(sheet, row, column, iso)
        return self._done(sheet.write_datetime(row, column, day, self.format(style)))

    def formula(
        self, sheet: Any, row: int, column: int, formula: str, value: float | str | None, style: str = ""
    ) -> None:
        """Writes a formula of ours (without its "=") and what it comes to; "" where it shows nothing."""
        if len(formula) + 1 > MOST_FORMULA:
            raise TooLargeError(
                f"The formula for {sheet.get_name()} is {len(formula):,} characters long; Excel takes 8,192."
            )
        shown = "" if value is None else value
        self.formulas.append(Formula(sheet.get_name(), row, column, formula, shown))
        stored = shown if self.stored is None else self.stored
        self._done(sheet.write_formula(row, column, "=" + formula, self.format(style), stored))

    def close(self) -> bytes:
        """The file, after the long texts have been written. Once."""
        self._write_long()
        self.workbook.close()
        return self._stream.getvalue()

    def _continued(self, sheet: Any, row: int, column: int, text: str) -> str:
        self.long.append(LongText(sheet.get_name(), row, column, text))
        note = f" [… goes on: {len(text):,} characters, all of them in “{LONG_SHEET}”, text {len(self.long)}]"
        return cut(text, PART) + note

    def _write_long(self) -> None:
        if not self.long:
            return
        self._taken.discard(LONG_SHEET.lower())
        sheet = self.sheet(LONG_SHEET)
        for column, (head, width) in enumerate((("text", 8), ("sheet", 20), ("cell", 10), ("part", 8), ("words", 120))):
            sheet.set_column(column, column, width)
            self.text(sheet, 0, column, head, "head")
        sheet.freeze_panes(1, 0)
        row = 0
        for number, long in enumerate(self.long, 1):
            for part, words in enumerate(parts(long.text), 1):
                row += 1
                self.number(sheet, row, 0, number, "top")
                self.text(sheet, row, 1, long.sheet, "top")
                self.text(sheet, row, 2, cell(long.row, long.column), "top")
                self.number(sheet, row, 3, part, "top")
                self.text(sheet, row, 4, words, "wrap")

    def _done(self, code: int) -> None:
        if code:
            raise TooLargeError("A row or column lies outside what a workbook can hold. Filter the responses first.")


def must_quote(text: str) -> bool:
    """Whether Excel would take `text` for a formula when somebody edits the cell."""
    return text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)


def parts(text: str) -> list[str]:
    """`text` in pieces that fit a cell; joined they are the text."""
    found = []
    while text:
        piece = cut(text, PART)
        found.append(piece)
        text = text[len(piece) :]
    return found


def cell(row: int, column: int, fixed: bool = False) -> str:
    """A1 for (0, 0); `$A$1` where `fixed`."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column, row_abs=fixed, col_abs=fixed))
