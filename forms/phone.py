"""A survey as pages for a phone: what stands on each, what was given, what is missing. The server keeps nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from casereview.answers import Draft, Given
from casereview.instruments.kept import Kept
from casereview.instruments.model import Instrument
from casereview.instruments.question import Item, Option, Question, Section, items_of
from casereview.reading import ReadingError, read
from casereview.routing import asked
from forms.fields import OTHER
from forms.gates import gate

WAS = "--was"  # the button chosen earlier, where the box of the same question was then left empty
KIND = "kind"
ANSWER_THIS = "Answer this question to go on."
NAME_OR_NONE = "Type an answer, or use the button under the box."


@dataclass(frozen=True)
class Ask:
    """One item on a page. `raw` and `other` are as given, `problem` a sentence."""

    item: Item
    required: bool
    raw: tuple[str, ...] = ()
    other: str = ""
    problem: str = ""

    @property
    def question(self) -> Question:
        return self.item.question

    @property
    def ref(self) -> str:
        return self.item.ref

    @property
    def heading(self) -> str:
        """A row of a grid is a question of its own."""
        return self.item.row.label if self.item.row else self.question.text

    @property
    def gate(self) -> list[Any] | None:
        return gate(self.question.ask_if)

    @property
    def buttons(self) -> tuple[Option, ...]:
        """Beside an open box: the options that stand under it."""
        return tuple(option for option in self.question.choosable if not (self.question.box and option.other))

    @property
    def named(self) -> str:
        """What stands in the box."""
        return self.other


@dataclass(frozen=True)
class Page:
    """What is asked at a time. `lead` stands above the rows of a grid."""

    title: str
    asks: tuple[Ask, ...]
    hint: str = ""
    lead: str = ""


@dataclass(frozen=True)
class Filled:
    """Everything a phone sent: what could be read, and what could not."""

    draft: Draft
    kind: str
    asks: Mapping[str, Ask]  # by ref, as given


def kind_question(instrument: Instrument) -> Question:
    """The audience, asked like any other question."""
    options = tuple(Option(code=kind.code, label=kind.label) for kind in instrument.kinds)
    return Question(id=KIND, text="Which of these are you?", type="choice", required=True, options=options)


def _pages(instrument: Instrument) -> list[Page]:
    about = [kind_question(instrument)] if instrument.kinds else []
    about += instrument.attributes
    found = [Page("About you", tuple(_ask(item) for question in about for item in items_of(question)))] if about else []
    for section in instrument.sections:
        found += _section_pages(section)
    return found


pages = Kept(_pages)
"""Every page there could be, in order: about you, then section by section. Of an instrument, made once."""


def _ask(item: Item) -> Ask:
    return Ask(item, item.question.required)


def _section_pages(section: Section) -> list[Page]:
    found: list[Page] = []
    together: list[Ask] = []
    for question in section.questions:
        asks = [_ask(item) for item in items_of(question)]
        if question.type != "grid":
            together += asks
            continue
        step = section.rows_a_page or len(asks)
        found += [
            Page(section.title, tuple(asks[start : start + step]), question.hint or section.hint, question.text)
            for start in range(0, len(asks), step)
        ]
    return [*found, Page(section.title, tuple(together), section.hint)] if together else found


def filled(instrument: Instrument, form: Any) -> Filled:
    """Reads every field of a posted form (a MultiDict), whichever page it stood on."""
    draft: dict[str, Given] = {}
    asks: dict[str, Ask] = {}
    for page in pages(instrument):
        for ask in page.asks:
            asks[ask.ref] = given = _given(ask, form)
            value = None if given.problem else _value(given)
            if value is not None:
                draft[ask.ref] = value
    kind = draft.pop(KIND, None)
    return Filled(draft, str(kind.value) if kind and instrument.kinds else "", asks)


def _given(ask: Ask, form: Any) -> Ask:
    raw, other = tuple(filter(None, form.getlist(ask.ref))), str(form.get(ask.ref + OTHER, ""))
    if ask.question.box and not raw and not other.strip():
        raw = tuple(filter(None, form.getlist(ask.ref + WAS)))
    known = replace(ask, raw=raw, other=other)
    try:
        _value(known)
    except ReadingError as error:
        return replace(known, problem=str(error))
    return known


def _value(ask: Ask) -> Given | None:
    return read(ask.item, list(ask.raw), ask.other)


def open_pages(instrument: Instrument, found: Filled) -> list[int]:
    """Numbers of the pages that have something to answer, going by the answers so far."""
    route = {*asked(instrument, found.draft), *(each.id for each in instrument.attributes), KIND}
    every = enumerate(pages(instrument))
    return [number for number, page in every if any(ask.question.id in route for ask in page.asks)]


def shown(instrument: Instrument, number: int, found: Filled, check: bool) -> Page:
    """The page with what was given; with `check`, a sentence at each question that still needs an answer."""
    page = pages(instrument)[number]
    route = {*asked(instrument, found.draft), *(each.id for each in instrument.attributes), KIND}
    asks = [found.asks[ask.ref] for ask in page.asks if ask.question.id in route]
    return replace(page, asks=tuple(_checked(ask, found) if check else ask for ask in asks))


def _checked(ask: Ask, found: Filled) -> Ask:
    answered = ask.ref in found.draft or (ask.ref == KIND and found.kind)
    if ask.problem or answered or not ask.required:
        return ask
    return replace(ask, problem=NAME_OR_NONE if ask.question.box else ANSWER_THIS)


def page_of(instrument: Instrument, ref: str) -> int:
    """The number of the page that asks for `ref`."""
    return next(number for number, page in enumerate(pages(instrument)) if any(ask.ref == ref for ask in page.asks))


def carried(found: Filled, page: Page) -> list[tuple[str, str]]:
    """Names and values of hidden fields: everything given on the other pages."""
    here = {ask.ref for ask in page.asks}
    pairs = []
    for ref, ask in found.asks.items():
        if ref not in here:
            pairs += [(ref, code) for code in ask.raw]
            pairs += [(ref + OTHER, ask.other)] if ask.other else []
    return pairs
