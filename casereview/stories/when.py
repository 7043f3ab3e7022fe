"""When something happened: typed as a day, a month or the time since the last event; told as time from a start."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from casereview.reading_dates import read_date
from casereview.reading_error import ReadingError

WEEKS_UP_TO, MONTHS_UP_TO = 59, 730  # days: told in weeks up to the first, in months up to the second, then in years
DAYS_IN_MONTH = 30.44
_WORDS = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {"an": 1, "one": 1, **{word: number for number, word in enumerate(_WORDS, 1)}}
_LATER = re.compile(r"(\d{1,3}|[a-z]+) (day|week|month|year)s? (?:later|after|on)", re.IGNORECASE)
_MONTH = re.compile(r"([a-z]{3,9}|\d{1,2})[ /](\d+)", re.IGNORECASE)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


@dataclass(frozen=True)
class Moment:
    """A day, as exactly as it is known: precision `day`, `week` (about that day) or `month` (its first day)."""

    on: date
    precision: str = "day"


def read_when(text: str, last: Moment | None = None) -> Moment:
    """`14 February 2025`, `February 2025`, `about 7 March 2025`, or `3 weeks later` than `last`.

    Raises ReadingError for anything else, and for "later" where there is no event before.
    """
    typed = " ".join(text.split())
    if match := _LATER.fullmatch(typed):
        return _later(_number(match[1]), match[2].lower(), last)
    if match := _ISO_MONTH.fullmatch(typed):
        return Moment(_day("1", match[2], match[1]), "month")
    if match := _MONTH.fullmatch(typed):
        return Moment(_day("1", match[1], match[2]), "month")
    about = typed.lower().startswith("about ")
    iso = read_date([typed[6:] if about else typed])
    if iso is None:
        raise ReadingError("No time is given.", "Type a day, a month, or “3 weeks later”.")
    return Moment(date.fromisoformat(iso), "week" if about else "day")


def _number(text: str) -> int:
    if text.isdigit() and int(text) > 0:
        return int(text)
    if text.lower() not in _NUMBERS:
        raise ReadingError("Not a length of time.", "Type it as “3 weeks later”.")
    return _NUMBERS[text.lower()]


def _day(day: str, month: str, year: str) -> date:
    iso = read_date([day, month, year])
    return date.fromisoformat(str(iso))


def _later(number: int, unit: str, last: Moment | None) -> Moment:
    if last is None:
        raise ReadingError("There is no event before this one.", "Give the first event a day or a month.")
    if unit == "day":
        return Moment(last.on + timedelta(days=number), last.precision)
    if unit == "week":
        return Moment(last.on + timedelta(weeks=number), "week")
    months = last.on.year * 12 + last.on.month - 1 + number * (12 if unit == "year" else 1)
    return Moment(date(months // 12, months % 12 + 1, 1), "month")


def as_typed(moment: Moment) -> str:
    """The moment as `read_when` reads it."""
    month = f"{moment.on:%B %Y}"
    if moment.precision == "month":
        return month
    return f"{'about ' if moment.precision == 'week' else ''}{moment.on.day} {month}"


def between(moment: Moment, start: Moment) -> str:
    """How long after `start` (or before it), no finer than a week: "3 weeks after", "The same month", "2 years before".

    Weeks up to 59 days, then months of 30.44 days, from two years on whole years; where either is known by its month
    only, the difference of the months. Rounded half up, and never to nothing.
    """
    by_month = "month" in (moment.precision, start.precision)
    days = (moment.on - start.on).days
    months = (moment.on.year - start.on.year) * 12 + moment.on.month - start.on.month
    if by_month and months == 0:
        return "The same month"
    if not by_month and abs(days) < 4:
        return "The same week"
    side = "after" if (months if by_month else days) > 0 else "before"
    far = abs(months) * DAYS_IN_MONTH if by_month else abs(days)
    if far <= WEEKS_UP_TO and not by_month:
        return _said(far / 7, "week", side)
    if far < MONTHS_UP_TO:
        return _said(far / DAYS_IN_MONTH, "month", side)
    return _said(far / 365.25, "year", side)


def _said(amount: float, unit: str, side: str) -> str:
    whole = max(1, int(amount + 0.5))
    return f"{whole} {unit}{'' if whole == 1 else 's'} {side}"
