"""The sheet Gap map: the map in words with its numbers in the cells, what the marks mean, and one line a cell."""

from typing import Any

from casereview.gap_map import wording
from casereview.gap_map.mapping import STATES, Cell, GapMap, State
from casereview.gap_map.naming import ANYWHERE
from exports.gap_map_csv import HEAD, lines
from exports.workbook.book import Book, cell
from exports.workbook.names import lines_of

FIRST, OTHER = 38, 24
STYLE: dict[State, str] = {
    "known": "wrap", "unnamed": "wrap lead", "elsewhere": "wrap bold", "none": "wrap bold", "waiting": "wrap small",
    "hidden": "wrap absent",
}  # fmt: skip
NUMBERS = {"95% low": "share", "95% high": "share"}
OF_WHICH = ("people who named one", "people who answered")
ABOUT = "Counts and intervals are as they were when this file was made, of all answers whatever its filter."


def write(book: Book, title: str, drawn: GapMap, units: str) -> str:
    """Fills a new sheet and gives its name. The map is of all answers: a filter of the workbook does not change it."""
    sheet = book.sheet(title)
    sheet.set_column(0, 0, FIRST)
    sheet.set_column(1, len(drawn.places) + 1, OTHER)
    sheet.set_column(len(drawn.places) + 2, len(HEAD) - 1, 16)
    book.text(sheet, 0, 0, wording.opening(drawn), "bold")
    book.text(sheet, 1, 0, f"{wording.base(drawn, units)} {ABOUT}")
    if drawn.waiting:
        book.text(sheet, 2, 0, f"{wording.waiting(drawn)} to the directory, so no number here counts them.")
    row = _map(book, sheet, 4, drawn)
    row = _legend(book, sheet, row + 1)
    sheet.print_area(0, 0, row, len(drawn.places) + 1)  # the lines below are for reading on, not for paper
    _lines(book, sheet, row + 1, drawn)
    return str(sheet.get_name())


def _map(book: Book, sheet: Any, row: int, drawn: GapMap) -> int:
    columns = (*drawn.places, (ANYWHERE, wording.IN_ALL))
    for column, head in enumerate(("Outcome", *(label for _, label in columns))):
        book.text(sheet, row, column, head, "head")
    for outcome, label in drawn.outcomes:
        row += 1
        cells = [drawn.cells[outcome, place] for place, _ in columns]
        texts = [_words(each) for each in cells]
        sheet.set_row(row, 15.5 * lines_of((label, FIRST), *((text, OTHER) for text in texts)))
        book.text(sheet, row, 0, label, "wrap bold")
        for column, (each, text) in enumerate(zip(cells, texts, strict=True), 1):
            book.text(sheet, row, column, text, STYLE[each.state])
    return row + 1


def _words(of: Cell) -> str:
    legend = wording.LEGEND[of.state]
    counts = [wording.stray(of)] if of.state == "elsewhere" else [wording.people(of), wording.services(of)]
    said = [f"{legend.mark} {legend.words}", *counts]
    return "\n".join(filter(None, [*said, f"{of.waiting} not yet matched" if of.waiting else ""]))


def _legend(book: Book, sheet: Any, row: int) -> int:
    book.text(sheet, row, 0, "What the marks mean", "section")
    for line, state in enumerate(STATES, row + 1):
        legend = wording.LEGEND[state]
        book.text(sheet, line, 0, f"{legend.mark} {legend.words}", STYLE[state].replace("wrap", "top"))
        book.text(sheet, line, 1, legend.meaning)
    return row + len(STATES) + 1


def _lines(book: Book, sheet: Any, row: int, drawn: GapMap) -> None:
    for column, head in enumerate(HEAD):
        book.text(sheet, row, column, head, "head")
    for place, line in enumerate(lines(drawn), row + 1):
        for column, value in enumerate(line):
            if HEAD[column] == "share" and isinstance(value, float):
                named, answered = (cell(place, HEAD.index(name)) for name in OF_WHICH)
                book.formula(sheet, place, column, f"{named}/{answered}", value, "top share")
            elif isinstance(value, int | float):
                book.number(sheet, place, column, value, f"top {NUMBERS.get(HEAD[column], 'whole')}")
            elif value:
                book.text(sheet, place, column, value, "top")
