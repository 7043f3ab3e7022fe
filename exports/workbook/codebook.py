"""The codebook: what every column and code means, and what every finding counts, in words."""

from collections.abc import Iterator

from casereview.findings.column import options_for
from casereview.findings.result import Result
from casereview.findings.wording import clause
from casereview.instruments.finding import Base, Finding
from casereview.instruments.model import Instrument
from casereview.instruments.question import Option, Question
from exports.workbook.book import Book
from exports.workbook.layout import Layout, refs, title
from exports.workbook.names import lines_of

QUESTIONS = (
    ("item", 26),
    ("column in Responses", 26),
    ("name in formulas", 28),
    ("section", 18),
    ("wording", 44),
    ("short wording", 24),
    ("type", 12),
    ("required", 9),
    ("asked when", 40),
    ("unit", 12),
    ("code", 24),
    ("label", 36),
    ("rank", 7),
    ("counts under", 20),
    ("level", 12),
    ("marks", 26),
)
FINDINGS = (
    ("finding id", 24),
    ("title", 36),
    ("kind", 13),
    ("what it counts", 50),
    ("base in words", 44),
    ("base: question", 18),
    ("base: level", 12),
    ("base: among", 40),
    ("weight", 10),
    ("unsure", 34),
    ("shown by", 14),
    ("interval", 26),
    ("notes", 50),
)
KINDS = {
    "responses": "all responses",
    "asked": "those asked",
    "answered": "those with an answer",
    "known": "those with a known answer",
}


def write(book: Book, of: str, layout: Layout, results: list[Result]) -> None:
    """Writes the two sheets: of questions and of findings. `of`: what their names end with."""
    _sheet(book, f"Codebook{of}", QUESTIONS, questions(layout))
    found = zip(layout.instrument.findings, results, strict=True)
    _sheet(book, f"Codebook findings{of}", FINDINGS, (finding_words(layout.instrument, *each) for each in found))


def _sheet(book: Book, heading: str, heads: tuple[tuple[str, int], ...], lines: "Iterator[tuple[str, ...]]") -> None:
    sheet = book.sheet(heading)
    for column, (head, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        book.text(sheet, 0, column, head, "head")
    for row, line in enumerate(lines, 1):
        sheet.set_row(row, 15.5 * lines_of(*((text, heads[column][1]) for column, text in enumerate(line))))
        for column, text in enumerate(line):
            if text:
                book.text(sheet, row, column, text, "wrap")
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)


def questions(layout: Layout) -> Iterator[tuple[str, ...]]:
    """One line for each option of each item; one for an item without options."""
    instrument = layout.instrument
    sections = {question.id: section.title for section in instrument.sections for question in section.questions}
    sections |= {attribute.id: "Facts of the case" for attribute in instrument.attributes}
    for ref, question in refs(instrument):
        section = sections.get(question.id, "Worked out")
        gate = clause(question.ask_if, instrument) if question.ask_if is not None else ""
        words = (wording(instrument, ref, question), title(instrument, ref))
        about = (section, *words, kind(question), "yes" if question.required else "")
        derived = {each.id: each for each in instrument.derived}.get(ref)
        rules = {each.code: each.when for each in derived.options} if derived else {}
        for option in options_for(question) or (None,):
            when = rules.get(option.code) if option else None
            shown = clause(when, instrument) if when is not None else gate
            yield (ref, *_column(layout, ref, option), *about, shown, question.unit, *_option(option))


def wording(instrument: Instrument, ref: str, question: Question) -> str:
    """The full wording, with the row of a grid after it."""
    row = instrument.item[ref].row if ref in instrument.item else None
    return f"{question.text} {row.label}" if row else question.text


def kind(question: Question) -> str:
    """The type of a question in words."""
    if question.scored:
        return f"1 to {question.points}"
    return {"choice": "one of", "choices": "any of", "grid": "one of"}.get(question.type, question.type)


def finding_words(instrument: Instrument, finding: Finding, result: Result) -> tuple[str, ...]:
    """What a finding counts, as a line of the codebook."""
    base = finding.base if isinstance(finding.base, Base) else None
    among = clause(base.among, instrument) if base and base.among is not None else ""
    if base and base.matching:
        among = f"{among}{' and ' if among else ''}“{title(instrument, base.matching)}” is the row itself"
    return (
        finding.id,
        finding.title,
        finding.kind,
        counts(instrument, finding),
        result.base,
        base.of if base else "mentions",
        KINDS[base.level] if base else "",
        among,
        "shared" if finding.weight == "split" else "one each",
        clause(finding.unsure, instrument) if finding.unsure is not None else "",
        finding.by,
        result.method,
        "\n".join(result.notes),
    )


def counts(instrument: Instrument, finding: Finding) -> str:
    """What is counted: a condition, the answers to a question, or two answers set against each other."""
    if finding.counts is not None:
        return clause(finding.counts, instrument)
    if finding.kind == "comparison":
        return f"{finding.ideal} against {finding.actual}, by rank"
    if finding.across:
        return ", ".join(finding.across)
    question = instrument.options_of(finding.of)
    labels = {option.code: option.label for option in options_for(question)}
    codes = " or ".join(f"“{labels[code]}”" for code in finding.codes)
    level = f", by {finding.level}" if finding.level else ""
    return f"{finding.of}{': ' + codes if codes else ''}{level}"


def _column(layout: Layout, ref: str, option: Option | None) -> tuple[str, str]:
    parts = [f"={option.code}"] if option else []
    for part in (*parts, "code", "state"):
        if layout.has(ref, part):
            return layout.head(ref, part), layout.name(ref, part)
    return "", ""


def _option(option: Option | None) -> tuple[str, ...]:
    if option is None:
        return ()
    flags = {"not known: outside known answers": option.missing, "unsure": option.unsure}
    flags |= {"asks for the text": option.other, "no longer offered": option.retired}
    marks = ", ".join(words for words, on in flags.items() if on)
    rank = "" if option.rank is None else str(option.rank)
    return (option.code, option.label, rank, option.parent, option.level, marks)
