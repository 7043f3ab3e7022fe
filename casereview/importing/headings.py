"""Finds the row of headings in a sheet, and what each column is. One that may be a slip of the pen is asked about."""

import difflib
from dataclasses import dataclass, field

from casereview.importing.cells import Cell, Sheet, name_of, text_of
from casereview.importing.layout import SHEET, Column, known_headers, plain
from casereview.importing.problem import CellProblem
from casereview.importing.scanning import column_letters
from casereview.instruments.model import Instrument
from casereview.reading_error import ReadingError

_LOOKED_THROUGH = 20  # rows in which the headings may stand
_ALMOST = 0.85


@dataclass
class Headings:
    """The sheet to import, its row of headings (1 is the first), and the columns by number (1 is A)."""

    sheet: Sheet
    row: int
    columns: dict[int, Column] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def has(self, ref: str) -> bool:
        """Whether the sheet has a column for the answer to `ref`."""
        return any(column.ref == ref for column in self.columns.values())


def find_headings(sheets: list[Sheet], instrument: Instrument) -> Headings | None:
    """The sheet with most headings that are known (Cases, where that draws level); None where no sheet has any."""
    known = known_headers(instrument)
    best = max(
        ((_known_in(row, known), sheet.title == SHEET, -number, sheet) for sheet in sheets
         for number, row in enumerate(sheet.rows[:_LOOKED_THROUGH], 1)),
        key=lambda found: found[:3], default=None,
    )  # fmt: skip
    if best is None or not best[0]:
        return None
    found = Headings(best[3], -best[2])
    _read(found, known)
    return found


def _known_in(row: tuple[Cell, ...], known: dict[str, Column]) -> int:
    return sum(plain(_heading(cell)) in known for cell in row)


def _heading(cell: Cell) -> str:
    try:
        return text_of(cell).strip()
    except ReadingError:
        return ""


def _read(found: Headings, known: dict[str, Column]) -> None:
    first: dict[str, int] = {}
    for number, cell in enumerate(found.sheet.rows[found.row - 1], 1):
        text = _heading(cell)
        column = known.get(plain(text))
        if column is None:
            _unknown(found, number, text, known)
        elif column.key in first:
            _problem(
                found, number, text, f"Already used in {name_of(found.row, first[column.key])}.", "Remove one of them."
            )
        else:
            first[column.key] = number
            found.columns[number] = column


def _unknown(found: Headings, number: int, text: str, known: dict[str, Column]) -> None:
    below = any(not row[number - 1].empty for row in found.sheet.rows[found.row :] if len(row) >= number)
    if not below:
        return
    meant = difflib.get_close_matches(plain(text), known, n=1, cutoff=_ALMOST) if text else []
    if meant:
        _problem(found, number, text, "Not a column of this study.", f"Did you mean “{known[meant[0]].header}”?")
    elif text and len(text) <= 80 and text.isprintable():
        found.notes.append(f"Column {column_letters(number)}, “{text}”, is not used and will be left out.")
    else:
        found.notes.append(f"Column {column_letters(number)} has no heading that is known and will be left out.")


def _problem(found: Headings, number: int, text: str, wrong: str, to_do: str) -> None:
    cell = name_of(found.row, number)
    found.problems.append(CellProblem(found.sheet.title, cell, text or "No heading", text[:40], wrong, to_do))
