"""Puts the workbook together: cover, list of findings, money, then study by study its findings, responses, codebook."""

from collections.abc import Sequence
from datetime import UTC

from casereview.findings.wording import units
from casereview.statistics import z
from exports.workbook import answers, codebook, cover, findingsheet, findingslist, gapmap, opportunities, responses
from exports.workbook.book import LONG_SHEET, Book, TooLargeError
from exports.workbook.cover import Contents, Counted
from exports.workbook.findingslist import Listed
from exports.workbook.layout import Layout
from exports.workbook.opportunities import Money
from exports.workbook.study import Meta, StudyExport
from exports.workbook.styles import TABS

__all__ = ["TooLargeError", "build", "workbook"]


def workbook(studies: Sequence[StudyExport], meta: Meta, money: Money | None = None) -> bytes:
    """The workbook as an .xlsx file. Raises TooLargeError, with a sentence, for more than one file can hold."""
    return build(studies, meta, money=money).close()


def build(studies: Sequence[StudyExport], meta: Meta, stored: float | None = None, money: Money | None = None) -> Book:
    """The workbook, not yet closed. `stored` stands in for every formula's value, as the tests want."""
    book = Book(stored)
    made = meta.made_at.astimezone(UTC).replace(tzinfo=None) if meta.made_at.tzinfo else meta.made_at
    book.workbook.set_properties({"title": book.clean(meta.title), "author": book.clean(meta.made_by), "created": made})
    book.workbook.define_name("wilson_z", f"={z()!r}")
    front, listed = book.sheet("Cover"), book.sheet(findingsheet.LIST)
    opportunities.write(book, money or Money())
    first = book.names()[1:]
    found: list[Listed] = []
    counted = _studies(book, studies, meta, found)
    findingslist.write(book, listed, found, meta.filter)
    book.tab, before = "", len(book.names())
    _lists(book, [each.layout for each in counted])
    last = [*book.names()[before:], *([LONG_SHEET] if book.long else [])]
    cover.write(book, front, meta, counted, Contents(first, last))
    front.activate()
    return book


def _studies(book: Book, studies: Sequence[StudyExport], meta: Meta, found: list[Listed]) -> list[Counted]:
    """The sheets of every study, in a colour of its own; `found` gets a line for each finding."""
    several, counted = len(studies) > 1, []
    for number, study in enumerate(studies):
        colour, before = number % len(TABS), len(found)
        book.tab = TABS[colour]
        layout = Layout(study, f"q{number + 1}_" if several else "q_", meta.include_text)
        _findings(book, study, layout, f"tab tab_{colour}", found, meta.filter)
        here = len(book.names())
        lines = _data(book, study, layout, f" {study.key}" if several else "")
        sheets = [each.place.sheet for each in found[before:]]
        counted.append(Counted(study, layout, lines, before + 1, sheets, book.names()[here:]))
    return counted


def _findings(book: Book, study: StudyExport, layout: Layout, tab: str, found: list[Listed], filtered: str) -> None:
    under = study.title + (f". Filter: {filtered}" if filtered else "")
    for finding, result in zip(study.instrument.findings, study.results, strict=True):
        said = study.spoken.get(finding.id, ())
        place = findingsheet.write(book, len(found) + 1, finding, result, layout, said, under)
        found.append(Listed(study, result, place, tab))


def _data(book: Book, study: StudyExport, layout: Layout, of: str) -> int:
    """The sheets with the data; returns how many lines there are in Answers."""
    responses.write(book, f"Responses{of}", layout)
    lines = answers.write(book, f"Answers{of}", layout)
    codebook.write(book, of, layout, study.results)
    if study.gap_map is not None:
        gapmap.write(book, f"Gap map{of}", study.gap_map, units(study.instrument, 2))
    return lines


def _lists(book: Book, layouts: Sequence[Layout]) -> None:
    """The code lists that are too long to stand in a formula, one a column."""
    listed = [(name, values) for layout in layouts for values, name in layout.lists.items()]
    if not listed:
        return
    sheet = book.sheet("Lists")
    for column, (name, values) in enumerate(listed):
        book.text(sheet, 0, column, name, "head")
        for row, value in enumerate(values, 1):
            if isinstance(value, str):
                book.text(sheet, row, column, value)
            else:
                book.number(sheet, row, column, value)
        place = responses.span(sheet.get_name(), 1, column, len(values), column)
        book.workbook.define_name(name, "=" + place)
