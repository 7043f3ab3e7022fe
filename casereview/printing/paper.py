"""An instrument as a paper form: its questions numbered, in order, with the keys of the screen and gates as words."""

from dataclasses import dataclass

from casereview.instruments.model import Instrument
from casereview.instruments.question import Option, Question, Row, Section
from casereview.printing.gates import only_if
from casereview.printing.keys import keys

SHORT, MEDIUM = 300, 1000  # characters a text may have, for two or three ruled lines
COLUMNS = ((17, 4), (27, 3))  # up to so many characters in the longest label, so many columns; else two


@dataclass(frozen=True)
class Box:
    """One thing to cross. `key` is what the screen takes for it, "" where it takes none; `under` a heading within
    its group."""

    key: str
    label: str
    hint: str = ""
    other: bool = False  # a line follows to say what
    under: str = ""


@dataclass(frozen=True)
class Group:
    """Boxes under one heading ("" for none), in the order of the screen."""

    title: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Asked:
    """One question. `gate` is a clause without a full stop, "" where it is always asked; `lines` are to write on."""

    number: int
    question: Question
    gate: str
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]
    lines: int

    @property
    def boxes(self) -> tuple[Box, ...]:
        return tuple(box for group in self.groups for box in group.boxes)

    @property
    def columns(self) -> int:
        """How many boxes fit beside each other."""
        longest = max((len(box.label) + len(box.hint) for box in self.boxes), default=0)
        return next((columns for most, columns in COLUMNS if longest <= most), 2)


@dataclass(frozen=True)
class Part:
    """One section."""

    title: str
    hint: str
    asked: tuple[Asked, ...]


def parts(instrument: Instrument, *, keyed: bool = True, about: tuple[Question, ...] = ()) -> list[Part]:
    """The sections with their questions numbered through. `about`: questions asked first, under "About you".

    `keyed`: whether the screen takes keys; a phone takes none.
    """
    sections = [*([Section(id="about", title="About you", questions=about)] if about else []), *instrument.sections]
    numbers = {q.id: n for n, q in enumerate((q for section in sections for q in section.questions), 1)}

    def asked(question: Question) -> Asked:
        gate = only_if(question.ask_if, instrument, numbers, keyed) if question.ask_if else ""
        groups = grouped(question, keyed)
        return Asked(numbers[question.id], question, gate, groups, question.rows, _lines(question))

    return [Part(s.title, s.hint, tuple(asked(question) for question in s.questions)) for s in sections]


def grouped(question: Question, keyed: bool = True) -> tuple[Group, ...]:
    """The answers to choose from, under the headings they stand below."""
    key_of = keys(question) if keyed else {}
    found: dict[str, list[Box]] = {}
    for option in question.choosable:
        above = _headings(question, option)
        under = above[0] if len(above) > 1 else ""
        box = Box(key_of.get(option.code, ""), option.label, option.hint, option.other, under)
        found.setdefault(above[-1] if above else "", []).append(box)
    points = range(1, question.points + 1) if question.scored else ()
    scale = tuple(Box(key_of.get(str(point), ""), str(point)) for point in points)
    return (*([Group("", scale)] if scale else []), *(Group(title, tuple(boxes)) for title, boxes in found.items()))


def _headings(question: Question, option: Option) -> list[str]:
    """The labels of the headings above an option, the nearest first."""
    found = []
    while option.parent:
        option = question.by_code[option.parent]
        found.append(option.label)
    return found


def _lines(question: Question) -> int:
    if question.type != "text":
        return 0
    return 2 if question.max_length <= SHORT else 3 if question.max_length <= MEDIUM else 4
