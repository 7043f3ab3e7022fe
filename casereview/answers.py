"""Answers: what a person gave, what is stored, and the names of absence. None of them is zero; none is dropped."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

State = Literal["answered", "left_blank", "not_asked", "not_yet_coded"]
STATES: tuple[State, ...] = ("answered", "left_blank", "not_asked", "not_yet_coded")

# choice and rating: a code ("4" for a rating of 4); choices: codes in the order of the file; number: a float;
# date: ISO text; text: the text.
Value = str | float | tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """What stands in a draft for one item: a value, and the text that goes with an "other" option."""

    value: Value
    other: str = ""


@dataclass(frozen=True)
class Answer:
    """What is stored for one item of a submitted response. `value` is None unless `state` is "answered"."""

    state: State
    value: Value | None = None
    other: str = ""


Draft = Mapping[str, Given]  # by ref; an item nobody has touched is absent
Answers = Mapping[str, Answer]  # by ref; every item, and after `derive` every derived question, is present


def codes_of(value: Value | None) -> tuple[str, ...]:
    """The codes in a value: none, one, or several."""
    if value is None or isinstance(value, float):
        return ()
    return value if isinstance(value, tuple) else (value,)
