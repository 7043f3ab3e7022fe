"""Puts the workbook together: cover, findings, a sheet for each finding, responses, answers, codebook."""

from collections.abc import Sequence
from datetime import UTC

from casereview.findings.result import Result
from casereview.findings.wording import units
from casereview.statistics import z
from exports.workbook import answers, codebook, cover, findingsheet, findingslist, gapmap, opportunities, responses
from exports.workbook.book import LONG_SHEET, Book, TooLargeError
from exports.workbook.cover import Counted
from exports.workbook.findingsheet import Place
from exports.workbook.layout import Layout
from exports.workbook.opportunities import Money
from exports.workbook.study import Meta, StudyExport

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
    front, listed = book.sheet("Cover"), book.sheet("Findings")
    several = len(studies) > 1
    prefixes = [f"q{number}_" if several else "q_" for number in range(1, len(studies) + 1)]
    layouts = [Layout(*each, meta.include_text) for each in zip(studies, prefixes, strict=True)]
    found = _findings(book, studies, layouts)
    findingslist.write(book, listed, found)
    counted = [_data(book, *each, several) for each in zip(studies, layouts, strict=True)]
    _lists(book, layouts)
    opportunities.write(book, money or Money())
    contents = [("Findings", "Findings, one line each")]
    contents += [(place.sheet, result.title) for _, result, place in found]
    rest = [sheet.get_name() for sheet in book.workbook.worksheets()[2 + len(found) :]]
    contents += [(name, name) for name in rest]
    contents += [(LONG_SHEET, LONG_SHEET)] if book.long else []
    cover.write(book, front, meta, counted, contents)
    front.activate()
    return book


def _findings(book: Book, studies: Sequence[StudyExport], layouts: Sequence[Layout]) -> list[tuple[str, Result, Place]]:
    found: list[tuple[str, Result, Place]] = []
    for study, layout in zip(studies, layouts, strict=True):
        for finding, result in zip(study.instrument.findings, study.results, strict=True):
            place = findingsheet.write(book, len(found) + 1, finding, result, layout, study.spoken.get(finding.id, ()))
            found.append((study.key, result, place))
    return found


def _data(book: Book, study: StudyExport, layout: Layout, several: bool) -> Counted:
    of = f" {study.key}" if several else ""
    responses.write(book, f"Responses{of}", layout)
    lines = answers.write(book, f"Answers{of}", layout)
    codebook.write(book, f"Codebook{of}", layout, study.results)
    if study.gap_map is not None:
        gapmap.write(book, f"Gap map{of}", study.gap_map, units(study.instrument, 2))
    return Counted(study, layout, lines)


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
