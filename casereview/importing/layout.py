"""The columns of a fill-in sheet, made from an instrument: what the template writes and the import reads back."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Literal

from casereview.instruments.model import Instrument
from casereview.instruments.question import Item, Option, Question, items_of

SHEET = "Cases"
TO_DO, DONE = "To do", "Done"
MARK = "x"

Role = Literal["reference", "summary", "workshop", "table", "review", "answer", "tick", "ticks", "other"]


@dataclass(frozen=True)
class Column:
    """One column. `key` is its name in codes, `header` in words; `item` is what it answers, `code` what it ticks."""

    role: Role
    key: str
    header: str
    wording: str
    item: Item | None = None
    code: str = ""
    attribute: bool = False
    section: str = ""

    @property
    def ref(self) -> str:
        return self.item.ref if self.item else ""

    @property
    def question(self) -> Question | None:
        return self.item.question if self.item else None


_ABOUT_THE_CASE = (
    Column(
        "reference",
        "reference",
        "Reference",
        "Your own reference for the case, never an NHS or National Insurance number.",
    ),
    Column("summary", "summary", "Summary", "What the room needs to know, without anything that says who this is."),
    Column("workshop", "workshop", "Workshop", "The title of the workshop that will review the case."),
    Column("table", "table", "Table", "The table in that workshop."),
    Column(
        "review",
        "review",
        "Review",
        f"“{DONE}” for a finished review; “{TO_DO}” for a case still to be reviewed, whose answers only give it a "
        "start. Left empty: done where anything is judged.",
    ),
)


def columns(instrument: Instrument) -> tuple[Column, ...]:
    """The columns of the sheet, in order: the case, its facts, then the questions by section. Headers are unique."""
    made = [*_ABOUT_THE_CASE]
    for question in instrument.attributes:
        made += [replace(column, attribute=True, section="Facts") for column in columns_of(question)]
    for section in instrument.sections:
        for question in section.questions:
            made += [replace(column, section=section.title) for column in columns_of(question)]
    return _unique(made)


def columns_of(question: Question) -> list[Column]:
    """The columns of one question: one, one per option of a multiple choice, or one per row of a grid; then "other"."""
    if question.multiple:
        item = Item(ref=question.id, question=question)
        made = [_tick(item, option) for option in question.choosable]
        return made + _other(item)
    rows: list[Column] = []
    for item in items_of(question):
        rows.append(Column("answer", item.ref, item.name, _wording(item), item=item))
        rows += _other(item)
    return rows


def also_read(instrument: Instrument) -> tuple[Column, ...]:
    """Columns the template does not write but the import takes: a multiple choice in one cell, parted by semicolons."""
    made = []
    for question in (*instrument.attributes, *instrument.questions):
        if question.multiple:
            item = Item(ref=question.id, question=question)
            attribute = question in instrument.attributes
            made.append(Column("ticks", item.ref, item.name, _wording(item), item=item, attribute=attribute))
    return tuple(made)


def known_headers(instrument: Instrument) -> dict[str, Column]:
    """Every way to head a column (its header, its key, the question in full), as `plain` text, to the column."""
    known: dict[str, Column] = {}
    every = (*columns(instrument), *also_read(instrument))
    for name in ("header", "key", "full"):
        found = [(plain(_full(c) if name == "full" else getattr(c, name)), c) for c in every]
        counted = Counter(text for text, _ in found)
        known |= {text: column for text, column in found if text and counted[text] == 1 and text not in known}
    return known


def choice_labels(question: Question) -> dict[str, str]:
    """The label of every option that can be chosen, by code; where two are alike, with the heading before it."""
    counted = Counter(plain(option.label) for option in question.choosable)
    return {option.code: _label(question, option, counted) for option in question.choosable}


def plain(text: str) -> str:
    """Text as it is compared: without case, doubled spaces, curly quotes or a closing mark such as "*" or ":"."""
    straight = text.replace("’", "'").replace("‘", "'").replace("\u00a0", " ")
    return re.sub(r"\s+", " ", straight).strip().rstrip("*:").rstrip().casefold()


def _label(question: Question, option: Option, counted: Counter[str]) -> str:
    if counted[plain(option.label)] == 1:
        return option.label
    above = question.by_code[option.parent].label if option.parent else option.code
    return f"{option.label} ({above})"


def _tick(item: Item, option: Option) -> Column:
    header = f"{item.name}: {option.label}"
    wording = f"{_wording(item)}\n\n{MARK} where the answer has “{option.label}”."
    return Column("tick", f"{item.ref}.{option.code}", header, wording, item=item, code=option.code)


def _other(item: Item) -> list[Column]:
    """The text column that goes with an "other" option, where the question has one."""
    asks = [option for option in item.question.choosable if option.other]
    if not asks:
        return []
    header = f"{item.name}: {asks[0].label} (in words)"
    return [Column("other", f"{item.ref} text", header, f"What “{asks[0].label}” was.", item=item)]


def _wording(item: Item) -> str:
    question = item.question
    ends = [f"1: {question.low_label}", f"{question.points}: {question.high_label}"] if question.scored else []
    said = [end for end, label in zip(ends, (question.low_label, question.high_label), strict=False) if label]
    lines = [question.text, item.row.label if item.row else "", question.hint, question.unit, ", ".join(said)]
    return "\n".join(line for line in lines if line)


def _full(column: Column) -> str:
    """The header with the question's full text, as somebody might copy it from a page."""
    if column.item is None or column.role == "other":
        return ""
    part = column.item.row.label if column.item.row else ""
    if column.role == "tick":
        part = column.item.question.by_code[column.code].label
    return f"{column.item.question.text}: {part}" if part else column.item.question.text


def _unique(made: list[Column]) -> tuple[Column, ...]:
    """Two questions of the same short name keep apart by their key."""
    counted = Counter(plain(column.header) for column in made)
    return tuple(
        replace(column, header=f"{column.header} ({column.key})") if counted[plain(column.header)] > 1 else column
        for column in made
    )
