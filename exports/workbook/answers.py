"""The Answers sheet: one line an answer, for those who would rather have the data long."""

from collections.abc import Iterator
from typing import Any

from casereview.answers import Answer, codes_of
from casereview.findings.column import options_for
from casereview.instruments.question import Option, Question
from exports.workbook.book import Book
from exports.workbook.column import TEXT_KEPT_OUT, Cell, absence, answer, code_cell
from exports.workbook.layout import Layout, refs, title
from exports.workbook.names import lines_of

HEADS = (
    ("reference", 16),
    ("kind", 14),
    ("round", 8),
    ("workshop", 20),
    ("table", 12),
    ("item", 26),
    ("question", 30),
    ("state", 14),
    ("code", 22),
    ("label", 34),
    ("number", 10),
    ("date", 13),
    ("text", 50),
)
DATE = 11
LINE = 15.0  # points of a line of text
MOST_ROWS = 1_048_576


def write(book: Book, heading: str, layout: Layout, most_rows: int = MOST_ROWS) -> int:
    """Writes the answers, over as many sheets as they need, and returns how many lines there are."""
    sheet, row, count = _begin(book, heading), 0, 0
    sheets = [sheet]
    for line in lines(layout):
        if row + 1 >= most_rows:
            sheets.append(_begin(book, f"{heading} {len(sheets) + 1}"))
            row = 0
        row, count = row + 1, count + 1
        for column, value in enumerate(line):
            _cell(book, sheets[-1], row, column, value)
        tall = lines_of((str(line[-1] or ""), HEADS[-1][1]))
        if tall > 1:  # not every program finds the height of a row by itself
            sheets[-1].set_row(row, LINE * tall)
    return count


def lines(layout: Layout) -> Iterator[tuple[Cell, ...]]:
    """Every answer of every response; a multiple choice has one line for each tick."""
    known = [(ref, title(layout.instrument, ref), question) for ref, question in refs(layout.instrument)]
    options = {ref: {option.code: option for option in options_for(question)} for ref, _, question in known}
    for record in layout.frame.records:
        head = (record.reference, record.kind, float(record.round), record.workshop, record.table)
        for ref, name, question in known:
            given = answer(record, ref)
            for rest in _values(given, question, options[ref], layout.include_text):
                yield (*head, ref, name, absence(given) or "answered", *rest)


def _values(
    given: Answer, question: Question, options: dict[str, Option], include_text: bool
) -> Iterator[tuple[Cell, ...]]:
    if given.state != "answered":
        yield ("", "", None, "", "")
        return
    if options:
        for code in codes_of(given.value):
            option = options.get(code)
            other = given.other if option is not None and option.other else ""
            said = other if include_text or not other else TEXT_KEPT_OUT
            yield (code_cell(question, code), option.label if option else code, None, "", said)
    elif question.type == "number" and isinstance(given.value, int | float):
        yield ("", "", float(given.value), "", "")
    elif question.type == "date":
        yield ("", "", None, str(given.value), "")
    else:
        yield ("", "", None, "", str(given.value) if include_text else TEXT_KEPT_OUT)


def _begin(book: Book, heading: str) -> Any:
    sheet = book.sheet(heading)
    for column, (head, width) in enumerate(HEADS):
        sheet.set_column(column, column, width)
        book.text(sheet, 0, column, head, "head")
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    return sheet


def _cell(book: Book, sheet: Any, row: int, column: int, value: Cell) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str) and column == DATE:
        book.day(sheet, row, column, value)
    elif isinstance(value, str):
        book.text(sheet, row, column, value, "wrap" if column == len(HEADS) - 1 else "top")
    else:
        book.number(sheet, row, column, value, "top")
