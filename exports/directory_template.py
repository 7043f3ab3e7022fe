"""The workbook in which a directory is filled in: one row for each service, an x under what it helps with and where."""

import io
from typing import Any

from casereview.gap_map.listing import NEEDED, SHEET, directory_sheet
from casereview.importing.layout import Column, columns_of
from casereview.instruments.model import Instrument
from exports.cells import put
from exports.template_lists import ROWS, Lists, validation_of

BRAND, PALE, INK = "0B5F6B", "E2EDEF", "0B0C0C"
RULES = (
    "One row for each service. Point at a heading to read what belongs under it.",
    "Put x under each outcome it helps with, and under each place where it can be had, or under Everywhere.",
    "Source and Date may stay empty: they are asked when you upload the file, and hold for every row without its own.",
    "No names of people, and no telephone numbers or addresses of their own.",
    "Columns may be moved. Keep the headings as they are. Upload the workbook: a trial run comes first.",
)


def make_directory_template(instrument: Instrument, *, title: str) -> bytes:
    """An .xlsx with the sheet Directory to fill in, How to fill in, and Lists behind the drop-downs."""
    from openpyxl import Workbook

    workbook: Any = Workbook()
    workbook.properties.creator, workbook.properties.title = "Casereview", f"{title}: directory"
    sheet = workbook.active
    sheet.title = SHEET
    guide, lists = workbook.create_sheet("How to fill in"), workbook.create_sheet("Lists")
    fields = directory_sheet(instrument)
    made = [column for question in fields.attributes for column in columns_of(question)]
    _fill(sheet, made, Lists(lists))
    _explain(guide, title)
    held = io.BytesIO()
    workbook.save(held)
    return held.getvalue()


def _fill(sheet: Any, made: list[Column], lists: Lists) -> None:
    for number, column in enumerate(made, 1):
        cell = _head(put(sheet.cell(1, number), column.header), column)
        letter = cell.column_letter
        sheet.column_dimensions[letter].width = 17 if column.role == "tick" else 32
        sheet.column_dimensions[letter].number_format = "@"  # so that Excel makes no date of "March 2026"
        validation = validation_of(column, lists, ())
        if validation is not None:
            validation.add(f"{letter}2:{letter}{ROWS}")
            sheet.add_data_validation(validation)
    sheet.row_dimensions[1].height = 92
    sheet.freeze_panes = "B2"


def _head(cell: Any, column: Column) -> Any:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    needed = column.ref in NEEDED
    cell.fill = PatternFill("solid", fgColor=BRAND if needed else PALE)
    cell.font = Font(bold=True, color="FFFFFF" if needed else INK)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = Border(right=Side(style="thin", color="FFFFFF"))
    cell.comment = Comment(column.wording, "Casereview", width=340, height=120)
    return cell


def _explain(sheet: Any, title: str) -> None:
    from openpyxl.styles import Alignment, Font

    put(sheet["A1"], f"{title}: directory of services").font = Font(bold=True, size=18)
    for row, rule in enumerate(RULES, 3):
        put(sheet.cell(row, 1), rule).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 110
