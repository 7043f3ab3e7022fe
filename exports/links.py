"""Personal links as files for a mail merge: name, team, link. Made when the links are given out, and kept nowhere."""

import csv
import io
from typing import Any

from exports.cells import put
from exports.finding_csv import BOM, safe

HEAD = ("Name", "Team", "Link")
Row = tuple[str, str, str]


def links_csv(rows: list[Row]) -> str:
    """The rows as CSV. Excel reads it as UTF-8, and no name becomes a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return BOM + out.getvalue()


def links_xlsx(rows: list[Row], *, title: str) -> bytes:
    """The rows as a workbook whose columns Word can merge into letters or e-mails."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    workbook: Any = Workbook()
    workbook.properties.creator, workbook.properties.title = "Casereview", f"{title}: links"
    sheet = workbook.active
    sheet.title = "Links"
    for number, row in enumerate((HEAD, *rows), 1):
        for column, text in enumerate(row, 1):
            put(sheet.cell(number, column), text)
    for letter, width in zip("ABC", (34, 24, 62), strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
    sheet.freeze_panes = "A2"
    held = io.BytesIO()
    workbook.save(held)
    return held.getvalue()
