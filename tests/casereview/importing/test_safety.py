"""What is no workbook, or would fill the memory, is refused in words, quickly and without being unpacked."""

import io
import re
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from casereview.importing.reading_workbook import read_workbook
from casereview.importing.safety import UnsafeWorkbookError, check
from tests.workbooks import made, repacked

GOOD = made([["Reference", "Area"], ["A-1", "North"]])
SHEET = "xl/worksheets/sheet1.xml"


def with_sheet(xml: bytes, data: bytes = GOOD) -> bytes:
    return repacked(data, lambda name, part: xml if name == SHEET else part)


def rows(inner: bytes) -> bytes:
    return (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + inner
        + b"</sheetData></worksheet>"
    )


def refusal(data: bytes) -> str:
    started = time.process_time()
    with pytest.raises(UnsafeWorkbookError) as refused:
        read_workbook(data)
    assert time.process_time() - started < 6  # 2 s of the processor where it is quiet; it is shared
    return str(refused.value)


def encrypted_flag(data: bytes) -> bytes:
    """The archive with the flag for encryption set on its first part."""
    raw = bytearray(data)
    at = raw.find(b"PK\x01\x02")
    struct.pack_into("<H", raw, at + 8, 1)
    return bytes(raw)


def declared(data: bytes, size: int) -> bytes:
    """The archive, its directory lying that the sheet unpacks to `size` bytes."""
    raw = bytearray(data)
    at = raw.find(b"PK\x01\x02", raw.find(SHEET.encode(), raw.find(b"PK\x01\x02")) - 60)
    struct.pack_into("<I", raw, at + 24, size)
    return bytes(raw)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"Reference,Area\nA-1,North\n", "not an Excel workbook"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<html><table></table></html>", "web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (GOOD[:-200], "damaged"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (encrypted_flag(GOOD), "password"),
        (declared(GOOD, 200 * 1024 * 1024), "unpacks to far more"),
        (b"PK\x03\x04" + b"\0" * (21 * 1024 * 1024), "larger than 20 MB"),
        (repacked(GOOD, lambda name, part: None if name == SHEET else part), "not an Excel workbook"),
        (with_sheet(rows(b"<row r='1'><c r='A1'><v>1</v>")), "damaged"),
    ],
)
def test_it_says_what_a_file_is_that_cannot_be_read(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_it_knows_an_opendocument_and_a_binary_workbook() -> None:
    for name, words in (("mimetype", "OpenDocument"), ("xl/workbook.bin", ".xlsb")):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr(name, b"x")
        assert words in refusal(held.getvalue())


@pytest.mark.parametrize(
    "name", [SHEET, "xl/theme/theme1.xml", "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"]
)
def test_no_part_may_declare_entities(name: str) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
    bomb = repacked(GOOD, lambda part, data: laughs if part == name else data)
    assert name in zipfile.ZipFile(io.BytesIO(GOOD)).namelist()
    assert "hidden instructions" in refusal(bomb)


def test_a_far_away_cell_is_named_and_refused() -> None:
    far = rows(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert "XFD1048576" in refusal(with_sheet(far))


def test_an_empty_cell_far_away_is_no_bother() -> None:
    far = rows(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>')
    assert len(read_workbook(with_sheet(far))[0].rows) == 1


def test_a_million_rows_are_refused() -> None:
    many = b"".join(b'<row r="%d" spans="1:1" ht="15"/>' % number for number in range(1, 1_048_577))
    assert re.search("too many rows|unpacks to far more", refusal(with_sheet(rows(many))))


def test_a_hundred_megabytes_of_nothing_are_refused_by_the_directory_alone() -> None:
    bomb = with_sheet(rows(b" " * 100 * 1024 * 1024))
    assert len(bomb) < 1024 * 1024
    assert "unpacks to far more" in refusal(bomb)


def test_a_sheet_without_cell_names_counts_its_own() -> None:
    plain = rows(b"<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>")
    (scan,) = check(with_sheet(plain)).values()
    assert (scan.rows, scan.columns) == (2, 2)


BOMBS: dict[str, Callable[[], bytes]] = {
    "far cell": lambda: with_sheet(rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "spaces": lambda: with_sheet(rows(b" " * 100 * 1024 * 1024)),
}


@pytest.mark.parametrize("name", list(BOMBS))
def test_a_bomb_takes_little_memory(name: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(BOMBS[name]())
    code = (
        "import resource, sys\n"
        "from casereview.importing.reading_workbook import read_workbook\n"
        "import openpyxl\n"
        "data = open(sys.argv[1], 'rb').read()\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try:\n    read_workbook(data)\nexcept ValueError as error:\n    print(error)\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, timeout=30, check=True
    )
    assert int(done.stdout.split()[-1]) < 64  # MB


def test_mutated_workbooks_are_read_or_refused_never_crash() -> None:
    for position in range(0, len(GOOD), 37):
        mutated = bytearray(GOOD)
        mutated[position] ^= 0xFF
        try:
            read_workbook(bytes(mutated))
        except UnsafeWorkbookError as error:
            assert str(error).endswith(".")
