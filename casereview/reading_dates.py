"""Dates as people in the United Kingdom type them. One that could be two dates is asked about, never guessed."""

import calendar
import re
from datetime import date

from casereview.reading_error import ReadingError

FIRST_YEAR, LAST_YEAR = 1900, 2100
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PARTS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d+)")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]([a-z]{3,9})\.?,?[ -](\d+)", re.IGNORECASE)
_MONTHS = [name.lower() for name in calendar.month_name[1:]]


def read_date(raw: list[str]) -> str | None:
    """ISO text of a date given as [ISO], ["1 February 2026"], ["13/02/2026"], or [day, month, year] of a form.

    None where all is blank. Raises ReadingError where the day does not exist, a part is missing, or day and month
    of one string could be swapped ("01/02/2026"); three separate parts are never ambiguous.
    """
    if not any(raw):
        return None
    if len(raw) == 3:
        return _from_parts(raw[0], raw[1], raw[2])
    if len(raw) != 1:
        raise ReadingError("Not a whole date.", "Give the day, the month and the year.")
    return _from_text(raw[0])


def _from_text(text: str) -> str:
    if match := _ISO.fullmatch(text):
        return _made(match[3], match[2], match[1])
    if match := _WORDS.fullmatch(text):
        return _from_parts(*match.groups())
    if match := _PARTS.fullmatch(text):
        day, month = int(match[1]), int(match[2])
        if day <= 12 and month <= 12 and day != month:
            raise ReadingError(
                f"Could be {_said(day, month)} or {_said(month, day)}.", "Type the month in words, such as 1 Feb 2026."
            )
        return _made(match[1], match[2], match[3])
    raise ReadingError("Not a date.", "Type it as 27 March 2026.")


def _said(day: int, month: int) -> str:
    return f"{day} {_MONTHS[month - 1].capitalize()}"


def _from_parts(day: str, month: str, year: str) -> str:
    names = [("day", day), ("month", month), ("year", year)]
    if absent := [name for name, part in names if not part]:
        raise ReadingError("Not a whole date.", f"Give the {' and the '.join(absent)} too.")
    return _made(day, _month(month), year)


def _month(text: str) -> str:
    """A month's number, from its number, its name or the beginning of its name."""
    if text.isdigit():
        return text
    found = [number for number, name in enumerate(_MONTHS, 1) if len(text) >= 3 and name.startswith(text.lower())]
    if not found and text.lower() == "sept":
        found = [9]
    if not found:
        raise ReadingError("There is no such month.", "Type the month as a number or a name.")
    return str(found[0])


def _made(day: str, month: str, year: str) -> str:
    if not all(part.isascii() and part.isdigit() for part in (day, month, year)):
        raise ReadingError("Not a date.", "Type it as 27 March 2026.")
    if len(year) != 4:
        raise ReadingError("The year is not in four figures.", "Type the year in full, such as 2026.")
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ReadingError(f"The year is not between {FIRST_YEAR} and {LAST_YEAR}.", "Check the year.")
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError as error:
        raise ReadingError("There is no such day.", "Check the day and the month.") from error
