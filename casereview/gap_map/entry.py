"""One service of a directory, as typed, as read from a file, and as the map counts it."""

import hashlib
from dataclasses import dataclass

from casereview.gap_map.naming import key_of


@dataclass(frozen=True)
class Entry:
    """A service: which outcomes it helps with (rows of the grid), in which places, and which list says so, of when."""

    name: str
    outcomes: tuple[str, ...]
    places: tuple[str, ...] = ()
    everywhere: bool = False
    provider: str = ""
    contact: str = ""
    source: str = ""
    dated: str = ""

    @property
    def identity(self) -> tuple[str, str]:
        """Two entries with the same are the same service: name and provider, however they are spelled."""
        return key_of(self.name), key_of(self.provider)

    @property
    def print(self) -> str:
        """What a match rests on: who it is, what it helps with and where. Contact, source and date may change."""
        said = (self.name, self.provider, sorted(self.outcomes), sorted(self.places), self.everywhere)
        return hashlib.sha256(repr(said).encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True)
class Service:
    """An entry that stands in the directory, under the id it has there."""

    id: str
    entry: Entry

    @property
    def name(self) -> str:
        return self.entry.name

    def helps(self, outcome: str, place: str) -> bool:
        """Whether the directory has it for the outcome there; in any place at all where `place` is ""."""
        there = not place or self.entry.everywhere or place in self.entry.places
        return there and outcome in self.entry.outcomes
