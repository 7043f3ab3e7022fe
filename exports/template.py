"""The workbook people fill in: one row per case, drop-downs, and a sheet that says what each column asks."""

import io
from collections.abc import Sequence
from typing import Any

from casereview.importing.layout import DONE, SHEET, TO_DO, Column, columns
from casereview.instruments.model import Instrument
from casereview.instruments.wording import words
from exports.cells import put
from exports.template_lists import ROWS, Lists, labels_of, validation_of

BRAND, PALE, INK = "0B5F6B", "E2EDEF", "0B0C0C"


def make_template(instrument: Instrument, *, title: str, workshops: Sequence[str] = ()) -> bytes:
    """An .xlsx: the sheet Cases to fill in, How to fill in, and Lists behind the drop-downs.

    `title` is the study's; `workshops` are the titles offered in the column Workshop.
    """
    from openpyxl import Workbook

    workbook: Any = Workbook()
    workbook.properties.creator, workbook.properties.title = "Casereview", f"{title}: cases"
    cases = workbook.active
    cases.title = SHEET
    guide, lists = workbook.create_sheet("How to fill in"), workbook.create_sheet("Lists")
    made = columns(instrument)
    _fill_cases(cases, made, Lists(lists), workshops)
    _fill_guide(guide, made, instrument, title)
    lists.freeze_panes = "A2"
    return _saved(workbook)


def _saved(workbook: Any) -> bytes:
    held = io.BytesIO()
    workbook.save(held)
    return held.getvalue()


def _fill_cases(sheet: Any, made: Sequence[Column], lists: Lists, workshops: Sequence[str]) -> None:
    for number, column in enumerate(made, 1):
        cell = _head(put(sheet.cell(1, number), column.header), column)
        letter = cell.column_letter
        sheet.column_dimensions[letter].width = _width(column)
        sheet.column_dimensions[letter].number_format = _format(column)
        validation = validation_of(column, lists, workshops)
        if validation is not None:
            validation.add(f"{letter}2:{letter}{ROWS}")
            sheet.add_data_validation(validation)
    sheet.row_dimensions[1].height = 62
    sheet.freeze_panes = "B2"
    sheet.sheet_view.zoomScale = 110


def _head(cell: Any, column: Column) -> Any:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    judged = column.item is not None and not column.attribute
    cell.fill = PatternFill("solid", fgColor=BRAND if judged else PALE)
    cell.font = Font(bold=True, color="FFFFFF" if judged else INK)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = Border(right=Side(style="thin", color="FFFFFF"))
    cell.comment = Comment(column.wording, "Casereview", width=340, height=40 + 20 * (len(column.wording) // 40 + 2))
    return cell


def _format(column: Column) -> str:
    """Text, so that Excel makes no dates of "65-74"; numbers and dates keep their own."""
    kind = column.question.type if column.question and column.role == "answer" else "text"
    return {"number": "General", "date": "d mmm yyyy"}.get(kind, "@")


def _width(column: Column) -> float:
    if column.role == "summary" or (column.question and column.question.type == "text"):
        return 46
    if column.role == "tick":
        return 16
    longest = max((len(label) for label in labels_of(column)), default=10)
    return float(min(max(longest + 4, 16), 34))


_RULES = (
    "One row for each case. Point at a heading to read the whole question.",
    f"Leave all the dark columns empty and it is a case list. Fill them in and it is a finished review. To say which, "
    f"put “{TO_DO}” or “{DONE}” in Review.",
    "Choose from the drop-down where there is one. Put x under each answer that applies where a question has several.",
    "Write dates with the month in words, such as 27 March 2026.",
    "Nothing that says who somebody is: no names, no NHS numbers, no addresses.",
    "Columns may be moved or left out. Keep the headings as they are. Upload the workbook: a trial run comes first.",
)


def _fill_guide(sheet: Any, made: Sequence[Column], instrument: Instrument, title: str) -> None:
    from openpyxl.styles import Alignment, Font

    put(sheet["A1"], title).font = Font(bold=True, size=18)
    put(sheet["A2"], f"{instrument.title}, version {instrument.version}")
    for row, rule in enumerate(_RULES, 4):
        put(sheet.cell(row, 1), rule)
    top = 4 + len(_RULES) + 1
    for number, heading in enumerate(("Column", "What it asks", "What may stand in it", "Needed"), 1):
        put(sheet.cell(top, number), heading).font = Font(bold=True)
    for row, column in enumerate(made, top + 1):
        for number, text in enumerate(_guide(column, instrument), 1):
            put(sheet.cell(row, number), text).alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABCD", (38, 60, 60, 44), strict=True):
        sheet.column_dimensions[letter].width = width


def _guide(column: Column, instrument: Instrument) -> tuple[str, str, str, str]:
    return (column.header, column.wording, _content(column), _needed(column, instrument))


def _content(column: Column) -> str:
    question = column.question
    labels = labels_of(column)
    if labels:
        return "\n".join(labels)
    if question is None or column.role == "other":
        return "Text"
    match question.type:
        case "number":
            return f"A number, in {question.unit}" if question.unit else "A number"
        case "date":
            return "A date, such as 27 March 2026"
        case _:
            return f"Text of up to {question.max_length:,} characters"


def _needed(column: Column, instrument: Instrument) -> str:
    question = column.question
    if question is None:
        return "Left empty, the project gives one" if column.role == "reference" else ""
    asked = f"Only where {words(question.ask_if, instrument)}" if question.ask_if else ""
    if column.role == "other" or not question.required:
        return asked
    return f"{asked}, and then needed" if asked else "Needed in a finished review"
