"""A list of people to invite, as pasted (one a line, a team after a tab or a semicolon) or as uploaded."""

import csv
import io
import re
from dataclasses import dataclass

MOST = 2000  # in one list
LONGEST, LONGEST_TEAM = 200, 100
HEADINGS = ("name", "names", "label", "e-mail", "email", "e-mail address", "email address", "person")


@dataclass(frozen=True)
class Invitee:
    """Whoever gets a link: a name, an address or any label that tells them apart; and a team, or ""."""

    label: str
    team: str = ""


class ListError(ValueError):
    """The list cannot be taken. The message says which line and what to do."""


def read_list(text: str) -> list[Invitee]:
    """The people of a pasted list; blank lines are skipped. Raises ListError."""
    lines = [re.split(r"[\t;]", line) for line in text.splitlines()]
    return checked([(number, parts) for number, parts in enumerate(lines, 1) if any(part.strip() for part in parts)])


def checked(lines: list[tuple[int, list[str]]]) -> list[Invitee]:
    """The people of lines (number, parts) that are not blank. Raises ListError for the first one that will not do."""
    if not lines:
        raise ListError("The list is empty. Put one person on each line.")
    if len(lines) > MOST:
        raise ListError(f"That is more than {MOST:,} lines. Add them in parts.")
    found: dict[str, Invitee] = {}
    for number, parts in lines:
        each = _invitee(number, parts)
        if each.label.casefold() in found:
            raise ListError(f"Line {number}: “{each.label}” stands in the list twice. Take one of the two out.")
        found[each.label.casefold()] = each
    return list(found.values())


def _invitee(number: int, parts: list[str]) -> Invitee:
    label, team, *more = (" ".join(part.split()) for part in (*parts, ""))
    if any(more):
        raise ListError(f"Line {number} has more than two parts. Write a name, then a semicolon, then the team.")
    if not label:
        raise ListError(f"Line {number} has a team and nobody in it. Write a name, then a semicolon, then the team.")
    if len(label) > LONGEST or len(team) > LONGEST_TEAM:
        raise ListError(f"Line {number} is too long: {LONGEST} characters for a name, {LONGEST_TEAM} for a team.")
    return Invitee(label, team)


def read_upload(data: bytes) -> list[Invitee]:
    """The people of an .xlsx (its first sheet) or a .csv: the first column, teams in the second. Raises ListError.

    A first row that names the columns is left out.
    """
    rows = _workbook(data) if data.startswith(b"PK") else _csv(data)
    lines = [(number, row[:2]) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row[:2])]
    if lines and lines[0][1][0].strip().casefold() in HEADINGS:
        del lines[0]
    return checked(lines)


def _workbook(data: bytes) -> list[list[str]]:
    from casereview.importing.reading_workbook import read_workbook
    from casereview.importing.safety import UnsafeWorkbookError

    try:
        sheets = read_workbook(data)
    except UnsafeWorkbookError as error:
        raise ListError(str(error)) from error
    rows = sheets[0].rows if sheets else ()
    return [["" if cell.value is None else str(cell.value) for cell in row] or [""] for row in rows]


def _csv(data: bytes) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
        delimiter = ";" if text.partition("\n")[0].count(";") else ","
        return [row or [""] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ListError("This file cannot be read. Save the list as an Excel workbook (.xlsx).") from error
