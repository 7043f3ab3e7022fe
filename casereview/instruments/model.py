"""One version of one instrument, as read from its file; what it is made of is in question.py and finding.py."""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from casereview.instruments.finding import KIND, Finding
from casereview.instruments.part import Code, Part, When, Words
from casereview.instruments.pricing import Pricing
from casereview.instruments.question import (
    Derived,
    Item,
    Option,
    Question,
    Section,
    filled,
    items_of,
)


class Rule(Part):
    """Something that should not be: broken when `when` holds. `warn` is confirmed, `stop` is put right."""

    id: Code
    when: When
    message: Words
    severity: Literal["warn", "stop"] = "warn"


class Playback(Part):
    """A sentence read back to the room when `when` holds; `{question}` stands for the labels of its answer."""

    when: When
    say: Words


class Kind(Part):
    """A kind of reviewer: an individual, an MDT, the professional at the time."""

    code: Code
    label: Words
    alone: bool = False  # each answers with a name of their own, and sees nobody's answer before the case is revealed


class GapMap(Part):
    """A survey in which people name services, to be held against a directory of what there is."""

    question: Code  # the grid whose rows a service is named for; its `other` text is the name
    by: Code  # the attribute that says where those who answered work


class OptionList(Part):
    """A named list of options that several questions share."""

    options: tuple[Option, ...]


class Instrument(Part):
    """One version of one instrument, as read from its file; `with_lists` fills in the project's own lists."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
    version: Annotated[int, Field(ge=1)]
    title: Words
    description: str = ""
    unit: Literal["case", "response", "contribution"]
    unit_words: tuple[str, str] = ("", "")  # ("case", "cases") as they stand in a base
    tells: str = ""  # what the findings will tell you
    minutes: str = ""
    attributes: tuple[Question, ...] = ()
    kinds: tuple[Kind, ...] = ()
    lists: dict[Code, OptionList] = {}
    sections: tuple[Section, ...] = ()
    derived: tuple[Derived, ...] = ()
    rules: tuple[Rule, ...] = ()
    playback: tuple[Playback, ...] = ()
    findings: tuple[Finding, ...] = ()
    pricing: tuple[Pricing, ...] = ()
    notes: tuple[str, ...] = ()
    gap_map: GapMap | None = None

    @cached_property
    def alone(self) -> str:
        """The code of the kind whose reviewers each answer alone; "" where a case has one review that counts."""
        return next((kind.code for kind in self.kinds if kind.alone), "")

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question asked, in order."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Attributes, then questions (a grid once per row), in order: the columns of a response."""
        return tuple(item for q in (*self.attributes, *self.questions) for item in items_of(q))

    @cached_property
    def item(self) -> dict[str, Item]:
        """Items by ref."""
        return {item.ref: item for item in self.items}

    @cached_property
    def plain(self) -> dict[str, Question]:
        """Attributes and questions that are asked, by id."""
        return {q.id: q for q in (*self.attributes, *self.questions)}

    @cached_property
    def question(self) -> dict[str, Question]:
        """Attributes and questions by id; derived questions, and the kind of reviewer, as if they had been asked."""
        plain = self.plain
        kinds = {KIND: self._kind()} if self.kinds and KIND not in plain else {}
        return kinds | plain | {d.id: self._as_question(d, plain) for d in self.derived}

    def _kind(self) -> Question:
        """The kind of reviewer as if it had been asked, for the conditions of findings."""
        options = tuple(Option(code=kind.code, label=kind.label) for kind in self.kinds)
        return Question(id=KIND, text="Kind of reviewer", short="Reviewer", type="choice", options=options)

    def _as_question(self, derived: Derived, plain: dict[str, Question]) -> Question:
        if derived.union:
            source = plain[derived.union[0]]
            return source.replace(id=derived.id, text=derived.text, short=derived.short, type="choices")
        if derived.of:
            source = plain[derived.of]
            return source.replace(id=derived.id, text=derived.text, short=derived.short, ask_if=None)
        if derived.coding:
            frame = self.lists[derived.code_frame].options
            return Question(id=derived.id, text=derived.text, short=derived.short, type="choices", options=frame)
        options = tuple(Option(**option.model_dump(exclude={"when"})) for option in derived.options)
        return Question(id=derived.id, text=derived.text, short=derived.short, type="choice", options=options)

    @cached_property
    def coded(self) -> tuple[Derived, ...]:
        """The questions whose answers are the codes people give to a text."""
        return tuple(each for each in self.derived if each.coding)

    def options_of(self, ref: str) -> Question:
        """The question whose options stand behind `ref` (`question`, `grid.row` or a derived id). Raises KeyError."""
        return self.question[ref.split(".")[0]]

    def with_file_lists(self) -> "Instrument":
        """This instrument with each `list = "..."` replaced by the options of that list of the file."""
        return self._with({key: value.options for key, value in self.lists.items()}, "list")

    def with_lists(self, lists: "dict[str, tuple[Option, ...]]") -> "Instrument":
        """This instrument with the project's lists in place of what each `project_list` starts from."""
        return self._with(lists, "project_list")

    def _with(self, lists: "dict[str, tuple[Option, ...]]", key: str) -> "Instrument":
        sections = tuple(s.replace(questions=tuple(filled(q, lists, key) for q in s.questions)) for s in self.sections)
        return self.replace(attributes=tuple(filled(q, lists, key) for q in self.attributes), sections=sections)
