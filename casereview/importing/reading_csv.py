"""A list as somebody saved it: an Excel workbook, or CSV parted by commas, semicolons or tabs."""

import csv
import io

from casereview.importing.cells import Cell, Sheet
from casereview.importing.reading_workbook import read_workbook
from casereview.importing.safety import MOST_BYTES, UnsafeWorkbookError
from casereview.importing.scanning import MOST_COLUMNS, MOST_ROWS

_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
_MARK_UP = (b"<html", b"<!doctype", b"<?xml", b"<table")


def read_list(data: bytes) -> list[Sheet]:
    """The sheets of a workbook, or one sheet "List" of CSV. Raises UnsafeWorkbookError with a sentence."""
    begins = data[:200].lstrip().lower()
    if not data or data.startswith(_NOT_TEXT) or begins.startswith(_MARK_UP) or len(data) > MOST_BYTES:
        return read_workbook(data)  # which says in words what is no workbook
    return [Sheet("List", _rows(_text(data)))]


def _text(data: bytes) -> str:
    """CSV as Excel writes it: UTF-8 or UTF-16 with their marks, else the code page of Western Europe."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\x00" in data:
        raise UnsafeWorkbookError("This is neither an Excel workbook nor CSV. Save it as .xlsx and upload that.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _rows(text: str) -> tuple[tuple[Cell, ...], ...]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UnsafeWorkbookError("A quotation mark opens and does not close. Save it as .xlsx instead.") from error
    if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
        raise UnsafeWorkbookError(f"That is more than {MOST_ROWS:,} rows. Upload it in parts.")
    return tuple(tuple(Cell(value or None) for value in row) for row in rows)
