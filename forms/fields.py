"""One form field for one item of an instrument: what was typed, what it was read as, which version it started from."""

import hashlib
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import Field
from wtforms.utils import unset_value

from casereview.answers import Given
from casereview.instruments.question import Item, Option, Question
from casereview.reading import ReadingError, read, typed
from forms.personal import mark

OTHER = "--other"  # codes never hold a hyphen, so no ref can clash with these
EDITION = "--edition"
PRINT = 12  # characters of the print: enough to tell two answers of one person apart


@dataclass(frozen=True)
class Conflict:
    """Somebody else changed the same answer meanwhile: both texts, in words, and whose the other is."""

    mine: str
    theirs: str
    by: str


class AnswerField(Field):  # type: ignore[misc]
    """A field named by its ref. `raw` is the text to show again, `data` a Given or None, errors are sentences."""

    def __init__(self, item: Item, **options: Any) -> None:
        super().__init__(label=item.name, **options)
        self.item = item
        self.raw: list[str] = []
        self.other = ""
        self.version = 0
        self.edition = edition(0, [], "")
        self.warnings: tuple[str, ...] = ()
        self.unheeded = False  # its warning is new, so it was not saved yet
        self.conflict: Conflict | None = None

    @property
    def question(self) -> Question:
        """The question the item belongs to."""
        return self.item.question

    @property
    def ref(self) -> str:
        """The name of the field in the page and in a post."""
        return self.item.ref

    @property
    def options(self) -> tuple[Option, ...]:
        """What can be chosen: the options offered today, and a retired one where it is the answer."""
        offered = self.question.choosable
        codes = {option.code for option in offered}
        kept = [self.question.by_code[c] for c in self.raw if c not in codes and c in self.question.by_code]
        return (*offered, *kept)

    @property
    def mark(self) -> str:
        """A print of its words, for a warning that was seen."""
        return mark(self.ref, free_texts(self.question, self.raw, self.other))

    def typed(self, given: Given | None) -> list[str]:
        """A stored value as the strings the page shows."""
        return [] if given is None else typed(given.value)

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Takes the stored answer, then what was posted over it. A field the page did not hold keeps its answer."""
        self.process_errors: list[str] = []
        self.data = data if isinstance(data, Given) else None
        self.raw, self.other = self.typed(self.data), self.data.other if self.data else ""
        self.posted = formdata is not None and self.ref + EDITION in formdata
        if self.posted:
            self.take(formdata.getlist(self.ref), formdata.get(self.ref + OTHER, ""))

    def take(self, raw: Sequence[str], other: str) -> None:
        """Reads what a person gave. What cannot be read stays on the page with the sentence that says why."""
        self.raw, self.other, self.data = list(raw), other, None
        try:
            self.data = read(self.item, self.raw, other)
        except ReadingError as error:
            self.process_errors.append(str(error))
            self.raw, self.other = [_showable(text) for text in raw], _showable(other)

    def started_from(self, version: int, given: Given | None) -> None:
        """Remembers the version this page shows, so that only what the person changed is saved."""
        self.version = version
        self.edition = edition(version, self.typed(given), given.other if given else "")


class RatingField(AnswerField):
    """1 to `points`, the ends labelled; an instrument may add options such as "not my area"."""

    @property
    def options(self) -> tuple[Option, ...]:
        points = (Option.model_construct(code=str(n), label=str(n)) for n in range(1, self.question.points + 1))
        return (*points, *super().options)


class DateField(AnswerField):
    """Day, month and year, in three boxes."""

    def typed(self, given: Given | None) -> list[str]:
        if given is None:
            return []
        year, month, day = str(given.value).split("-")
        return [str(int(day)), str(int(month)), year]


def free_texts(question: Question, raw: Sequence[str], other: str) -> list[str]:
    """What of an answer is somebody's own words."""
    return [other, *(raw if question.type == "text" else [])]


def _showable(text: str) -> str:
    """The text without the characters that no page can hold, so that it can be put right and sent again."""
    return "".join(
        character for character in text if character in "\r\n\t" or unicodedata.category(character)[0] != "C"
    )


def edition(version: int, raw: Sequence[str], other: str) -> str:
    """The hidden field beside an answer: its version and a short print of what it said, as `3.9f86d081884c`.

    Line ends are left out of the print, because a browser posts its own.
    """
    texts = [text.replace("\r\n", "\n").strip() for text in (*raw, other)]
    said = json.dumps([text for text in texts if text])
    return f"{version}.{hashlib.sha256(said.encode()).hexdigest()[:PRINT]}"
