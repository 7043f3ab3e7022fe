"""More than one sheet, one formula or one list can hold goes on in a second place, and is counted all the same."""

import io
import random

import openpyxl
import pytest

from casereview.answers import Given
from casereview.findings.frame import Frame, Record
from casereview.instruments.loading import parsed
from casereview.settling import derive, settle
from exports.workbook import StudyExport, build
from exports.workbook.layout import Layout
from exports.workbook.responses import spread
from tests.exports import exported, libreoffice

MANY = 400
CODES = [f"a_rather_long_code_for_an_option_{number}" for number in range(MANY)]
OPTIONS = ", ".join(
    f'{{ code = "{code}", label = "L {number}", parent = "{"even" if number % 2 else "odd"}", level = "leaf" }}'
    for number, code in enumerate(CODES)
)
TOML = f"""
id = "wide"
version = 1
title = "Wide"
unit = "case"
[lists.many]
options = [
  {{ code = "even", label = "Even", level = "group" }},
  {{ code = "odd", label = "Odd", level = "group" }},
  {OPTIONS}
]
[[sections]]
id = "one"
title = "One"
questions = [
  {{ id = "single", text = "Single", type = "choice", list = "many" }},
  {{ id = "several", text = "Several", type = "choices", list = "many" }},
]
[[findings]]
id = "single"
kind = "distribution"
title = "Single"
of = "single"
level = "group"
base = {{ of = "single", level = "known" }}
[[findings]]
id = "several"
kind = "distribution"
title = "Several"
of = "several"
level = "group"
base = {{ of = "several", level = "known" }}
[[findings]]
id = "shared"
kind = "distribution"
title = "Shared"
of = "several"
level = "group"
weight = "split"
base = {{ of = "several", level = "known" }}
"""


def wide(n: int = 25) -> StudyExport:
    chance = random.Random(5)
    instrument = parsed(TOML, "wide.toml")
    records = []
    for number in range(n):
        several = tuple(sorted(chance.sample(CODES, 3), key=CODES.index))
        draft = {"single": Given(chance.choice(CODES)), "several": Given(several)}
        records.append(Record(f"c{number}", f"R{number}", derive(instrument, settle(instrument, draft))))
    return StudyExport("wide", "Wide", Frame(instrument, records))


@pytest.mark.libreoffice
def test_lists_too_long_for_a_formula_are_read_from_a_sheet(tmp_path):
    book = build([wide()], exported.META, stored=-1)
    assert max(len(each.formula) for each in book.formulas) < 2_000
    assert any("MMULT" in each.formula for each in book.formulas)
    read = libreoffice.recalculated(book.close(), tmp_path)
    assert "Lists" in read.sheetnames
    for each in book.formulas:
        assert read[each.sheet].cell(each.row + 1, each.column + 1).value == pytest.approx(each.value)


def test_columns_past_the_last_go_on_in_the_next_sheet(monkeypatch):
    monkeypatch.setattr("exports.workbook.responses.write.__defaults__", (50,))
    study = exported.case_reviews(1, 5)
    columns = Layout(study, "q_").columns
    read = openpyxl.load_workbook(io.BytesIO(build([study], exported.META).close()))
    pages = [sheet for sheet in read.worksheets if sheet.title.startswith("Responses")]
    assert len(pages) == len(spread(columns, 50)) > 1
    heads = [cell.value for sheet in pages for cell in sheet[1]]
    assert set(heads) == {column.head for column in columns}
    assert all(sheet["A1"].value == "reference" for sheet in pages)
    assert all(sheet.max_column <= 50 for sheet in pages)


def test_rows_past_the_last_go_on_in_the_next_sheet(monkeypatch):
    study = exported.case_reviews(1, 10)
    whole = openpyxl.load_workbook(io.BytesIO(build([study], exported.META).close()))["Answers"].max_row - 1
    monkeypatch.setattr("exports.workbook.answers.write.__defaults__", (100,))
    read = openpyxl.load_workbook(io.BytesIO(build([study], exported.META).close()))
    pages = [sheet for sheet in read.worksheets if sheet.title.startswith("Answers")]
    assert sum(sheet.max_row - 1 for sheet in pages) == whole > 300
    assert all(sheet.max_row <= 100 for sheet in pages)
