"""Text that may say who somebody is comes back once, with a warning, before it is saved. Sent again it is kept."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from wtforms import StringField, TextAreaField

from casereview.identifiers import personal_details

SEEN = "seen"  # the hidden field that comes back with a text its writer was warned of
PRINT = 16  # characters of the mark


def kinds(texts: Iterable[str]) -> list[str]:
    """What the texts may give away, in words: "an NHS number", "a postcode"."""
    return list(dict.fromkeys(words for text in texts if text for words in personal_details(text)))


def listed(words: Sequence[str]) -> str:
    """a postcode, a phone number and a date of birth."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def sentence(texts: Iterable[str]) -> str:
    """The warning; "" where there is nothing to warn of. static/js/capture/personal.js says the same."""
    found = kinds(texts)
    return f"This looks like {listed(found)}. Take out anything that says who the person is." if found else ""


def mark(name: str, texts: Sequence[str]) -> str:
    """A short print of a field and its texts, so that a warning counts as seen for these words and no others."""
    said = "\0".join([name, *(text.replace("\r\n", "\n").strip() for text in texts)])
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:PRINT]


class Watched:
    """Makes a field of words warn. `warnings` holds the sentence, `mark` what comes back once it was seen."""

    name: str
    data: Any

    @property
    def warnings(self) -> tuple[str, ...]:
        """The warning about what was typed, or nothing."""
        found = sentence([self.data or ""])
        return (found,) if found else ()

    @property
    def mark(self) -> str:
        """The print of what was typed."""
        return mark(self.name, [self.data or ""])


class LineField(Watched, StringField):  # type: ignore[misc]
    """One line that is warned of."""


class WordsField(Watched, TextAreaField):  # type: ignore[misc]
    """Several lines that are warned of."""


def unheeded(fields: Iterable[Any], seen: Collection[str]) -> list[Any]:
    """The fields whose warning has not been seen yet: show them before saving anything."""
    return [field for field in fields if getattr(field, "warnings", ()) and field.mark not in seen]
