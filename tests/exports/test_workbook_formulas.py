"""The proof that the formulas count: a twin whose stored values are all -1 must be put right by another program."""

from collections.abc import Iterable

import pytest

from casereview.findings.result import Result, Row
from exports.workbook import StudyExport, build
from exports.workbook.book import Book
from exports.workbook.findingslist import BOTTOM, ID
from exports.workbook.findingslist import VALUE as SHARE
from exports.workbook.table import DENOMINATOR, HIGH, LOW, NUMERATOR, VALUE
from tests.exports import exported, libreoffice

pytestmark = pytest.mark.libreoffice

STUDIES = {
    "every kind of finding": lambda: [exported.every(1, 60)],
    "case reviews": lambda: [exported.case_reviews(1, 40)],
    "hardly anybody and nobody": lambda: [exported.every(2, 3), exported.every(1, 0)],
}


def twin(studies: list[StudyExport]) -> tuple[Book, bytes]:
    book = build(studies, exported.META, stored=-1)
    return book, book.close()


def same(got: object, wanted: float | str) -> bool:
    if isinstance(got, int | float) and isinstance(wanted, int | float):
        return got == pytest.approx(wanted, rel=1e-9, abs=1e-12)
    return (got or "") == wanted


@pytest.fixture(scope="module", params=STUDIES)
def put_right(request, tmp_path_factory):
    """The studies, the twin as it was written, and its values after LibreOffice worked them out."""
    studies = STUDIES[request.param]()
    book, data = twin(studies)
    return studies, book, libreoffice.recalculated(data, tmp_path_factory.mktemp("twin"))


def test_every_formula_becomes_the_number_that_was_counted(put_right):
    _, book, read = put_right
    assert len(book.formulas) > 300
    wrong = [
        (each, got)
        for each in book.formulas
        if not same(got := read[each.sheet].cell(each.row + 1, each.column + 1).value, each.value)
    ]
    assert wrong == []


def test_without_recalculation_the_twin_keeps_its_minus_one(tmp_path):
    book, data = twin([exported.every(1, 5)])
    read = libreoffice.recalculated(data, tmp_path, recalculate=False)
    found = {read[each.sheet].cell(each.row + 1, each.column + 1).value for each in book.formulas}
    assert found == {-1}


def test_a_wrong_formula_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr("exports.workbook.terms.SIGNS", {"lower": "<=", "higher": ">", "same": "=", "differs": "<>"})
    book, data = twin([exported.every(1, 40)])
    read = libreoffice.recalculated(data, tmp_path)
    assert not all(same(read[f.sheet].cell(f.row + 1, f.column + 1).value, f.value) for f in book.formulas)


def numbers_of(result: Result) -> Iterable[Row]:
    yield from result.rows
    for series in result.series:
        yield from series.rows


def test_every_row_of_every_result_stands_in_its_table(put_right):
    studies, _, read = put_right
    tables = [sheet for sheet in read.worksheets if sheet.title[0].isdigit()]
    results = [result for study in studies for result in study.results]
    assert len(tables) == len(results)
    for sheet, result in zip(tables, results, strict=True):
        lines = {line_of(line) for line in sheet.iter_rows(values_only=True)}
        for row in numbers_of(result):
            value = "no cases" if row.value is None else round(row.value, 9)
            assert (row.label, round(row.numerator, 9), row.denominator, value) in lines, result.id
        own = (round(result.numerator, 9), result.denominator)
        assert own in {line[1:3] for line in lines}, result.id


def line_of(line: tuple) -> tuple:
    cells = (line[1], line[NUMERATOR], line[DENOMINATOR], line[VALUE])
    return tuple(round(cell, 9) if isinstance(cell, float) else cell for cell in cells)


def test_the_interval_is_live_too(put_right):
    studies, book, read = put_right
    first = next(each for each in read.worksheets if each.title.startswith("1 "))
    row = next(line for line in first.iter_rows(values_only=True) if line[0] == "All")
    result = studies[0].results[0]
    assert (row[LOW], row[HIGH]) == (pytest.approx(result.low), pytest.approx(result.high))
    assert any("wilson_z" in each.formula for each in book.formulas)


def test_leaving_a_response_out_on_the_sheet_moves_the_numbers(tmp_path, monkeypatch):
    study = exported.case_reviews()
    less = StudyExport("case-review", "Case review", study.frame.only(study.frame.everyone() & first_out(study)))
    monkeypatch.setattr(StudyExport, "counted", [index > 0 for index in range(83)])
    _, data = twin([study])
    read = libreoffice.recalculated(data, tmp_path)["Findings"]
    monkeypatch.undo()
    wanted = {result.id: (result.denominator, result.value) for result in less.results if result.kind == "share"}
    found = {line[ID]: (line[BOTTOM], line[SHARE]) for line in read.iter_rows(min_row=2, values_only=True)}
    assert {key: found[key] for key in wanted} == {key: (n, pytest.approx(v)) for key, (n, v) in wanted.items()}


def first_out(study: StudyExport):
    mask = study.frame.everyone()
    mask[0] = False
    return mask
