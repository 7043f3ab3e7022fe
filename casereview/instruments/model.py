"""The typed shape of an instrument file. A new key in the TOML starts here; what it means is checked in checking.py."""

from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from casereview.instruments.conditions import Condition, parse

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
When = Annotated[Condition, BeforeValidator(parse)]
QuestionType = Literal["choice", "choices", "number", "rating", "date", "text", "grid"]
KIND = "kind"  # how findings name the kind of reviewer
BaseLevel = Literal["responses", "asked", "answered", "known"]


class Part(BaseModel):
    """What every piece of an instrument has in common: fixed once read, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def replace(self, **changes: object) -> Self:
        """A copy with `changes`. (pydantic's model_copy would carry stale cached properties along.)"""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return self.model_construct(**fields | changes)


class Option(Part):
    """One answer that can be chosen. `code` is stored and never changes; `label` is wording."""

    code: Code
    label: str = Field(min_length=1)
    hint: str = ""
    rank: int | None = None  # 1 is the most independent (or the smallest); ties allowed
    parent: str = ""  # the heading this option counts under; a heading cannot be chosen
    level: str = ""  # the name of the level this option stands at, for findings that count by level
    missing: bool = False  # "not known": answered, but outside every base at level "known"
    unsure: bool = False  # "maybe", "unclear": counted as stated, and shown as a range
    other: bool = False  # asks for the text
    retired: bool = False  # kept for the answers that have it, no longer offered


class DerivedOption(Option):
    """An option of a derived question: the first one whose condition holds is the answer."""

    when: When | None = None


class Row(Part):
    """One row of a grid."""

    code: Code
    label: str = Field(min_length=1)


class Question(Part):
    """Something asked, or (as an attribute) a fact of the case list."""

    id: Code
    text: str
    type: QuestionType
    short: str = ""  # column heads and the facts beside a case
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    list: str = ""  # an option list of this file
    project_list: str = ""  # an option list of the project; `options` or `list` is then what it starts from
    rows: tuple[Row, ...] = ()
    rows_project_list: str = ""  # grid rows from a project list, `rows` being what it starts from
    unit: str = ""  # number: "hours a week"
    min: float | None = None
    max: float | None = None
    points: int = Field(default=5, ge=2, le=20)  # rating: 1 to points
    low_label: str = ""
    high_label: str = ""
    box: bool = False  # the `other` option is a text box that is always open; the other options are buttons under it
    max_length: int = Field(default=2000, ge=1)
    ask_if: When | None = None

    @property
    def name(self) -> str:
        """The shortest wording of the question."""
        return self.short or self.text

    @cached_property
    def headings(self) -> frozenset[str]:
        """Codes that are some other option's parent: shown as groups, never chosen."""
        return frozenset(option.parent for option in self.options if option.parent)

    @cached_property
    def choosable(self) -> tuple[Option, ...]:
        """The options a person may choose today, in the order of the file."""
        return tuple(o for o in self.options if o.code not in self.headings and not o.retired)

    @cached_property
    def by_code(self) -> dict[str, Option]:
        """Every option, headings and retired ones too, by its code."""
        return {option.code: option for option in self.options}

    @property
    def multiple(self) -> bool:
        return self.type == "choices"

    def at_level(self, code: str, level: str) -> Option:
        """The option that `code` counts under at `level` (itself when it stands there, or when no level is named)."""
        option = self.by_code[code]
        while level and option.level != level and option.parent:
            option = self.by_code[option.parent]
        return option


class Derived(Part):
    """A question nobody is asked: worked out from other answers, by conditions, as the union of multiple choices, as
    what another kind of reviewer answered about the same case, or as the codes people give to a text."""

    id: Code
    text: str
    short: str = ""
    options: tuple[DerivedOption, ...] = ()
    union: tuple[str, ...] = ()
    of: str = ""  # with `kind`: what another kind of reviewer answered to this question about the same case
    kind: str = ""
    coding: str = ""  # a text question whose answers people read and code; until then the state is "not_yet_coded"
    code_frame: str = ""  # with `coding`: the option list of this file that the codes are from; its options may nest
    speaker: str = ""  # with `coding`: the attribute that stands beside a quote, and the only one that does

    @property
    def name(self) -> str:
        return self.short or self.text


class Section(Part):
    """Questions asked under one heading."""

    id: Code
    title: str
    hint: str = ""
    rows_a_page: int = 0  # on a phone: how many rows of a grid stand on one page (0: all of them)
    questions: tuple[Question, ...] = ()


class Rule(Part):
    """Something that should not be: broken when `when` holds. `warn` is confirmed, `stop` is put right."""

    id: Code
    when: When
    message: str
    severity: Literal["warn", "stop"] = "warn"


class Playback(Part):
    """A sentence read back to the room when `when` holds; `{question}` stands for the labels of its answer."""

    when: When
    say: str


class Base(Part):
    """What a percentage is a percentage of."""

    of: str
    level: BaseLevel
    among: When | None = None
    matching: str = ""  # row by row: only responses whose answer to this question is the row itself
    codes: tuple[str, ...] = ()  # of a grid, row by row: only responses with one of these answers in the row
    words: str = ""  # in place of the words worked out from the rest


class Finding(Part):
    """A declared number. Exactly which keys a kind needs is checked in checking.py."""

    id: Code
    kind: Literal["share", "distribution", "comparison", "mean", "rating", "agreement"]
    title: str
    base: Base | Literal["mentions"]
    headline: str = ""  # may hold {value}, {numerator}, {denominator}, {lead}
    top: int = 0  # 1 is the number the page opens with, 2 and 3 stand below it; 0 is a card only
    of: str = ""
    counts: Annotated[Condition, BeforeValidator(parse)] | None = None
    codes: tuple[str, ...] = ()  # of a grid: the answers that count in each row
    level: str = ""
    under: str = ""  # of a distribution: only the options below this heading
    group: str = ""  # rows are gathered and coloured by this level
    lead: str = ""  # the row the headline is about; without it the first row as shown
    weight: Literal["each", "split"] = "each"
    order: Literal["counted", "listed"] = "counted"
    by: str = ""
    unsure: When | None = None
    show: Literal["percent", "count"] = "percent"
    actual: str = ""
    ideal: str = ""
    scale: Literal["nominal", "ordinal"] = "nominal"  # agreement: whether a near miss is less of a disagreement
    pair: tuple[str, ...] = ()  # agreement: between these two kinds of reviewer
    unit: str = ""
    note: str = ""
    reconstructed: bool = False  # only meaningful for demonstration figures whose counts are ours


class Kind(Part):
    """A kind of reviewer: an individual, an MDT, the professional at the time."""

    code: Code
    label: str
    alone: bool = False  # each answers with a name of their own, and sees nobody's answer before the case is revealed


class Item(Part):
    """One cell of a response: a question, or one row of a grid. `ref` is `question` or `grid.row`."""

    ref: str
    question: Question
    row: Row | None = None

    @property
    def name(self) -> str:
        return f"{self.question.name}: {self.row.label}" if self.row else self.question.name


class OptionList(Part):
    """A named list of options that several questions share."""

    options: tuple[Option, ...]


class Instrument(Part):
    """One version of one instrument, as read from its file; `with_lists` fills in the project's own lists."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
    version: Annotated[int, Field(ge=1)]
    title: str
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
    notes: tuple[str, ...] = ()

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
        sections = tuple(s.replace(questions=tuple(_filled(q, lists, key) for q in s.questions)) for s in self.sections)
        return self.replace(attributes=tuple(_filled(q, lists, key) for q in self.attributes), sections=sections)


def items_of(question: Question) -> tuple[Item, ...]:
    """One item for a plain question, one per row for a grid."""
    if question.type != "grid":
        return (Item(ref=question.id, question=question),)
    return tuple(Item(ref=f"{question.id}.{row.code}", question=question, row=row) for row in question.rows)


def _filled(question: Question, lists: dict[str, tuple[Option, ...]], key: str) -> Question:
    """`question` with the options its `key` names, and its grid rows from `rows_<key>` where it has one."""
    update: dict[str, object] = {}
    if getattr(question, key) in lists:
        update["options"] = lists[getattr(question, key)]
    rows = lists.get(getattr(question, f"rows_{key}", ""))
    if rows is not None:
        update["rows"] = tuple(Row(code=option.code, label=option.label) for option in rows if not option.retired)
    return question.replace(**update) if update else question
