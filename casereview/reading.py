"""What people type, made into values: one boundary for the form, the import and the draft alike."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from casereview.answers import Given, Value, codes_of
from casereview.instruments.question import Item, Option, Question
from casereview.reading_dates import read_date
from casereview.reading_error import ReadingError
from casereview.text import TextError, clean

__all__ = ["ReadingError", "read", "show", "typed"]

_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?")
_LARGEST = 1e15  # above it a float no longer holds every whole number


def read(item: Item, raw: Sequence[str], other: str = "") -> Given | None:
    """What `raw` (the strings of a field: several for a multiple choice, three for a date's parts) says about `item`.

    None where it was left blank. `other` is kept only where the option that asks for it is chosen. Raises
    ReadingError, whose message says what is wrong and what to do.
    """
    question = item.question
    if question.box:
        raw, other = _boxed(question, raw, other)
    value = _READERS["rating" if question.scored else question.type](question, [each.strip() for each in raw])
    if value is None:
        return None
    return Given(value, _other(question, value, other))


def show(question: Question, value: Value | None, other: str = "") -> str:
    """`value` in words: labels joined by "; " (with the text of an "other"), a number with its unit, a date in full.

    An empty string where there is no value; the caller knows the name of the absence.
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{_grouped(value)} {question.unit}".rstrip()
    if question.type == "text":
        return str(value)
    if question.type == "date":
        when = date.fromisoformat(str(value))
        return f"{when.day} {when:%B %Y}"
    return "; ".join(_label(question, code, other) for code in codes_of(value))


def typed(value: Value) -> list[str]:
    """The strings that `read` turns back into `value`: what a field is filled with."""
    if isinstance(value, float):
        return [format(Decimal(repr(value)), "f").removesuffix(".0")]
    return list(value) if isinstance(value, tuple) else [value]


def _label(question: Question, code: str, other: str) -> str:
    option = question.by_code.get(code)
    if option is None:
        return f"{code} of {question.points}" if question.scored else code
    return f"{option.label}: {other}" if option.other and other else option.label


def _grouped(value: float) -> str:
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def _other(question: Question, value: Value, other: str) -> str:
    if question.type in ("number", "date", "text"):
        return ""
    options = (question.by_code.get(code) for code in codes_of(value))
    if not any(option and option.other for option in options):
        return ""
    return _cleaned(other.strip(), question.max_length)


def _cleaned(text: str, max_length: int) -> str:
    try:
        return clean(text, max_length=max_length).strip()
    except TextError as error:
        raise ReadingError(str(error)) from error


def _one(raw: list[str]) -> str:
    """The single string of a field that takes one; empty where it was left blank."""
    given = list(dict.fromkeys(filter(None, raw)))
    if len(given) > 1:
        raise ReadingError("Two answers are given.", "Choose one.")
    return given[0] if given else ""


def _boxed(question: Question, raw: Sequence[str], other: str) -> tuple[list[str], str]:
    """A button chosen counts as it stands; text in the open box is the `other` option; an empty box is no answer."""
    named = next(option.code for option in question.options if option.other)
    buttons = [code for code in raw if code.strip() and code.strip() != named]
    if buttons:
        return buttons, ""
    return ([named], other) if other.strip() else ([], "")


def _choice(question: Question, raw: list[str]) -> Value | None:
    code = _one(raw)
    if not code:
        return None
    _choosable(question, code)
    return code


def _choices(question: Question, raw: list[str]) -> Value | None:
    given = set(filter(None, raw))
    for code in sorted(given):
        _choosable(question, code)
    return tuple(option.code for option in question.choosable if option.code in given) or None


def _choosable(question: Question, code: str) -> Option:
    option = question.by_code.get(code)
    if option is None:
        raise ReadingError("Not one of the answers.", "Choose one from the list.")
    if code in question.headings:
        raise ReadingError(f"“{option.label}” is a heading, not an answer.", "Choose one of the answers under it.")
    if option.retired:
        raise ReadingError(f"“{option.label}” is no longer offered.", "Choose another answer.")
    return option


def _rating(question: Question, raw: list[str]) -> Value | None:
    code = _one(raw)
    if not code or code in [str(point) for point in range(1, question.points + 1)]:
        return code or None
    if code in question.by_code:
        return _choosable(question, code).code
    raise ReadingError("Not on the scale.", f"Choose a whole number from 1 to {question.points}.")


def _number(question: Question, raw: list[str]) -> Value | None:
    text = _one(raw).replace("\u2212", "-").replace("\u00a0", "")
    if not text:
        return None
    if any(character.isalpha() for character in text):
        figure = re.search(r"\d+(?:\.\d+)?", text)
        raise ReadingError("Has letters in it.", f"Type {figure.group()}." if figure else "Type a number.")
    if not text.isascii() or not _NUMBER.fullmatch(text) or not re.search(r"\d", text):
        raise ReadingError("Not a number.", "Type a number such as 14 or 14.5.")
    return _in_range(question, float(text.replace(",", "")) + 0.0)  # + 0.0: minus nought is nought


def _in_range(question: Question, value: float) -> float:
    unit = f" {question.unit}" if question.unit else ""
    if question.min is not None and value < question.min:
        raise ReadingError(f"Less than {_grouped(question.min)}{unit}.", "Check the number.")
    if question.max is not None and value > question.max:
        raise ReadingError(f"More than {_grouped(question.max)}{unit}.", "Check the number.")
    if abs(value) > _LARGEST:
        raise ReadingError("Too large a number to keep.", "Check the number.")
    return value


def _date(question: Question, raw: list[str]) -> Value | None:
    return read_date(raw)


def _text(question: Question, raw: list[str]) -> Value | None:
    return _cleaned("\n".join(filter(None, raw)), question.max_length) or None


_READERS: dict[str, Callable[[Question, list[str]], Value | None]] = {
    "choice": _choice,
    "grid": _choice,
    "choices": _choices,
    "rating": _rating,
    "number": _number,
    "date": _date,
    "text": _text,
}
