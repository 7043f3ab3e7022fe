"""A workbook shows the same numbers to everybody who opens it, and says what they are a share of."""

import io

import openpyxl
import pandas
import pytest

from casereview.findings.frame import Frame
from exports.workbook import Meta, StudyExport, build, workbook
from exports.workbook.findingslist import BASE, KEY, LEFT_OUT, VALUE
from tests.exports import exported, libreoffice


@pytest.fixture(scope="module")
def study():
    return exported.every()


@pytest.fixture(scope="module")
def data(study):
    return workbook([study], exported.META)


def wanted(study: StudyExport) -> list[object]:
    return ["no cases" if result.value is None else pytest.approx(result.value) for result in study.results]


@pytest.mark.parametrize("engine", ["openpyxl", "calamine"])
def test_pandas_reads_the_percentages(study, data, engine):
    table = pandas.read_excel(io.BytesIO(data), "Findings", engine=engine)
    assert list(table["Finding id"]) == [result.id for result in study.results]
    assert list(table["Value"]) == wanted(study)
    assert list(table["Numerator"]) == [pytest.approx(result.numerator) for result in study.results]
    assert list(table["Denominator"]) == [result.denominator for result in study.results]


def test_openpyxl_reads_the_percentages(study, data):
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Findings"]
    assert [row[VALUE] for row in sheet.iter_rows(min_row=2, values_only=True)] == wanted(study)


@pytest.mark.libreoffice
def test_libreoffice_shows_the_percentages_without_working_them_out(study, data, tmp_path):
    sheet = libreoffice.recalculated(data, tmp_path, recalculate=False)["Findings"]
    assert [row[VALUE] for row in sheet.iter_rows(min_row=2, values_only=True)] == wanted(study)


def test_every_percentage_is_a_formula(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    values = [row[VALUE] for row in book["Findings"].iter_rows(min_row=2, values_only=True)]
    assert all(str(value).startswith("=IF(") for value in values)
    for sheet in book.worksheets:
        if sheet.title[0].isdigit():
            heads = [number for number, line in enumerate(sheet.iter_rows(values_only=True)) if line[0] == "Among"]
            lines = list(sheet.iter_rows(min_row=heads[0] + 2, values_only=True))
            shares = [line[2:5] for line in lines if line[0] and line[1]]
            assert shares
            assert all(str(cell).startswith("=") for line in shares for cell in line)


def test_each_finding_says_its_base_and_whom_it_leaves_out(study, data):
    rows = list(openpyxl.load_workbook(io.BytesIO(data))["Findings"].iter_rows(min_row=2, values_only=True))
    assert [row[BASE] for row in rows] == [result.base for result in study.results]
    left = [f"{each.count:,} {each.words}" for each in study.results[3].left_out]
    assert left
    assert rows[3][LEFT_OUT] == "; ".join(left)


def test_the_responses_can_be_counted_by_hand(study, data):
    table = pandas.read_excel(io.BytesIO(data), "Responses", engine="openpyxl", keep_default_na=False)
    table = table[table["counted"] == 1]
    assert len(table) == len(study.frame)
    finding = next(each for each in study.instrument.findings if each.kind == "share" and not each.by)
    mask = study.frame.mask(finding.counts)
    ticked = study.frame.column("why").has([study.instrument.question["why"].choosable[0].code])
    code = study.instrument.question["why"].choosable[0].code
    assert (table[f"why.{code}"] == 1).sum() == ticked.sum()
    assert mask.sum() > 0
    assert {"answered", "left blank"} <= set(table["why (state)"])


def test_absence_has_its_name_and_is_never_zero(study, data):
    table = pandas.read_excel(io.BytesIO(data), "Responses", engine="openpyxl", keep_default_na=False)
    option = next(head for head in table.columns if head.startswith("why."))
    blank = table["why (state)"] != "answered"
    assert blank.any()
    assert set(table.loc[blank & (table["why (state)"] != "not known"), option]) <= {"left blank", "not asked"}
    assert "not yet coded" in set(table["help.soup"])
    assert "left blank" in set(table["hours"])


def test_the_long_answers_hold_every_answer(study, data):
    table = pandas.read_excel(io.BytesIO(data), "Answers", engine="openpyxl", keep_default_na=False)
    ticks = sum(len(r.answers["why"].value or ()) or 1 for r in study.every.records)
    assert (table["item"] == "why").sum() == ticks
    assert set(table["item"]) == {*study.instrument.item, *(each.id for each in study.instrument.derived)}


def test_the_codebook_explains_every_column_and_code(study, data):
    table = pandas.read_excel(io.BytesIO(data), "Codebook", engine="openpyxl", keep_default_na=False)
    columns = pandas.read_excel(io.BytesIO(data), "Responses", engine="openpyxl").columns
    assert set(table["column in Responses"]) <= set(columns)
    options = {(item.ref, o.code) for item in study.instrument.items for o in item.question.options}
    assert options <= set(zip(table["item"], table["code"], strict=True))
    assert "not known: outside known answers" in set(table["marks"])


def test_each_finding_has_a_chart_that_starts_at_zero_and_can_be_read_aloud(study, data):
    import zipfile

    files = zipfile.ZipFile(io.BytesIO(data))
    charts = [files.read(name).decode() for name in files.namelist() if name.startswith("xl/charts/chart")]
    drawings = [files.read(name).decode() for name in files.namelist() if name.startswith("xl/drawings/drawing")]
    assert len(charts) == len(study.results)
    assert all('<c:min val="0"/>' in chart and 'barDir val="bar"' in chart for chart in charts)
    assert all('descr="Bar chart.' in drawing for drawing in drawings)


def test_the_cover_says_who_when_which_and_out_of_what(study):
    meta = Meta("riverside", "Riverside", exported.META.made_at, "Amina Analyst", "Locality North", False, True)
    drawn = StudyExport(
        "every", "Every", study.frame, study.reviews, "All of May", set_aside={"parked": 2, "skipped": 0}
    )
    cover = openpyxl.load_workbook(io.BytesIO(workbook([drawn], meta)), data_only=True)["Cover"]
    said = {line[0]: line[1] for line in cover.iter_rows(max_col=2, values_only=True) if line[0]}
    assert said["Made"] == "5 November 2026, 10:00 UTC"
    assert (said["By"], said["Filter"], said["Free text"]) == (
        "Amina Analyst",
        "Locality North",
        "Left out of this file",
    )
    assert said["Instrument"].endswith(f"version {study.instrument.version}")
    assert said["How the cases were drawn"] == "All of May"
    assert said["Responses counted"] == len(study.frame)
    assert said["Parked"] == "2, in no number here"
    assert "Demonstration" in said
    assert said["Further reviews"].startswith(f"{len(study.every) - len(study.frame)} of the same cases")


def test_without_free_text_none_is_in_the_file():
    secret = "nobody should read this"
    study = exported.case_reviews(1, 12)
    records = [
        type(r)(r.public_id, r.reference, {**r.answers, "note": type(r.answers["note"])("answered", secret)})
        for r in study.frame.records
    ]
    told = StudyExport("k", "T", Frame(study.instrument, records))
    meta = Meta("p", "P", exported.META.made_at, "A", include_text=False)
    assert secret not in every_text(workbook([told], meta))
    assert secret in every_text(workbook([told], exported.META))


def every_text(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(str(cell) for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line)


def test_two_studies_share_a_workbook_without_mixing(study):
    other = exported.case_reviews(2, 20)
    book = build([study, other], exported.META)
    read = openpyxl.load_workbook(io.BytesIO(book.close()), data_only=True)
    assert {"Responses every", "Responses case-review"} <= set(read.sheetnames)
    rows = list(read["Findings"].iter_rows(min_row=2, values_only=True))
    assert [row[KEY] for row in rows] == ["every"] * len(study.results) + ["case-review"] * len(other.results)
