"""Answers as the database keeps them (JSON text), and whether a value fits its question."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from casereview.answers import Answer, Given, Value, codes_of
from casereview.instruments.question import Item, Question
from casereview.store.errors import Refused
from casereview.text import TextError, clean


def tidy(text: str, what: str, max_length: int = 2000) -> str:
    """`text` cleaned and without white space at its ends. Raises Refused, naming `what` ("The summary")."""
    try:
        return clean(text.strip(), max_length=max_length)
    except TextError as error:
        raise Refused(f"{what}: {error}") from error


def to_json(value: Value | None) -> str | None:
    """A value as JSON text: a string, a number, or a list of codes. None stays None."""
    return None if value is None else json.dumps(value, ensure_ascii=False)


def from_json(text: str | None) -> Value | None:
    """The value in JSON text written by `to_json`."""
    if text is None:
        return None
    raw = json.loads(text)
    return tuple(raw) if isinstance(raw, list) else float(raw) if isinstance(raw, int | float) else raw


def gathered(rows: Iterable[Any], refs: dict[int, str]) -> "defaultdict[Any, dict[str, Answer]]":
    """Answers by what they are of and ref, of rows of that, item, state, value and other text.

    Few different ones stand in many rows, so each is read once.
    """
    found: defaultdict[Any, dict[str, Answer]] = defaultdict(dict)
    known: dict[tuple[Any, ...], Answer] = {}
    for of, item, state, value, other in rows:
        answer = known.get((state, value, other))
        if answer is None:
            answer = known[state, value, other] = Answer(state, from_json(value), other)
        found[of][refs[item]] = answer
    return found


def given(value: str | None, other: str) -> Given | None:
    """What stands in a draft or a fact: None where it was blanked."""
    read = from_json(value)
    return None if read is None else Given(read, other)


def told(entry: Given | None) -> str | None:
    """An entry as one line of history (read back by `from_told`)."""
    return None if entry is None else json.dumps({"value": entry.value, "other": entry.other}, ensure_ascii=False)


def from_told(text: str | None) -> Given | None:
    """What `told` wrote."""
    if text is None:
        return None
    raw = json.loads(text)
    return given(json.dumps(raw["value"]), raw["other"])


def check(item: Item, entry: Given | None) -> None:
    """Raises Refused unless the value is of the question's type and its codes exist: the last guard before storing."""
    if entry is None:
        return
    question, value = item.question, entry.value
    if not _right_type(question, value):
        raise Refused(f"{item.name}: this is not an answer to a question of this kind. Reload the page and try again.")
    for text in (entry.other, value if question.type == "text" else ""):
        tidy(str(text), item.name, max(question.max_length, 2000))
    for code in codes_of(value) if question.type in ("choice", "choices", "grid", "rating") else ():
        if code not in _codes(question):
            raise Refused(f"{item.name}: “{code}” is not one of its options. Reload the page and choose again.")


def _right_type(question: Question, value: Value) -> bool:
    if question.type == "choices":
        return isinstance(value, tuple) and bool(value) and len(set(value)) == len(value)
    if question.type == "number":
        return isinstance(value, float)
    return isinstance(value, str) and value != ""


def _codes(question: Question) -> set[str]:
    points = {str(point) for point in range(1, question.points + 1)} if question.scored else set()
    return points | (question.by_code.keys() - question.headings)
