"""Cells keep their meaning on the way in: what Excel changed is asked about, everything else comes as it was typed."""

import io
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from casereview.importing.cells import Cell, Sheet, text_of
from casereview.importing.reading_workbook import read_pasted, read_workbook
from casereview.reading_error import ReadingError
from tests.workbooks import repacked, saved


def one(value: object, shown_as: str = "General") -> Cell:
    """A cell with this value, written by openpyxl and read back."""
    workbook = Workbook()
    workbook.active["B2"].value = value
    workbook.active["B2"].number_format = shown_as
    return read_workbook(saved(workbook))[0].rows[1][1]


@pytest.mark.parametrize(
    ("value", "shown_as", "text"),
    [
        ("007", "General", "007"),
        ("1E+10", "General", "1E+10"),
        ("01/02/2026", "@", "01/02/2026"),
        ("#N/A ", "@", "#N/A "),
        ("TRUE", "@", "TRUE"),
        ("  padded ", "@", "  padded "),
        ("line\none", "@", "line\none"),
        ("_x005F_x0041_", "@", "_x0041_"),
        ("a_x000D_\nb", "@", "a\r\nb"),
        ("Zoë 👩‍🦽", "@", "Zoë 👩‍🦽"),
        (417, "0000", "0417"),
        (417, "General", "417"),
        (14.0, "General", "14"),
        (14.5, "General", "14.5"),
        (0.1, "General", "0.1"),
        (10_000_000_000, "General", "10000000000"),
        (-3, "0", "-3"),
        (True, "General", "TRUE"),
    ],
)
def test_a_cell_says_what_was_typed(value: object, shown_as: str, text: str) -> None:
    assert text_of(one(value, shown_as)) == text


@pytest.mark.parametrize(
    ("value", "shown_as", "wrong"),
    [
        (datetime(2026, 3, 5), "d mmm", "made a date"),  # noqa: DTZ001
        (time(10, 30), "h:mm", "made a date"),
        (0.14, "0%", "percentage"),
        (1234567890123456, "0", "15 figures"),
        ("=1/0", "General", "nobody has worked out"),
    ],
)
def test_what_excel_changed_is_asked_about(value: object, shown_as: str, wrong: str) -> None:
    with pytest.raises(ReadingError, match=wrong):
        text_of(one(value, shown_as))


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_a_real_date_is_a_date_whatever_the_workbook_counts_from(epoch: datetime | None) -> None:
    workbook = Workbook()
    if epoch:
        workbook.epoch = epoch
    workbook.active["A1"].value = date(2026, 2, 1)
    (cell,) = read_workbook(saved(workbook))[0].rows[0]
    assert text_of(cell, as_date=True) == "2026-02-01"


def test_a_time_is_no_date() -> None:
    with pytest.raises(ReadingError, match="A time, not a date"):
        text_of(one(time(10, 30), "h:mm"), as_date=True)


def cached(cell: bytes) -> Cell:
    """A1 as this XML."""
    data = saved(Workbook())
    xml = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        + cell
        + b"</row></sheetData></worksheet>"
    )
    return read_workbook(repacked(data, lambda name, part: xml if name.endswith("sheet1.xml") else part))[0].rows[0][0]


def test_a_formula_says_its_stored_result() -> None:
    assert text_of(cached(b'<c r="A1"><f>7+7</f><v>14</v></c>')) == "14"
    assert text_of(cached(b'<c r="A1" t="str"><f>UPPER("x")</f><v>X</v></c>')) == "X"
    with pytest.raises(ReadingError, match="gives an error"):
        text_of(cached(b'<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'))
    with pytest.raises(ReadingError, match="nobody has worked out"):
        text_of(cached(b'<c r="A1"><f>7+7</f></c>'))


def test_a_cell_under_a_merge_is_asked_about() -> None:
    workbook = Workbook()
    workbook.active["A1"].value, workbook.active["A3"].value = "North", "South"
    workbook.active.merge_cells("A1:A2")
    rows = read_workbook(saved(workbook))[0].rows
    assert text_of(rows[0][0]) == "North"
    with pytest.raises(ReadingError, match="Merged"):
        text_of(rows[1][0])


def test_hidden_sheets_are_left_out() -> None:
    workbook = Workbook()
    workbook.active.title = "Seen"
    workbook.create_sheet("Hidden").sheet_state = "hidden"
    assert [sheet.title for sheet in read_workbook(saved(workbook))] == ["Seen"]


def test_pasted_cells_may_hold_lines_and_quotation_marks() -> None:
    (sheet,) = read_pasted('a\t"b ""c""\nd"\r\n\te\r\n')
    assert sheet == Sheet("Pasted", ((Cell("a"), Cell('b "c"\nd')), (Cell(), Cell("e"))))


def test_the_bytes_of_a_workbook_are_not_kept_open() -> None:
    held = io.BytesIO(saved(Workbook()))
    assert read_workbook(held.getvalue())[0].rows == ()
