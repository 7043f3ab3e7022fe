"""Coded texts in the workbook without a special case: the word of their absence, and formulas that count them right."""

import io

import openpyxl
import pytest

from casereview.findings.frame import Frame
from casereview.instruments.loading import load, shipped
from casereview.models import SupportingFigure
from casereview.store.quotes import Quoted
from casereview.store.spoken import Spoken
from exports.workbook import StudyExport, build
from tests.casereview.instruments.test_coded import contributions
from tests.exports import exported, libreoffice


@pytest.fixture(scope="module")
def study():
    instrument = load(shipped()["focus-group"][-1])
    return StudyExport("focus-groups", "Focus groups", Frame(instrument, contributions(instrument, 3, 60)))


def test_what_is_not_yet_coded_says_so_in_every_column_of_its_codes(study):
    data = build([study], exported.META).close()
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = next(each for each in book.worksheets if "esponses" in each.title)
    heads = [cell.value for cell in sheet[1]]
    columns = [place for place, head in enumerate(heads, 1) if str(head).startswith("reasons")]
    assert len(columns) == 1 + 8 + 1  # the state, a 0/1 for each code, the weight
    for row, record in enumerate(study.frame.records, 2):
        values = [sheet.cell(row, column).value for column in columns]
        if record.answers["reasons"].state == "not_yet_coded":
            assert set(values) == {"not yet coded"}
        else:
            assert values[0] == "answered"
            assert sum(values[1:-1]) == len(record.answers["reasons"].value)


def test_quotes_by_role_and_figures_with_their_source_stand_under_the_finding():
    quote = Quoted("q1", "c1", "t1", "coordination", "Nobody knows who does what", "Volunteer")
    figure = SupportingFigure(words="3 in 10 are not online", source="Census")
    said = (Spoken("coordination", "Coordination", (quote,), figure),)
    instrument = load(shipped()["focus-group"][-1])
    frame = Frame(instrument, contributions(instrument, 3, 60))
    export = StudyExport("focus-groups", "Focus groups", frame, spoken={"themes": said})
    book = openpyxl.load_workbook(io.BytesIO(build([export], exported.META).close()))
    cells = {str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert {"“Nobody knows who does what”", "Volunteer", "3 in 10 are not online", "Census"} <= cells
    assert not {"c1", "t1", "q1"} & cells


@pytest.mark.libreoffice
def test_every_formula_over_codes_becomes_the_number_that_was_counted(study, tmp_path):
    book = build([study], exported.META, stored=-1)
    read = libreoffice.recalculated(book.close(), tmp_path)
    assert len(book.formulas) > 40
    for each in book.formulas:
        got = read[each.sheet].cell(each.row + 1, each.column + 1).value
        wanted = each.value if isinstance(each.value, str) else pytest.approx(each.value, rel=1e-9, abs=1e-12)
        assert (got if isinstance(got, int | float) else got or "") == wanted, each
