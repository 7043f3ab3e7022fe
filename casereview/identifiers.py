"""Spots text that says who somebody is: references are refused for it, free text gets a discreet warning."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

from nhs_number.validate import calculate_checksum

_GAP = r"[\s\-\u2010-\u2015\u2212.]{0,2}"
_NHS = re.compile(rf"(?<!\d)(\d{{3}}){_GAP}(\d{{3}}){_GAP}(\d{{4}})(?!\d)")
# Any two letters, also those never issued: sample numbers (QQ) and temporary ones look the same to a reader.
_NI = re.compile(
    rf"(?<![A-Z0-9])[A-Z]{{2}}{_GAP}\d\d{_GAP}\d\d{_GAP}\d\d{_GAP}[A-D](?![A-Z0-9])",
    re.IGNORECASE,
)
# The 124 postcode areas (Royal Mail), so that "at 5 3 hours" and the like are left alone.
_AREAS = (
    "AB|AL|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|"
    "L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE"
)
_POSTCODE = re.compile(rf"\b(?:{_AREAS})\d[A-Z\d]?[ \u00a0]?\d[ABD-HJLNP-UW-Z]{{2}}\b", re.IGNORECASE)
_STEP = r"[ \u00a0\-\u2010-\u2015()]{0,2}"
_PHONE = re.compile(
    rf"(?<![\d+])(?:(?:\+|00)44{_STEP}(?:\(0\){_STEP})?|\(?0)[1-35-9](?:{_STEP}\d){{9}}(?!\d)"
    r"|(?<!\d)01\d{3}[ \u00a0]?\d{5}(?!\d)"
)
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATES = (
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[/.\-](?P<m>\d{1,2})[/.\-](?P<y>\d{4}|\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>\d{4})[/.\-](?P<m>\d{1,2})[/.\-](?P<d>\d{1,2})(?!\d)"),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTH}),? (?P<y>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})\b", re.IGNORECASE),
)
_BORN = re.compile(r"\b(?:born|birth|birthday|d\.?o\.?b)\b", re.IGNORECASE)
_GROWN = 16  # a full date so many years back is more likely a birth than an event of the case


def looks_like_identifier(text: str) -> str | None:
    """What a case reference gives away: "an NHS number", "a National Insurance number", or None.

    An NHS number is any 10 digits, plain or as 3-3-4, that pass the modulus 11 check (NHS Data Dictionary); about 9%
    of random 10-digit numbers pass it too.
    """
    plain = unicodedata.normalize("NFKC", text)
    return next((words for words, found in _REFUSED if found(plain)), None)


def personal_details(text: str) -> list[str]:
    """What in free text may name somebody, in words ("an NHS number", "a postcode"): for a warning, never a block."""
    plain = unicodedata.normalize("NFKC", text)
    return [words for words, found in (*_REFUSED, *_WARNED) if found(plain)]


def _has_nhs_number(text: str) -> bool:
    numbers = ("".join(match.groups()) for match in _NHS.finditer(text))
    # Not nhs_number.is_valid: it drops Scottish numbers whose first six digits are no date, and recall matters more.
    return any(number.isascii() and calculate_checksum(number[:9]) == int(number[9]) for number in numbers)


def _has_birth_date(text: str) -> bool:
    return any(_is_birth(text, match, when) for match, when in _dates(text))


def _is_birth(text: str, match: re.Match[str], when: date) -> bool:
    near = text[max(0, match.start() - 30) : match.end() + 10]
    return when.year <= datetime.now(UTC).year - _GROWN or bool(_BORN.search(near))


def _dates(text: str) -> Iterator[tuple[re.Match[str], date]]:
    for pattern in _DATES:
        for match in pattern.finditer(text):
            when = _date(match["y"], match["m"], match["d"])
            if when:
                yield match, when


def _date(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    this = datetime.now(UTC).year
    full = int(year) if len(year) == 4 else this // 100 * 100 + int(year) - (100 if int(year) > this % 100 else 0)
    try:
        return date(full, number, int(day))
    except ValueError:
        return None


Finder = Callable[[str], object]
_REFUSED: tuple[tuple[str, Finder], ...] = (
    ("an NHS number", _has_nhs_number),
    ("a National Insurance number", _NI.search),
)
_WARNED: tuple[tuple[str, Finder], ...] = (
    ("a postcode", _POSTCODE.search),
    ("a phone number", _PHONE.search),
    ("an e-mail address", _EMAIL.search),
    ("a date of birth", _has_birth_date),
)
