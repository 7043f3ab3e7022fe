"""Workbooks for tests of importing: tables made into .xlsx bytes, and templates filled by their headings."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook

Table = Sequence[Sequence[Any]]


def made(table: Table, title: str = "Cases") -> bytes:
    """A workbook of one sheet with these rows."""
    workbook = Workbook()
    workbook.active.title = title
    for row in table:
        workbook.active.append(list(row))
    return saved(workbook)


def saved(workbook: Any) -> bytes:
    """The bytes of an openpyxl workbook."""
    held = io.BytesIO()
    workbook.save(held)
    return held.getvalue()


def filled(template: bytes, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """A template with one row per mapping of heading to value."""
    workbook = load_workbook(io.BytesIO(template))
    sheet = workbook["Cases"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, 2):
        for heading, value in row.items():
            sheet.cell(number, columns[heading]).value = value
    return saved(workbook)


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The same archive with every part passed through `change` (None leaves it out)."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return held.getvalue()
