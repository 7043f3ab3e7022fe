"""Nothing that somebody typed becomes a formula, and nothing is cut silently, wherever it stands."""

import io
import zipfile

import openpyxl
import pytest

from casereview.answers import Answer
from casereview.findings.frame import Frame, Record
from casereview.instruments.loading import parsed
from casereview.settling import derive, settle
from exports.workbook import Meta, StudyExport, TooLargeError, build, workbook
from exports.workbook.book import LONG_SHEET, Book, must_quote, parts
from exports.workbook.names import MOST, sheet_name, shortened, units
from tests import every_finding
from tests.exports import exported, libreoffice

STARTS = [
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    " =",
    "＝",
    "＋",
    "－",
    "＠",
    "'=",
    '"=',
    "\x00=",
    "{=",
    "=-+@",
    "%0A-=",
]
CALLS = [
    "1+1", "HYPERLINK(\"http://example.invalid\",\"x\")", "cmd|' /C calc'!A0", "SUM(1,1)", "WEBSERVICE(\"x\")",
    "DDE(\"soffice\",\"x\",\"y\")", "INDIRECT(\"A1\")", "A1", "1/0", "NOW()",
]  # fmt: skip
PAYLOADS = [start + call for start, call in zip(STARTS * 3, CALLS * 5, strict=False)][:40]
TEXT_TOML = """
id = "payloads"
version = 1
title = {0}
unit = "case"
notes = [{0}]
[[kinds]]
code = "alone"
label = {0}
[[attributes]]
id = "town"
text = {0}
short = {0}
type = "choice"
options = [{{ code = "north", label = {0} }}, {{ code = "south", label = "South" }}]
[[sections]]
id = "one"
title = {0}
[[sections.questions]]
id = "why"
text = {0}
short = {0}
type = "choices"
options = [{{ code = "a", label = {0}, other = true }}, {{ code = "b", label = "B" }}]
[[sections.questions]]
id = "said"
text = {0}
type = "text"
[[findings]]
id = "first"
kind = "distribution"
title = {0}
headline = {0}
note = {0}
of = "why"
by = "town"
base = {{ of = "why", level = "asked", words = {0} }}
"""


def toml(text: str) -> str:
    return '"' + "".join(f"\\u{ord(c):04x}" if ord(c) < 32 or c in '"\\' else c for c in text) + '"'


def everywhere(payload: str) -> tuple[StudyExport, Meta]:
    """A study with `payload` in every place that holds a text."""
    text = payload.replace("{", "").replace("}", "")  # braces mean something in a headline
    typed = text.replace("\x00", "")  # no instrument file can hold one
    instrument = parsed(TEXT_TOML.format(toml(typed)), "payloads.toml")
    blank = derive(instrument, settle(instrument, {}))
    answers = {"town": Answer("answered", "north"), "why": Answer("answered", ("a",), payload)}
    answers["said"] = Answer("answered", payload)
    record = Record("c1", payload, blank | answers, "alone", 1, payload, payload)
    aside = {payload: 1}
    study = StudyExport(payload, payload, Frame(instrument, [record]), None, payload, (payload,), aside)
    return study, Meta(payload, payload, exported.META.made_at, payload, payload)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_a_formula(payload):
    study, meta = everywhere(payload)
    book = build([study], meta)
    ours = {(each.sheet, each.row + 1, each.column + 1) for each in book.formulas}
    read = openpyxl.load_workbook(io.BytesIO(book.close()))
    found = 0
    for sheet in read.worksheets:
        for cell in (cell for line in sheet.iter_rows() for cell in line if cell.value is not None):
            formula = cell.data_type == "f"
            assert formula == ((sheet.title, cell.row, cell.column) in ours), (sheet.title, cell.coordinate)
            if cell.data_type == "s" and must_quote(str(cell.value)):
                found += 1
                assert cell.quotePrefix
    if must_quote(payload.replace("\x00", "\ufffd")):
        assert found > 20


@pytest.mark.libreoffice
def test_libreoffice_evaluates_no_text(tmp_path):
    study, meta = everywhere("=1+1")
    records = [
        Record(
            f"c{n}", payload, {**study.frame.records[0].answers, "said": Answer("answered", payload)}, "", 1, payload
        )
        for n, payload in enumerate(PAYLOADS)
    ]
    full = StudyExport("k", "=2+2", Frame(study.instrument, records), None, "=3+3", ("@SUM(1,1)",))
    book = build([full], meta)
    ours = {(each.sheet, each.row + 1, each.column + 1) for each in book.formulas}
    path = libreoffice.converted(book.close(), tmp_path)
    for sheet in openpyxl.load_workbook(path).worksheets:
        for cell in (cell for line in sheet.iter_rows() for cell in line):
            assert cell.data_type != "f" or (sheet.title, cell.row, cell.column) in ours
    values = openpyxl.load_workbook(path, data_only=True)["Responses"]
    kept = [line[0] for line in values.iter_rows(min_row=2, max_col=1, values_only=True)]
    assert [said(text) for text in kept] == [said(payload) for payload in PAYLOADS]


def said(text: str) -> str:
    return " ".join(str(text).replace("\x00", "\ufffd").replace("\r", "\n").split())


def test_the_files_own_properties_are_text():
    study, meta = everywhere("=1+1")
    properties = openpyxl.load_workbook(io.BytesIO(workbook([study], meta))).properties
    assert (properties.title, properties.creator) == ("=1+1", "=1+1")


def told(text: str) -> StudyExport:
    record = every_finding.frame(1, 10).records[0]
    ref = next(item.ref for item in every_finding.instrument().items if item.question.type == "text")
    answers = {**record.answers, ref: Answer("answered", text)}
    return StudyExport("k", "T", Frame(every_finding.instrument(), [Record("c1", "R1", answers)]))


@pytest.mark.parametrize("text", ["ab\n" * 30_000, "\U0001f600" * 20_000, "x" * 32_768])
def test_a_text_too_long_for_a_cell_goes_on_whole_in_another_sheet(text):
    book = build([told(text)], exported.META)
    assert {each.text for each in book.long} == {text}
    read = openpyxl.load_workbook(io.BytesIO(book.close()))
    lines = [line for line in read[LONG_SHEET].iter_rows(min_row=2, values_only=True) if line[0] == 1]
    assert "".join(line[4] for line in lines) == text
    sheet, place = lines[0][1], lines[0][2]
    assert f"goes on: {len(text):,} characters" in read[sheet][place].value
    assert units(read[sheet][place].value) <= 32_767
    assert any("too long for one cell" in str(line[1]) for line in read["Cover"].iter_rows(values_only=True))


def test_a_text_that_just_fits_stays_where_it_is():
    book = build([told("y" * 32_767)], exported.META)
    assert book.long == []
    assert LONG_SHEET not in openpyxl.load_workbook(io.BytesIO(book.close())).sheetnames


def test_what_no_workbook_can_hold_is_marked_and_counted():
    book = build([told("a\x00b\x0bc\ud800d\ufffee")], exported.META)
    assert book.replaced == 8  # four in Responses, four in Answers
    read = openpyxl.load_workbook(io.BytesIO(book.close()))
    texts = [cell for line in read["Answers"].iter_rows(values_only=True) for cell in line]
    assert "a\ufffdb\ufffdc\ufffdd\ufffde" in texts
    assert any("8 characters" in str(line[1]) for line in read["Cover"].iter_rows(values_only=True))


def test_what_looks_like_an_escape_is_kept_as_it_was_typed(tmp_path):
    data = workbook([told('_x0041_ & <b> "quoted"')], exported.META)
    strings = zipfile.ZipFile(io.BytesIO(data)).read("xl/sharedStrings.xml").decode()
    assert "_x005F_x0041_ &amp; &lt;b&gt;" in strings


def test_pieces_of_a_text_are_the_text():
    text = "\U0001f600 word\n" * 9_000
    assert "".join(parts(text)) == text
    assert all(units(part) <= 32_000 for part in parts(text))


@pytest.mark.parametrize(
    "title", ["a/b:c?d*e[f]g\\h", "'quoted'", "History", "", "   ", "x" * 60, "\U0001f600" * 40, "tab\tnul\x00", "]["]
)
def test_any_title_makes_a_sheet_that_excel_opens(title):
    taken = set()
    names = [sheet_name(title, taken) for _ in range(12)]
    assert len({name.lower() for name in names}) == 12
    for name in names:
        assert 0 < units(name) <= MOST
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.lower() != "history"


def test_a_tab_is_named_in_whole_words():
    assert shortened("Opportunity to prevent, reduce or delay", 27) == "Opportunity to prevent"
    assert shortened("Short", 27) == "Short"


def test_a_number_that_is_none_is_written_as_a_word():
    book = Book()
    sheet = book.sheet("One")
    book.number(sheet, 0, 0, float("nan"))
    book.number(sheet, 1, 0, float("inf"))
    book.number(sheet, 2, 0, -5.5)
    read = openpyxl.load_workbook(io.BytesIO(book.close()))["One"]
    assert [read.cell(row, 1).value for row in (1, 2, 3)] == ["nan", "inf", -5.5]


def test_outside_the_sheet_is_an_error_and_not_a_loss():
    book = Book()
    with pytest.raises(TooLargeError, match="Filter the responses first"):
        book.text(book.sheet("One"), 1_048_576, 0, "lost")


def test_a_formula_longer_than_excel_takes_is_an_error():
    book = Book()
    with pytest.raises(TooLargeError, match="8,192"):
        book.formula(book.sheet("One"), 0, 0, "1+" * 5_000 + "1", 5_001)
