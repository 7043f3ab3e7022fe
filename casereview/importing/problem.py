"""One cell that stops an import, as a person will look for it: where, what it says, what is wrong, what to do."""

import re
from dataclasses import dataclass

from casereview.identifiers import personal_details
from casereview.importing.cells import Cell, text_of
from casereview.importing.layout import Column
from casereview.reading_error import ReadingError

EMPTY, NOT_SHOWN = "Empty", "Not shown"
_LONGEST = 40
_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]*)+")


@dataclass(frozen=True)
class CellProblem:
    """`cell` is "B14"; `says` is what stands in it, "Empty", or "Not shown" where that may name somebody."""

    sheet: str
    cell: str
    column: str
    says: str
    wrong: str
    to_do: str

    def __str__(self) -> str:
        return f"{self.sheet} {self.cell} ({self.column}): {self.says}. {self.wrong} {self.to_do}".rstrip()


def says(cell: Cell, column: Column) -> str:
    """What a cell says, where that can be repeated: nothing that may name somebody, no free text."""
    if cell.empty:
        return EMPTY
    try:
        text = text_of(cell).strip()
    except ReadingError:
        text = "" if cell.value is None else str(cell.value)
    free = column.role in ("summary", "other") or (column.question is not None and column.question.type == "text")
    if free or not text or len(text) > _LONGEST or not text.isprintable():
        return NOT_SHOWN
    return NOT_SHOWN if personal_details(text) or _NAME.search(text) else text
