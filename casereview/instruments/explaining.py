"""What is wrong with the shape of a file, in words: a key too many or too few, a value of the wrong kind."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from casereview.instruments.problem import Problem

UNION = ("Base", "literal['mentions']", "[key]")  # how pydantic names the two forms of a base, and a key, in a place
BASE = '`base` is {input}; write it like { of = "question", level = "answered" }, or "mentions" for a share of ticks'
CALLED = {"dict": "a table", "list": "a list", "bool": "true or false", "NoneType": "nothing"}

MESSAGES = {
    "missing": "`{key}` is missing; add it",
    "extra_forbidden": "`{key}` is not a key that is known here; check the spelling",
    "literal_error": "`{key}` is {input}; use one of {expected}",
    "string_pattern_mismatch": "`{key}` is {input}; use small letters, digits and _ (the id of a file may use - but "
    "no _), starting with a letter",
    "string_too_long": "`{key}` is too long; use at most {max_length} characters",
    "string_type": "`{key}` is {input}; put text in quotation marks",
    "int_type": "`{key}` is {input}; use a whole number",
    "int_parsing": "`{key}` is {input}; use a whole number",
    "int_from_float": "`{key}` is {input}; use a whole number",
    "float_type": "`{key}` is {input}; use a number",
    "float_parsing": "`{key}` is {input}; use a number",
    "bool_type": "`{key}` is {input}; use true or false",
    "bool_parsing": "`{key}` is {input}; use true or false",
    "tuple_type": "`{key}` is {input}; use a list in [ ], or repeat the heading in double brackets: [[{key}]]",
    "blank": "`{key}` is empty; write it out",
    "too_short": "`{key}` is too short a list; give it at least {min_length}",
    "too_long": "`{key}` is too long a list; give it at most {max_length}",
    "greater_than_equal": "`{key}` is {input}; use {ge:g} or more",
    "less_than_equal": "`{key}` is {input}; use {le:g} or less",
    "model_type": "`{key}` is {input}; use a table",
    "dict_type": "`{key}` is {input}; use a table",
}


def explain(error: ValidationError, raw: dict[str, Any]) -> Iterator[Problem]:
    """Every mistake, in the order of the file. Of a base, either what is wrong in its table or that it is none."""
    for each in error.errors():
        table = isinstance(each["input"], dict)
        if not (each["loc"][-1] == "literal['mentions']" and table) and not (each["loc"][-1] == "Base" and not table):
            yield Problem(", ".join(_places(each["loc"], raw)), _message(each))


def _message(error: Any) -> str:
    key = next((str(part) for part in reversed(error["loc"]) if isinstance(part, str) and part not in UNION), "file")
    words = {"key": key, "input": _shown(error["input"]), **error.get("ctx", {})}
    if error["loc"][-1] == "literal['mentions']":
        return BASE.replace("{input}", _shown(error["input"]))
    if "unit_words" in error["loc"]:
        return '`unit_words` is what one and several are called; write it like ["visit", "visits"]'
    if error["type"] == "value_error":
        return f"`{key}`: {error['ctx']['error']}"
    unknown = "`{key}` is {input}, which does not fit: " + str(error["msg"])
    return MESSAGES.get(error["type"], unknown).format(**words)


def _shown(given: Any) -> str:
    """The value as the author wrote it, or what it is."""
    if isinstance(given, str):
        return f'"{given}"'
    plain = isinstance(given, (int, float)) and not isinstance(given, bool)
    return f"{given}" if plain else CALLED.get(type(given).__name__, type(given).__name__)


def _places(location: tuple[int | str, ...], raw: Any) -> Iterator[str]:
    """`question prevention`, `option yes`: each numbered part of the path by its own id or code."""
    kind, node = "", raw
    for part in location:
        try:
            node = node[part]
        except (KeyError, IndexError, TypeError):
            node = None
        if isinstance(part, int):
            name = node.get("id") or node.get("code") if isinstance(node, dict) else None
            if kind != "unit_words":
                yield f"{kind.rstrip('s')} {name or f'number {part + 1}'}"
        else:
            kind = part
