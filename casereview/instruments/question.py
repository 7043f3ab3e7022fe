"""What is asked: options, rows, questions, questions worked out from others, and the items of a response."""

from functools import cached_property
from typing import Literal

from pydantic import Field

from casereview.instruments.conditions import refs
from casereview.instruments.part import Code, Part, When, Words

QuestionType = Literal["choice", "choices", "number", "rating", "date", "text", "grid"]


class Option(Part):
    """One answer that can be chosen. `code` is stored and never changes; `label` is wording."""

    code: Code
    label: Words
    hint: str = ""
    rank: int | None = None  # 1 is the most independent (or the smallest); ties allowed
    parent: str = ""  # the heading this option counts under; a heading cannot be chosen
    level: str = ""  # the name of the level this option stands at, for findings that count by level
    amount: float | None = Field(
        default=None, ge=0, allow_inf_nan=False
    )  # what a band stands for in a price: 10.5 hours
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
    label: Words


class Question(Part):
    """Something asked, or (as an attribute) a fact of the case list."""

    id: Code
    text: Words
    type: QuestionType
    short: str = ""  # column heads and the facts beside a case
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    list: str = ""  # an option list of this file
    project_list: str = ""  # an option list of the project; `options` or `list` is then what it starts from
    rows: tuple[Row, ...] = ()
    each: Literal["choice", "rating"] = "choice"  # grid: how each row is answered
    rows_project_list: str = ""  # grid rows from a project list, `rows` being what it starts from
    unit: str = ""  # number: "hours a week"
    min: float | None = None
    max: float | None = None
    points: int = Field(default=5, ge=2, le=20)  # rating, and a grid of ratings: 1 to points
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

    @property
    def scored(self) -> bool:
        """Whether an answer is a point of a scale, 1 to `points`: of a rating, and of each row of a grid of ratings."""
        return (self.each if self.type == "grid" else self.type) == "rating"

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
    text: Words
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

    @cached_property
    def reads(self) -> tuple[str, ...]:
        """What the conditions of its options look at, each once."""
        found = (ref for option in self.options if option.when is not None for ref in refs(option.when))
        return tuple(dict.fromkeys(found))


class Section(Part):
    """Questions asked under one heading."""

    id: Code
    title: Words
    hint: str = ""
    rows_a_page: int = Field(default=0, ge=0)  # on a phone: how many rows of a grid stand on one page (0: all of them)
    questions: tuple[Question, ...] = ()


class Item(Part):
    """One cell of a response: a question, or one row of a grid. `ref` is `question` or `grid.row`."""

    ref: str
    question: Question
    row: Row | None = None

    @property
    def name(self) -> str:
        return f"{self.question.name}: {self.row.label}" if self.row else self.question.name


def items_of(question: Question) -> tuple[Item, ...]:
    """One item for a plain question, one per row for a grid."""
    if question.type != "grid":
        return (Item(ref=question.id, question=question),)
    return tuple(Item(ref=f"{question.id}.{row.code}", question=question, row=row) for row in question.rows)


def filled(question: Question, lists: dict[str, tuple[Option, ...]], key: str) -> Question:
    """`question` with the options its `key` names, and its grid rows from `rows_<key>` where it has one."""
    update: dict[str, object] = {}
    if getattr(question, key) in lists:
        update["options"] = lists[getattr(question, key)]
    rows = lists.get(getattr(question, f"rows_{key}", ""))
    if rows is not None:
        update["rows"] = tuple(Row(code=option.code, label=option.label) for option in rows if not option.retired)
    return question.replace(**update) if update else question
