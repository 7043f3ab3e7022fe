"""One cell as a sheet holds it, and the text a person would have typed to put it there. Nothing is guessed."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from casereview.importing.scanning import column_letters, column_number
from casereview.reading_error import ReadingError

CellValue = str | bool | int | float | date | object | None  # object: a time of day or a span of time
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_AS_TEXT = "Format the cell as text and type it again."


@dataclass(frozen=True)
class Cell:
    """A value with its type, how Excel shows it, and why it cannot be taken at its word, where it cannot."""

    value: CellValue = None
    shown_as: str = "General"
    trouble: Literal["", "error", "uncomputed", "merged"] = ""

    @property
    def empty(self) -> bool:
        return not self.trouble and (self.value is None or (isinstance(self.value, str) and not self.value.strip()))


@dataclass(frozen=True)
class Sheet:
    """A sheet as far as it holds anything: `rows[0]` is row 1."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]


def name_of(row: int, column: int) -> str:
    """`B14` for row 14 and column 2."""
    return f"{column_letters(column)}{row}"


def place_of(name: str) -> tuple[int, int]:
    """The row and column of `B14`: 14 and 2. Cells sort by it as they are read."""
    letters = name.rstrip("0123456789")
    return int(name.removeprefix(letters)), column_number(letters)


def text_of(cell: Cell, *, as_date: bool = False) -> str:
    """What somebody would type to say what the cell says. Raises ReadingError where that cannot be known."""
    _trust(cell)
    match cell.value:
        case None:
            return ""
        case bool():
            return str(cell.value).upper()
        case str():
            return _ESCAPED.sub(_unescaped, cell.value)
        case int() | float():
            return _number(cell.value, cell.shown_as)
        case date() if as_date:
            return cell.value.isoformat()[:10]
        case _ if as_date:
            raise ReadingError("A time, not a date.", "Type it as 27 March 2026.")
        case _:
            raise ReadingError("Excel has made a date of this.", _AS_TEXT)


def _trust(cell: Cell) -> None:
    match cell.trouble:
        case "error":
            raise ReadingError("The formula in it gives an error.", "Type the value itself.")
        case "uncomputed":
            raise ReadingError(
                "A formula nobody has worked out.", "Open the workbook in Excel, save it, or type the value."
            )
        case "merged":
            raise ReadingError("Merged with other cells.", "Unmerge the cells and fill in each one.")


def _number(value: int | float, shown_as: str) -> str:
    if "%" in shown_as:
        raise ReadingError("Shown as a percentage.", "Format the cell as a number and check it.")
    if abs(value) >= 1e15:
        raise ReadingError("Longer than the 15 figures Excel keeps.", _AS_TEXT)
    if value != int(value):
        return format(Decimal(repr(value)), "f")
    zeros = re.fullmatch(r"0{2,}", shown_as)  # "00000": shown, and meant, with its leading zeros
    return str(int(value)).zfill(len(shown_as)) if zeros else str(int(value))


def _unescaped(match: re.Match[str]) -> str:
    """Excel writes characters that XML cannot hold as _x000D_, and a real "_x" as _x005F_x."""
    return chr(int(match[1], 16))
