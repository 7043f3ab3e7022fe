"""A mistake in an instrument file: where it stands, and a sentence on what to do."""

from collections.abc import Iterator
from dataclasses import dataclass


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


def twice(place: str, names: list[str]) -> Iterator[Problem]:
    """A problem for every name that stands more than once."""
    for name in dict.fromkeys(each for each in names if names.count(each) > 1):
        yield Problem(place, f"`{name}` is used twice; give each its own")
