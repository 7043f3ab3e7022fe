"""From the bytes of a workbook, or text pasted from one, to sheets of cells that still know their types."""

import csv
import io
import warnings
from typing import Any

from casereview.importing.cells import Cell, Sheet
from casereview.importing.safety import DAMAGED, UnsafeWorkbookError, check
from casereview.importing.scanning import MOST_COLUMNS, MOST_ROWS, Scan

_PASTED = b"pasted\n"

# openpyxl rather than calamine: it tells a number shown as 00417 from 417, and an error from the text "#N/A".


def read_sheets(data: bytes) -> list[Sheet]:
    """Sheets of a workbook, or of text pasted from one after `as_pasted`. Raises UnsafeWorkbookError."""
    if is_pasted(data):
        return read_pasted(data.removeprefix(_PASTED).decode("utf-8", "replace"))
    return read_workbook(data)


def as_pasted(text: str) -> bytes:
    """Pasted text as bytes that `read_sheets` tells from a workbook."""
    return _PASTED + text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode()


def is_pasted(data: bytes) -> bool:
    """Whether these bytes came from `as_pasted`."""
    return data.startswith(_PASTED)


def read_workbook(data: bytes) -> list[Sheet]:
    """The visible sheets of an .xlsx, as far as they hold anything. Raises UnsafeWorkbookError with a sentence."""
    scans = check(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of validations and styles it does not know; none is read
        try:
            return _sheets(data, scans)
        except Exception as error:  # a parser meets anything in a damaged file
            raise UnsafeWorkbookError(DAMAGED) from error


def read_pasted(text: str) -> list[Sheet]:
    """One sheet, "Pasted", from cells copied out of Excel (parted by tabs). Raises UnsafeWorkbookError."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error as error:
        raise UnsafeWorkbookError("A quotation mark opens and does not close. Upload the workbook instead.") from error
    if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
        raise UnsafeWorkbookError(f"That is more than {MOST_ROWS:,} rows. Upload it in parts.")
    return [Sheet("Pasted", tuple(tuple(Cell(value or None) for value in row) for row in rows))]


def _sheets(data: bytes, scans: dict[str, Scan]) -> list[Sheet]:
    from openpyxl import load_workbook

    workbook: Any = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        return [_sheet(sheet, scans) for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    finally:
        workbook.close()


def _sheet(sheet: Any, scans: dict[str, Scan]) -> Sheet:
    scan = scans[sheet._worksheet_path.lstrip("/")]
    if not scan.rows:
        return Sheet(sheet.title, ())
    merged = _under_merges(scan)
    found = sheet.iter_rows(min_row=1, max_row=scan.rows, max_col=scan.columns)
    rows = tuple(
        tuple(_cell(cell, (r, c), scan, merged) for c, cell in enumerate(row, 1)) for r, row in enumerate(found, 1)
    )
    return Sheet(sheet.title, rows)


def _cell(cell: Any, at: tuple[int, int], scan: Scan, merged: set[tuple[int, int]]) -> Cell:
    if at in merged:
        return Cell(trouble="merged")
    if at in scan.uncomputed:
        return Cell(trouble="uncomputed")
    if cell.value is None:
        return Cell()
    if cell.data_type == "e":
        return Cell(str(cell.value), trouble="error")
    return Cell(cell.value, cell.number_format or "General")


def _under_merges(scan: Scan) -> set[tuple[int, int]]:
    """Every cell that a merge covers, its first one apart, as far as the sheet holds anything."""
    from openpyxl.utils import range_boundaries

    covered: set[tuple[int, int]] = set()
    for reference in scan.merged:
        left, top, right, bottom = range_boundaries(reference)
        bottom, right = min(bottom, scan.rows), min(right, scan.columns)
        covered |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)} - {(top, left)}
    return covered
