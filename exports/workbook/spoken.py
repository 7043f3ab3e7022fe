"""What was said under the rows of a finding that counts codes: quotes by role, and the figure that supports each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casereview.store.spoken import Spoken
from exports.workbook.names import lines_of

if TYPE_CHECKING:
    from exports.workbook.table import Table

COLUMNS = (0, 1, 7)
WIDTH = 85  # characters in a line of the words


def write(table: "Table", said: Sequence[Spoken]) -> None:
    """One line for each quote and each figure, under the table of the finding. Nothing where nothing was picked."""
    if not said:
        return
    table.row += 1
    table.said(
        "What was said, and what supports it. Quotes carry the role of the speaker and nothing else.", "bold wrap"
    )
    _line(table, "Under", "In their own words, or a figure from elsewhere", "Speaker or source", "head")
    for each in said:
        for quote in each.quotes:
            _line(table, each.label, f"“{quote.words}”", quote.speaker or "Role not known")
        if each.figure is not None:
            _line(table, each.label, each.figure.words, each.figure.source)
    table.row += 1


def _line(table: "Table", under: str, words: str, by: str, style: str = "rule wrap") -> None:
    table.sheet.merge_range(table.row, 1, table.row, 6, "", table.book.format(style))
    for column, text in zip(COLUMNS, (under, words, by), strict=True):
        table.book.text(table.sheet, table.row, column, text, style)
    table.sheet.set_row(table.row, 16.5 * lines_of((under, 20), (words, WIDTH), (by, 12)))
    table.row += 1
