"""Reads an instrument file, or says in words what is wrong with it: file, place, what to do."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from casereview.instruments.model import Instrument

SHIPPED = Path(__file__).resolve().parents[2] / "forms" / "instruments"


@dataclass(frozen=True)
class Problem:
    """One mistake: where it stands (`question prevention, option yes`) and a sentence on what to do."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class InstrumentError(Exception):
    """The file cannot be used; `problems` has every mistake found, in the order of the file."""

    def __init__(self, name: str, problems: tuple[Problem, ...]):
        self.name, self.problems = name, problems
        super().__init__("\n".join(f"{name}: {problem}" for problem in problems))


def load(path: Path) -> Instrument:
    """The instrument in `path`. Raises InstrumentError, also when there is no such file."""
    try:
        return loads(path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        what = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else "it cannot be read"
        raise InstrumentError(str(path), (Problem("", f"{what}; check the path and save it as plain text"),)) from error


def loads(text: str, name: str) -> Instrument:
    """The instrument written in `text`; `name` stands in the messages. Raises InstrumentError."""
    from casereview.instruments.checking import problems

    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InstrumentError(name, (Problem("", f"it is not valid TOML: {error}"),)) from error
    try:
        instrument = Instrument.model_validate(raw).with_file_lists()
    except ValidationError as error:
        raise InstrumentError(name, tuple(_explain(each, raw) for each in _told(error))) from error
    found = tuple(problems(instrument))
    if found:
        raise InstrumentError(name, found)
    return instrument


def shipped() -> dict[str, list[Path]]:
    """The files in forms/instruments by instrument id, versions ascending."""
    found: dict[str, list[tuple[int, Path]]] = {}
    for path in SHIPPED.glob("*.toml"):
        head = tomllib.loads(path.read_text("utf-8"))
        found.setdefault(head["id"], []).append((head["version"], path))
    return {key: [path for _, path in sorted(paths)] for key, paths in sorted(found.items())}


@lru_cache(maxsize=64)
def parsed(text: str, name: str) -> Instrument:
    """`loads`, remembered by text: a study's stored instrument is read on every request."""
    return loads(text, name)


UNION = ("Base", "literal['mentions']")  # how pydantic names the two forms of a base in a place

MESSAGES = {
    "missing": "`{key}` is missing; add it",
    "extra_forbidden": "`{key}` is not a key that is known here; check the spelling",
    "literal_error": "`{key}` is {input}; use one of {expected}",
    "string_pattern_mismatch": "`{key}` is {input}; use small letters, digits and _ (an id of a file may use -), "
    "starting with a letter",
    "string_too_long": "`{key}` is too long; use at most {max_length} characters",
    "string_type": "`{key}` is {input}; put text in quotation marks",
    "int_type": "`{key}` is {input}; use a whole number",
    "int_parsing": "`{key}` is {input}; use a whole number",
    "bool_type": "`{key}` is {input}; use true or false",
    "bool_parsing": "`{key}` is {input}; use true or false",
    "tuple_type": "`{key}` is {input}; use a list, or repeat the heading in double brackets",
    "string_too_short": "`{key}` is empty; write it out",
    "greater_than_equal": "`{key}` is {input}; use {ge} or more",
    "less_than_equal": "`{key}` is {input}; use {le} or less",
    "model_type": "`{key}` is {input}; use a table",
}


def _told(error: ValidationError) -> Iterator[Any]:
    """The errors worth telling: of a base, either what is wrong in its table or that it is no table, not both."""
    for each in error.errors():
        table = isinstance(each["input"], dict)
        if not (each["loc"][-1] == "literal['mentions']" and table) and not (each["loc"][-1] == "Base" and not table):
            yield each


def _explain(error: Any, raw: dict[str, Any]) -> Problem:
    key = next((str(part) for part in reversed(error["loc"]) if isinstance(part, str) and part not in UNION), "file")
    given = error["input"]
    plain = isinstance(given, (int, float)) and not isinstance(given, bool)
    shown = f'"{given}"' if isinstance(given, str) else f"{given}" if plain else type(given).__name__
    words = {"key": key, "input": shown, **error.get("ctx", {})}
    if error["type"] == "value_error":
        message = f"`{key}`: {error['ctx']['error']}"
    else:
        message = MESSAGES.get(error["type"], "`{key}` is {input}, which does not fit: " + error["msg"]).format(**words)
    return Problem(", ".join(_places(error["loc"], raw)), message)


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
            yield f"{kind.rstrip('s')} {name or f'number {part + 1}'}"
        else:
            kind = part
