"""One column of the Responses sheet: its head, the name formulas know it by, and how a response fills it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from casereview.answers import Answer, Value
from casereview.findings.frame import Record
from casereview.instruments.question import Option, Question

UNASKED = Answer("not_asked")
ABSENT = {"not_asked": "not asked", "left_blank": "left blank", "not_yet_coded": "not yet coded"}
NOT_KNOWN = "not known"
NO_RANK = "no rank"
TEXT_KEPT_OUT = "text kept out"

Cell = str | float | None
Kind = Literal["plain", "day", "text"]


@dataclass(frozen=True)
class Column:
    """`name` is empty where no formula reads the column. `read` takes a response and its place among the others."""

    head: str
    read: Callable[[int, Record], Cell]
    name: str = ""
    kind: Kind = "plain"
    width: int = 13
    style: str = "top"


def answer(record: Record, ref: str) -> Answer:
    """The answer to `ref`; one that is not there was not asked."""
    return record.answers.get(ref, UNASKED)


def absence(given: Answer) -> str:
    """The word for why there is no answer; empty where there is one."""
    return ABSENT.get(given.state, "")


def code_of(ref: str, question: Question) -> Callable[[int, Record], Cell]:
    """The code of a single choice; the points of a rating as a number."""

    def read(_: int, record: Record) -> Cell:
        given = answer(record, ref)
        return absence(given) or code_cell(question, given.value)

    return read


def code_cell(question: Question, value: Value | None) -> Cell:
    """A code as it stands in a cell."""
    text = "" if value is None else str(value)
    return float(text) if question.scored and text.isdigit() else text


def label_of(ref: str, options: dict[str, Option]) -> Callable[[int, Record], Cell]:
    """The label of a single choice."""

    def read(_: int, record: Record) -> Cell:
        given = answer(record, ref)
        option = options.get(str(given.value))
        return absence(given) or (option.label if option else str(given.value))

    return read


def rank_of(ref: str, options: dict[str, Option]) -> Callable[[int, Record], Cell]:
    """The rank of the option chosen; a word where it has none."""

    def read(_: int, record: Record) -> Cell:
        given = answer(record, ref)
        option = options.get(str(given.value))
        if given.state != "answered" or option is None:
            return absence(given) or NO_RANK
        return NO_RANK if option.rank is None or option.missing else float(option.rank)

    return read


def ticked(record: Record, ref: str) -> tuple[str, ...]:
    """The codes ticked in a multiple choice."""
    value = answer(record, ref).value
    return value if isinstance(value, tuple) else ((value,) if isinstance(value, str) else ())


def state_of(ref: str, missing: frozenset[str] = frozenset()) -> Callable[[int, Record], Cell]:
    """ "answered", or why not; "not known" where nothing but an option marked so was ticked."""

    def read(_: int, record: Record) -> Cell:
        given = answer(record, ref)
        codes = ticked(record, ref) if missing else ()
        return absence(given) or (NOT_KNOWN if codes and set(codes) <= missing else "answered")

    return read


def tick_of(ref: str, code: str) -> Callable[[int, Record], Cell]:
    """1 where the option was ticked, 0 where another was."""

    def read(_: int, record: Record) -> Cell:
        given = answer(record, ref)
        return absence(given) or float(code in ticked(record, ref))

    return read


def weight_of(ref: str, outside: frozenset[str] = frozenset()) -> Callable[[int, Record], Cell]:
    """What each tick weighs when the response counts once: one over its ticks, those `outside` not counted."""

    def read(_: int, record: Record) -> Cell:
        given = answer(record, ref)
        codes = [code for code in ticked(record, ref) if code not in outside]
        return absence(given) or (1 / len(codes) if codes else NOT_KNOWN)

    return read


def value_of(ref: str) -> Callable[[int, Record], Cell]:
    """A number, a date or a text as it was given."""

    def read(_: int, record: Record) -> Cell:
        given = answer(record, ref)
        value = given.value
        return absence(given) or (value if isinstance(value, str | float | int) else None)

    return read


def other_of(ref: str) -> Callable[[int, Record], Cell]:
    """The text that came with an "other" option."""
    return lambda _, record: answer(record, ref).other or None


def text_of(ref: str) -> Callable[[int, Record], Cell]:
    """A free text; nothing where there is none, since its state stands beside it."""
    return lambda _, record: str(answer(record, ref).value or "") or None


def listed(values: Sequence[float]) -> Callable[[int, Record], Cell]:
    """What is known of each response by its place among the others."""
    return lambda number, _: float(values[number])
