"""A stranger finds a finding among a hundred sheets: contents in front, links there and back, an order, colours."""

import io

import openpyxl
import pytest

from exports.workbook import Meta, Money, StudyExport, build
from exports.workbook.styles import TABS
from tests.exports import exported
from tests.exports.test_workbook_opportunities import HOUR
from tests.exports.test_workbook_safety import told


@pytest.fixture(scope="module")
def studies() -> list[StudyExport]:
    return [exported.every(1, 12), exported.case_reviews(2, 12)]


@pytest.fixture(scope="module")
def read(studies):
    return opened(studies)


def opened(studies, meta: Meta = exported.META):
    return openpyxl.load_workbook(io.BytesIO(build(studies, meta, money=Money((), (HOUR,))).close()), data_only=True)


def test_the_sheets_of_a_study_stand_together_findings_first(studies, read):
    first, second = (len(study.instrument.findings) for study in studies)
    names = read.sheetnames
    assert names[:3] == ["Cover", "Findings", "Unit costs"]
    data = ["Responses", "Answers", "Codebook", "Codebook findings"]
    assert names[3 + first : 7 + first] == [f"{name} every" for name in data]
    assert names[7 + first + second : 11 + first + second] == [f"{name} case-review"[:31] for name in data]
    assert [int(name.split()[0]) for name in names if name[0].isdigit()] == list(range(1, first + second + 1))


def test_each_study_has_a_colour_on_its_tabs_and_in_the_list(studies, read):
    tabs = {sheet.title: (sheet.sheet_properties.tabColor or EMPTY).rgb for sheet in read.worksheets}
    first = len(studies[0].instrument.findings)
    one, other = (f"FF{colour[1:].upper()}" for colour in TABS[:2])
    names = read.sheetnames[3:]
    assert {tabs[name] for name in names[: first + 4]} == {one}
    assert {tabs[name] for name in names[first + 4 :]} == {other}
    assert tabs["Cover"] == tabs["Findings"] == tabs["Unit costs"] == ""
    numbers = [row[0] for row in read["Findings"].iter_rows(min_row=2)]
    assert [cell.fill.fgColor.rgb for cell in numbers] == [one] * first + [other] * (len(numbers) - first)


class EMPTY:
    rgb = ""


def test_the_contents_stand_on_the_first_page_and_lead_to_every_part(studies, read):
    cover = read["Cover"]
    row = next(cell.row for cell in cover["A"] if cell.value == "Contents")
    assert row < 12
    places = {link.location.rpartition("!")[0].strip("'") for link in (c.hyperlink for c in links_of(cover))}
    parts = {name for name in read.sheetnames if not name[0].isdigit()} - {"Cover"}
    firsts = {"1", str(1 + len(studies[0].instrument.findings))}
    assert places == parts | {name for name in read.sheetnames if name.split()[0] in firsts}
    beside = {cell.value for cell in cover[row + 2]}
    assert {"Every finding", f"Findings 1 to {len(studies[0].instrument.findings)}", "Responses", "Answers"} <= beside


def links_of(sheet):
    return [cell for line in sheet.iter_rows() for cell in line if cell.hyperlink]


def test_every_link_leads_to_a_sheet_that_is_there(read):
    found = [(sheet.title, cell.hyperlink.location) for sheet in read.worksheets for cell in links_of(sheet)]
    assert len(found) > 40
    for title, location in found:
        name = location.rpartition("!")[0].strip("'").replace("''", "'")
        assert name in read.sheetnames, (title, location)


def test_every_finding_leads_back_and_says_what_it_is_of(studies, read):
    sheets = [sheet for sheet in read.worksheets if sheet.title[0].isdigit()]
    assert {sheet["A1"].hyperlink.location for sheet in sheets} == {"'Findings'!A1"}
    first = len(studies[0].instrument.findings)
    assert [sheet["B1"].value for sheet in sheets] == ["Every finding"] * first + ["Case review"] * (
        len(sheets) - first
    )


def test_the_filter_stands_beside_every_number_that_was_counted_under_it():
    filtered = opened([exported.every(1, 12)], Meta("p", "P", exported.META.made_at, "A", "Town North"))
    sheets = [sheet for sheet in filtered.worksheets if sheet.title[0].isdigit()]
    assert {sheet["B1"].value for sheet in sheets} == {"Every finding. Filter: Town North"}
    head = [cell.value for cell in filtered["Findings"][1]].index("Filter")
    assert {line[head] for line in filtered["Findings"].iter_rows(min_row=2, values_only=True)} == {"Town North"}


def test_groups_with_several_answers_are_charted_side_by_side(studies):
    book = build(studies[:1], exported.META)
    sheet = next(each for each in book.workbook.worksheets() if each.get_name().endswith("choices_group"))
    series = sheet.charts[0][2].series
    table = openpyxl.load_workbook(io.BytesIO(book.close()), data_only=True)[sheet.get_name()]
    named = [each["name_formula"].rpartition("!")[2].replace("$", "") for each in series]
    assert [table[cell].value for cell in named] == ["Alone", "Together"]
    assert len({each["values"] for each in series}) == 2


def test_a_row_is_as_high_as_its_text_needs(studies):
    words = "word " * 60
    read = openpyxl.load_workbook(io.BytesIO(build([told(words)], exported.META).close()))
    assert read["Responses"].row_dimensions[2].height == 4 * 15  # no higher: all of it stands in Answers
    answers = read["Answers"]
    row = next(cell.row for cell in answers["M"] if cell.value == words)
    assert answers.row_dimensions[row].height >= 6 * 15
