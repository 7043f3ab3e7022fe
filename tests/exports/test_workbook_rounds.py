"""Rounds after the first stand in the workbook beside the first, as live numbers, and in no number of it."""

import io
from dataclasses import replace

import openpyxl
import pandas
import pytest

from casereview.findings.frame import Frame, Record
from exports.workbook import StudyExport, build
from exports.workbook.layout import AGAIN
from exports.workbook.table import ANSWER, DENOMINATOR, LABEL, NUMERATOR
from tests import every_finding
from tests.exports import exported, libreoffice


def second_round() -> list[Record]:
    """What the reviewers who work alone answered of the first cases when they were asked again."""
    alone = [record for record in every_finding.frame(7, 40).records if record.kind == "alone"]
    return [replace(record, round=2, reference=f"again {record.reference}") for record in alone[:9]]


@pytest.fixture(scope="module")
def study():
    study = exported.every(3, 40)
    study.frame.later = Frame(study.instrument, second_round())
    return study


def of_round_two(study: StudyExport) -> dict[str, list[tuple[str, float, float]]]:
    """By finding, the rows of the second round as they were counted."""
    series = [(result.id, each) for result in study.results for each in result.series if "_round_2" in each.code]
    return {id_: [(row.label, row.numerator, row.denominator) for row in each.rows] for id_, each in series}


def test_a_later_round_is_listed_and_counts_nowhere_else(study):
    plain = exported.every(3, 40)
    shown_by_kind = {finding.id for finding in study.instrument.findings if finding.by == "kind"}
    assert set(of_round_two(study)) == shown_by_kind
    table = pandas.read_excel(io.BytesIO(build([study], exported.META).close()), "Responses", engine="openpyxl")
    again = table[table["round"] == 2]
    assert len(again) == len(second_round()) > 5
    assert set(again["counted"]) == {0}
    assert set(again[AGAIN]) == {1}
    assert set(table[table["round"] == 1][AGAIN]) == {0}
    assert [result.own_row for result in study.results] == [result.own_row for result in plain.results]


def test_a_study_without_later_rounds_has_no_column_for_them():
    data = build([exported.every(3, 10)], exported.META).close()
    assert AGAIN not in pandas.read_excel(io.BytesIO(data), "Responses", engine="openpyxl").columns


def test_the_answers_of_a_later_round_are_in_the_long_sheet_and_on_the_cover(study):
    read = openpyxl.load_workbook(io.BytesIO(build([study], exported.META).close()), data_only=True)
    lines = [line for line in read["Answers"].iter_rows(min_row=2, values_only=True) if line[2] == 2]
    assert {line[0] for line in lines} == {record.reference for record in second_round()}
    said = {line[0]: line[1] for line in read["Cover"].iter_rows(max_col=2, values_only=True)}
    assert said["Later rounds"].startswith(f"{len(second_round())} responses")


@pytest.mark.libreoffice
def test_the_formulas_of_a_later_round_count_what_was_counted(study, tmp_path):
    book = build([study], exported.META, stored=-1)
    read = libreoffice.recalculated(book.close(), tmp_path)
    for each in book.formulas:
        got = read[each.sheet].cell(each.row + 1, each.column + 1).value
        wanted = each.value if isinstance(each.value, str) else pytest.approx(each.value, rel=1e-9, abs=1e-12)
        assert (got if isinstance(got, int | float) else got or "") == wanted, each
    lines = [
        line for sheet in read.worksheets if sheet.title[0].isdigit() for line in sheet.iter_rows(values_only=True)
    ]
    shown = [line for line in lines if "round 2" in str(line[LABEL])]
    rows = [(line[ANSWER], line[NUMERATOR], line[DENOMINATOR]) for line in shown]
    assert rows == [row for found in of_round_two(study).values() for row in found]
    assert any(row[1] for row in rows)
