"""Links for a mail merge: what went in comes out, and no name becomes a formula."""

import csv
import io

from openpyxl import load_workbook

from exports.links import links_csv, links_xlsx

ROWS = [("Ann Smith", "Front door", "https://x.example/s/abc"), ("=HYPERLINK(1)", "", "https://x.example/s/def")]


def test_a_workbook_holds_every_link_as_text():
    sheet = load_workbook(io.BytesIO(links_xlsx(ROWS, title="Poll")))["Links"]
    rows = [tuple(cell.value or "" for cell in row) for row in sheet.iter_rows()]
    assert rows == [("Name", "Team", "Link"), *ROWS]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


def test_a_csv_holds_every_link_and_starts_no_formula():
    text = links_csv(ROWS)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows == [["Name", "Team", "Link"], list(ROWS[0]), ["'=HYPERLINK(1)", "", ROWS[1][2]]]
