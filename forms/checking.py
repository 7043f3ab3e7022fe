"""What the check page says of every question: the answer in words, or the name of its absence."""

from collections.abc import Collection
from dataclasses import dataclass

from casereview.answers import Draft, Given
from casereview.instruments.model import Instrument
from casereview.instruments.question import Item, Section, items_of
from casereview.reading import typed
from casereview.routing import asked
from forms.builder import in_words
from forms.fields import free_texts
from forms.personal import kinds, listed

BLANK = "Left blank"


@dataclass(frozen=True)
class Line:
    """One item. `state` is answered, blank, missing (required, and blank) or not_asked (typed behind a closed gate)."""

    name: str
    question: str
    words: str
    state: str


@dataclass(frozen=True)
class Checked:
    """One section: what is asked, and what was typed although it is not asked."""

    section: Section
    lines: tuple[Line, ...]
    unasked: tuple[Line, ...]


def checked(instrument: Instrument, draft: Draft, missing: Collection[str]) -> list[Checked]:
    """The sections in order. A question behind a closed gate is there only where something was typed at it."""
    open_questions = set(asked(instrument, draft))

    def section_of(section: Section) -> Checked:
        items = [item for question in section.questions for item in items_of(question)]
        its = [_line(item, draft, missing) for item in items if item.question.id in open_questions]
        closed = [item for item in items if item.question.id not in open_questions and item.ref in draft]
        return Checked(section, tuple(its), tuple(_unasked(item, draft) for item in closed))

    return [section_of(section) for section in instrument.sections]


def personal(instrument: Instrument, draft: Draft) -> list[Line]:
    """The answers whose words may say who the person is: the question and what it looks like, never the words."""
    free = [
        (item, free_texts(item.question, typed(given.value), given.other)) for item, given in _given(instrument, draft)
    ]
    return [Line(item.name, item.question.id, listed(kinds(texts)), "personal") for item, texts in free if kinds(texts)]


def _given(instrument: Instrument, draft: Draft) -> list[tuple[Item, Given]]:
    return [(item, draft[item.ref]) for item in instrument.items if item.ref in draft]


def _line(item: Item, draft: Draft, missing: Collection[str]) -> Line:
    given = draft.get(item.ref)
    if given is not None:
        return Line(item.name, item.question.id, in_words(item, given), "answered")
    state = "missing" if item.ref in missing else "blank"
    return Line(item.name, item.question.id, "Needs an answer" if state == "missing" else BLANK, state)


def _unasked(item: Item, draft: Draft) -> Line:
    return Line(item.name, item.question.id, in_words(item, draft[item.ref]), "not_asked")
