"""The cover: what this file is, who made it, out of which responses, and what its words mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exports.workbook.book import LONG_SHEET, Book
from exports.workbook.layout import Layout
from exports.workbook.names import lines_of
from exports.workbook.study import Meta, StudyExport

WIDTHS = (24, 16, 16, 16, 18, 16)  # of the columns beside the labels: the contents stand in a grid of links
WIDTH, LABEL = sum(WIDTHS), 30
FIRST = {"Findings": "All findings, one line each"}
STATES = (
    ("not asked", "The question did not apply: an earlier answer closed it."),
    ("left blank", "It was asked and nobody answered; of something worked out: it cannot be worked out."),
    ("not yet coded", "There is an answer that has not been given a code yet."),
    ("not known", "Answered, with an option that says it is not known. It is outside every base of known answers."),
    ("no cases", "Nobody is in the base, so there is no share. That is not 0%."),
    ("small base", "Fewer than 10 in the base: read the count, not the share."),
)
NUMBERS = (
    "Every share, numerator and denominator in the tables is a formula over the Responses sheet.",
    "To see the numbers without a response, put 0 in its column “counted” on the Responses sheet.",
    "Words do not change with the cells: headlines, bases, notes and what was left out are as they were when this file "
    "was made. So are the intervals of means and of mentions, and who is in the base of a finding of agreement.",
    "Shares are shown rounded to whole percentages (one decimal from a base of 1,000) and are stored unrounded.",
)


@dataclass(frozen=True)
class Counted:
    """One study on the cover: what was written of it."""

    study: StudyExport
    layout: Layout
    answers: int
    first: int  # the number of its first finding
    findings: Sequence[str]  # the names of their sheets
    data: Sequence[str]  # the names of its other sheets


@dataclass(frozen=True)
class Contents:
    """The sheets that are of no one study: those before the studies, and those after them."""

    first: Sequence[str]
    last: Sequence[str]


class Page:
    """The cover as it fills up, a label at the left and a value beside it."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self.book, self.sheet, self.row = book, sheet, 0
        for column, width in enumerate((LABEL, *WIDTHS)):
            sheet.set_column(column, column, width)
        sheet.hide_gridlines(2)

    def line(self, label: str, text: str, style: str = "wrap") -> None:
        """A label and what it says."""
        self.book.text(self.sheet, self.row, 0, label, "bold wrap")
        self.sheet.merge_range(self.row, 1, self.row, len(WIDTHS), "", self.book.format(style))
        self.book.text(self.sheet, self.row, 1, text, style)
        self.sheet.set_row(self.row, 15.5 * lines_of((label, LABEL), (text, WIDTH)))
        self.row += 1

    def section(self, text: str) -> None:
        """A heading over what follows."""
        self.row += 1
        self.book.text(self.sheet, self.row, 0, text, "section")
        for column in range(1, len(WIDTHS) + 1):
            self.book.text(self.sheet, self.row, column, "", "section")
        self.row += 1

    def total(self, label: str, formula: str, value: float) -> None:
        """A control total, live."""
        self.book.text(self.sheet, self.row, 0, label, "bold top")
        self.book.formula(self.sheet, self.row, 1, formula, value, "whole left top")
        self.row += 1

    def links(self, label: str, found: Sequence[tuple[str, str]]) -> None:
        """A line of the contents: what each link leads to, and its words; it goes on below where there are many."""
        self.book.text(self.sheet, self.row, 0, label, "bold wrap")
        lines = lines_of((label, LABEL), *((text, WIDTHS[n % len(WIDTHS)]) for n, (_, text) in enumerate(found)))
        for number, (to, text) in enumerate(found):
            down, column = divmod(number, len(WIDTHS))
            self.book.link(self.sheet, self.row + down, column + 1, to, text)
        self.sheet.set_row(self.row, 15.5 * lines)
        self.row += 1 + max(0, len(found) - 1) // len(WIDTHS)


def write(book: Book, sheet: Any, meta: Meta, counted: Sequence[Counted], contents: Contents) -> None:
    """Fills the cover. Last, since it says what the other sheets came to."""
    page = Page(book, sheet)
    book.text(sheet, 0, 0, meta.title, "title")
    sheet.set_row(0, 40)
    page.row = 2
    if meta.demo:
        page.line("Demonstration", "These cases are invented. No number here is about real people.", "wrap small")
    page.line("Project", f"{meta.title} ({meta.project})")
    page.line("Made", f"{meta.made_at.day} {meta.made_at:%B %Y, %H:%M} {meta.made_at.tzname() or ''}".strip())
    page.line("By", meta.made_by)
    page.line("Filter", meta.filter or "None: all responses that count")
    page.line("Free text", "Included" if meta.include_text else "Left out of this file")
    for title, why in meta.left_out:
        page.line("Not in this file", f"{title}. {why}")
    _contents(page, counted, contents)
    for each in counted:
        _study(page, each)
    page.section("What the words mean")
    for word, meaning in STATES:
        page.line(word, meaning)
    page.section("How the numbers are made")
    for number, sentence in enumerate(NUMBERS, 1):
        page.line(f"{number}.", sentence)
    _kept(page)


def _contents(page: Page, counted: Sequence[Counted], contents: Contents) -> None:
    """Where everything is: the list of findings first, then a line for each study, in the order of the tabs."""
    page.section("Contents")
    page.links("To begin with", [(name, FIRST.get(name, name)) for name in contents.first])
    for each in counted:
        last = each.first + len(each.findings) - 1
        numbers = f"{each.first}" if last == each.first else f"{each.first} to {last}"
        found = [(name, f"Findings {numbers}") for name in each.findings[:1]]
        page.links(each.study.title, [*found, *((name, _kind(name, each.study.key)) for name in each.data)])
    if contents.last:
        page.links("And", [(name, name) for name in contents.last])


def _kind(name: str, key: str) -> str:
    """What a sheet of a study holds, without the study: "Responses" of "Responses case-review"."""
    heads = [name[:end] for end in range(1, len(name)) if name[end] == " " and key.startswith(name[end + 1 :])]
    return heads[0] if heads else name


def _study(page: Page, each: Counted) -> None:
    study, instrument = each.study, each.study.instrument
    page.section(study.title)
    page.line("Study", study.key)
    page.line("Instrument", f"{instrument.title} ({instrument.id}), version {instrument.version}")
    page.line("How the cases were drawn", study.drawn or "Not noted")
    for note in (*instrument.notes, *study.notes):
        page.line("Note", note)
    counted = each.layout.name("counted", "place")
    page.total("Responses counted", f"SUM({counted})", float(len(study.frame)))
    if study.later:
        page.line("Later rounds", f"{len(study.later):,} responses, beside the first round and in no number of it")
    further = len(study.every) - len(study.frame)
    if further:
        page.line("Further reviews", f"{further:,} of the same cases, for agreement only; “counted” is 0")
    page.line("Lines in Answers", f"{each.answers:,}")
    for status, count in study.set_aside.items() if instrument.unit != "response" else ():
        page.line(status[:1].upper() + status[1:].replace("_", " "), f"{count:,}, in no number here")


def _kept(page: Page) -> None:
    """What could not stand in a cell as it was: said, and counted."""
    if page.book.long:
        count = len(page.book.long)
        page.line("Long texts", f"{count:,} too long for one cell; each stands whole in “{LONG_SHEET}”.")
    if page.book.replaced:
        page.line("Marks", f"{page.book.replaced:,} characters that no workbook can hold are shown as \ufffd.")
