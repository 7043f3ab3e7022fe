"""What a check found in the words of a story, and the words it looks at."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One text of the story. `where` is how a person finds it: "The outcome", "Event 2"."""

    where: str
    text: str


@dataclass(frozen=True)
class Found:
    """One thing that may let somebody be recognised. `grave`: it has to go, no reason is good enough."""

    where: str
    what: str  # "looks like a name"
    words: str  # the words themselves, "" where they would only be repeated
    advice: str
    grave: bool = False

    @property
    def id(self) -> str:
        """The same for the same thing in the same place."""
        return hashlib.sha256("\n".join((self.where, self.what, self.words)).encode()).hexdigest()[:16]
