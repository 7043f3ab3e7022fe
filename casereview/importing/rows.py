"""Reads one row of the sheet into what it says about one case, noting each cell that cannot be read."""

from collections.abc import Callable
from dataclasses import dataclass, field

from casereview.answers import Given
from casereview.identifiers import looks_like_identifier, personal_details
from casereview.importing.cells import Cell, name_of, text_of
from casereview.importing.headings import Headings
from casereview.importing.layout import DONE, TO_DO, Column, plain
from casereview.importing.matching import code_for, ticked
from casereview.importing.problem import CellProblem, says
from casereview.instruments.question import Item
from casereview.reading import ReadingError, read
from casereview.text import TextError, as_seen, clean

LONGEST_REFERENCE, LONGEST_SUMMARY = 60, 20_000
_TOTALS = frozenset({"total", "totals", "grand total", "sum", "average"})


@dataclass
class CaseRow:
    """What one row says. `facts` are attributes, `judged` the answers; `cells` are the places of each ref's cells."""

    number: int
    reference: str = ""
    summary: str = ""
    workshop: str = ""
    table: str = ""
    review: str = ""
    facts: dict[str, Given] = field(default_factory=dict)
    judged: dict[str, Given] = field(default_factory=dict)
    cells: dict[str, int] = field(default_factory=dict)  # by ref or role: number of its first column
    unread: set[str] = field(default_factory=set)  # refs and roles with a cell that could not be read
    problems: list[CellProblem] = field(default_factory=list)
    personal: list[tuple[str, list[str]]] = field(default_factory=list)  # cell and what in it may name somebody

    @property
    def finished(self) -> bool:
        """Whether the row is a finished review rather than a case still to be reviewed."""
        return self.review == DONE or (not self.review and bool(self.judged))


class RowReader:
    """Reads the cells of one row; `row` is what they say."""

    def __init__(self, headings: Headings, number: int) -> None:
        self._headings = headings
        self._cells = headings.sheet.rows[number - 1]
        self.row = CaseRow(number)

    def read(self) -> CaseRow:
        """All of it: the case first, then each answer with its ticks and its text."""
        for number, column in self._headings.columns.items():
            self.row.cells.setdefault(column.ref or column.role, number)
            self._warn(number, column)
            if column.item is None:
                self._attempt(number, column, self._about_case(column.role))
        for ref in {column.ref: None for column in self._headings.columns.values() if column.item}:
            self._answer(ref)
        return self.row

    def problem(self, number: int, column: Column, error: ReadingError) -> None:
        """Notes that the cell in this column cannot be taken."""
        cell = self._cell(number)
        self.row.unread.add(column.ref or column.role)
        self.row.problems.append(
            CellProblem(
                self._headings.sheet.title, name_of(self.row.number, number), column.header,
                says(cell, column), error.wrong, error.to_do,
            )
        )  # fmt: skip

    def _cell(self, number: int) -> Cell:
        return self._cells[number - 1] if number <= len(self._cells) else Cell()

    def _attempt(self, number: int, column: Column, take: Callable[[str], None]) -> None:
        """Hands the cell's text to `take`; what either refuses becomes a problem at the cell."""
        question = column.question
        as_date = column.role == "answer" and question is not None and question.type == "date"
        try:
            take(text_of(self._cell(number), as_date=as_date).strip())
        except ReadingError as error:
            self.problem(number, column, error)

    def _about_case(self, role: str) -> Callable[[str], None]:
        limits = {
            "reference": LONGEST_REFERENCE,
            "summary": LONGEST_SUMMARY,
            "workshop": 200,
            "table": 60,
            "review": 60,
        }

        def take(text: str) -> None:
            kept = _cleaned(text, limits[role])
            if role == "reference":
                kept = as_seen(kept)
                _check_reference(kept)
            setattr(self.row, role, _review(kept) if role == "review" else kept)

        return take

    def _answer(self, ref: str) -> None:
        columns = {number: c for number, c in self._headings.columns.items() if c.ref == ref}
        raw: list[str] = []
        for number, column in columns.items():
            if column.role != "other":
                self._attempt(number, column, self._taker(column, raw))
        answered = next((n for n, c in columns.items() if c.role != "other"), None)
        text = next(((n, c) for n, c in columns.items() if c.role == "other"), None)
        if ref in self.row.unread:
            return
        if answered is not None and raw:
            self._attempt(answered, columns[answered], lambda _: self._keep(columns[answered], raw))
        if text is not None:
            self._attempt(*text, self._other_taker(text[1], raw))

    def _taker(self, column: Column, raw: list[str]) -> Callable[[str], None]:
        item = _item(column)

        def take(text: str) -> None:
            if column.role == "tick":
                raw.extend([column.code] if ticked(item.question, column.code, text) else [])
            elif text and column.role == "ticks":
                raw.extend(code_for(item.question, part) for part in text.replace("\n", ";").split(";") if part.strip())
            elif text:
                coded = item.question.type in ("choice", "grid", "rating")
                raw.append(code_for(item.question, text) if coded else text)

        return take

    def _keep(self, column: Column, raw: list[str], other: str = "") -> None:
        given = read(_item(column), raw, other)
        if given is not None:
            (self.row.facts if column.attribute else self.row.judged)[column.ref] = given

    def _other_taker(self, column: Column, raw: list[str]) -> Callable[[str], None]:
        question = _item(column).question
        asks = [option.code for option in question.options if option.other]

        def take(text: str) -> None:
            if text and not set(asks) & set(raw):
                raise ReadingError(
                    f"“{question.by_code[asks[0]].label}” is not chosen.", "Choose it, or empty this cell."
                )
            if text:
                self._keep(column, raw, text)

        return take

    def _warn(self, number: int, column: Column) -> None:
        """Notes free text that may name somebody: worth a look, never in the way."""
        value = self._cell(number).value
        free = column.role in ("summary", "other") or (column.question is not None and column.question.type == "text")
        if free and isinstance(value, str) and (found := personal_details(value)):
            self.row.personal.append((name_of(self.row.number, number), found))


def _item(column: Column) -> Item:
    if column.item is None:
        raise TypeError(f"the column {column.key} holds no answer")
    return column.item


def _cleaned(text: str, max_length: int) -> str:
    try:
        return clean(text, max_length=max_length)
    except TextError as error:
        raise ReadingError(str(error)) from error


def _check_reference(reference: str) -> None:
    if "\n" in reference:
        raise ReadingError("More than one line.", "Keep the reference to one line.")
    if plain(reference) in _TOTALS:
        raise ReadingError("Looks like a line of totals, not a case.", "Take the row out, or change the reference.")
    what = looks_like_identifier(reference)
    if what:
        raise ReadingError(f"Looks like {what}.", "Use a reference that cannot be traced to a person.")


def _review(text: str) -> str:
    for word in (TO_DO, DONE):
        if plain(text) == plain(word):
            return word
    if text:
        raise ReadingError("Not in the list.", f"Choose {TO_DO} or {DONE}, or leave it empty.")
    return ""
