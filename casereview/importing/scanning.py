"""What one sheet's XML holds, noted element by element: how far it reaches, and formulas nobody has worked out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_ROWS = 20_000
MOST_COLUMNS = 1_000
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class TooMuchError(ValueError):
    """The sheet reaches too far. `str()` says where, and what to do."""


@dataclass
class Scan:
    """Filled by an expat parser. `rows` and `columns` reach to the last cell that holds something."""

    budget: Iterator[int]
    rows: int = 0
    columns: int = 0
    uncomputed: set[tuple[int, int]] = field(default_factory=set)  # (row, column) of a formula without a result
    merged: list[str] = field(default_factory=list)  # "B14:B16"
    _row: int = 0
    _column: int = 0
    _kind: str = ""
    _formula: bool = False
    _in_value: bool = False
    _held: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Called at each opening tag."""
        if next(self.budget, None) is None:
            raise TooMuchError(
                "The workbook has too many rows or cells. Delete empty rows and sheets and upload it again."
            )
        match name.rpartition(":")[2]:
            case "c":
                self._at(attributes)
            case "row":
                self._row, self._column = int(attributes.get("r", self._row + 1)), 0
            case "f":
                self._formula = True
            case "v" | "t":
                self._in_value = True
            case "mergeCell":
                self.merged.append(attributes.get("ref", ""))

    def text(self, _: str) -> None:
        """Called with text, which only counts inside a value."""
        if self._in_value and not self._held:
            self._held = True
            self._reach()

    def end(self, name: str) -> None:
        """Called at each closing tag."""
        match name.rpartition(":")[2]:
            case "v" | "t":
                self._in_value = False
            case "c" if self._formula and not self._held and self._kind != "str":  # "str": worked out to be empty
                self.uncomputed.add((self._row, self._column))
                self._reach()

    def _at(self, attributes: dict[str, str]) -> None:
        """The place of a cell, which a file may leave out where it is the next one."""
        found = _CELL.fullmatch(attributes.get("r", ""))
        self._column = column_number(found[1]) if found else self._column + 1
        self._row = int(found[2]) if found else self._row
        self._kind, self._formula, self._held, self._in_value = attributes.get("t", ""), False, False, False

    def _reach(self) -> None:
        if self._row > MOST_ROWS or self._column > MOST_COLUMNS:
            cell = f"{column_letters(self._column)}{self._row}"
            raise TooMuchError(
                f"There is something in cell {cell}, far outside the table. Delete it and upload it again."
            )
        self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)


def column_number(letters: str) -> int:
    """`A` is 1, `AA` 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 is `A`, 27 `AA`."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
