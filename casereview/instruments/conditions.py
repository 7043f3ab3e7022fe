"""The closed set of conditions: read from TOML once, then used to route, validate, count, explain and write formulas.

A condition in a file is a table whose keys are joined by AND::

    { prevention = ["yes"], "services.reablement" = ["not_offered"] }
    { any = [ { prevention = ["yes"] }, { prevention = ["maybe"] } ] }
    { lower = ["ideal_setting", "actual_setting"] }      # by rank; also higher, same, differs
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Comparison = Literal["differs", "same", "lower", "higher"]
COMPARISONS: tuple[Comparison, ...] = ("differs", "same", "lower", "higher")


@dataclass(frozen=True)
class Is:
    """The answer to `ref` is one of `codes` (of a multiple choice: at least one of them was ticked)."""

    ref: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Compare:
    """Two answers from ranked options, both known, stand in this relation by rank."""

    comparison: Comparison
    left: str
    right: str


@dataclass(frozen=True)
class AllOf:
    """Every part holds. With no parts it always holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple["Condition", ...]


Condition = Is | Compare | AllOf | AnyOf


def parse(raw: object) -> Condition:
    """A TOML table to a Condition. Raises ValueError with a sentence an analyst can act on."""
    if isinstance(raw, Is | Compare | AllOf | AnyOf):
        return raw
    if not isinstance(raw, Mapping):
        raise ValueError('a condition is a table such as { prevention = ["yes"] }')
    if not raw:
        raise ValueError("the condition is empty; name a question and its codes")
    parts = tuple(_part(str(key), value) for key, value in raw.items())
    return parts[0] if len(parts) == 1 else AllOf(parts)


def _part(key: str, value: object) -> Condition:
    if key == "any":
        if not isinstance(value, list) or not value:
            raise ValueError("`any` takes a list of conditions")
        return AnyOf(tuple(parse(each) for each in value))
    words = _strings(key, value)
    if key in COMPARISONS:
        if len(words) != 2:
            raise ValueError(f"`{key}` takes the two questions to compare")
        return Compare(key, words[0], words[1])
    return Is(key, words)


def _strings(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(each, str) for each in value):
        raise ValueError(f'`{key}` takes a list of codes such as ["yes", "maybe"]')
    return tuple(value)


def walk(condition: Condition) -> Iterator[Is | Compare]:
    """Every simple condition inside `condition`, in the order written."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from walk(part)
        case _:
            yield condition


def refs(condition: Condition) -> tuple[str, ...]:
    """The questions (or `grid.row`) a condition reads, in the order written, each once."""
    found: dict[str, None] = {}
    for simple in walk(condition):
        for ref in (simple.ref,) if isinstance(simple, Is) else (simple.left, simple.right):
            found[ref] = None
    return tuple(found)
