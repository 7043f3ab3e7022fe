"""A list saved as CSV is read however Excel wrote it; what is neither CSV nor a workbook is refused in words."""

import pytest

from casereview.importing.reading_csv import read_list
from casereview.importing.safety import UnsafeWorkbookError

ROWS = [["Name", "Where"], ["Café, the old one", "Hill; Dale"]]


def values(data):
    (sheet,) = read_list(data)
    return [[cell.value for cell in row] for row in sheet.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_every_kind_gives_the_same_cells(encoding, delimiter):
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in ROWS)
    assert values(text.encode(encoding)) == ROWS


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"), (b"%PDF-1.7", "PDF"), (b"<html><table>", "web page"), (b"PK\x03\x04rest", "damaged"),
        (b"GIF89a\x00\x01", "neither"), (b'Name,Where\n"Club,Hill', "quotation mark"),
        (b"Name\n" * 20_001, "more than 20,000 rows"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_words(data, said):
    with pytest.raises(UnsafeWorkbookError, match=said):
        read_list(data)
