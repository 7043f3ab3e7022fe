"""Looks at an uploaded workbook before any parser does: what is no workbook, or would fill the memory, stops here."""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, NoReturn
from xml.parsers import expat

from casereview.importing.scanning import MOST_COLUMNS, MOST_ROWS, Scan, TooMuchError

MOST_BYTES = 20 * 1024 * 1024  # of the file
MOST_UNPACKED = 80 * 1024 * 1024  # of all its parts together, as declared in the zip directory
MOST_PARTS = 2_000
MOST_TIMES_SMALLER = 100  # how far a part may be compressed, from a megabyte up
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
DAMAGED = "The file is damaged or cut short. Open it in Excel, save it again and upload that."
_SAVE_AS = "Open it in Excel and save it as an Excel Workbook (.xlsx)."


class UnsafeWorkbookError(ValueError):
    """The file is not read. `str()` says why, and what to do."""


def check(data: bytes) -> dict[str, Scan]:
    """What each worksheet part ("xl/worksheets/sheet1.xml") holds, found by streaming. Raises UnsafeWorkbookError.

    Takes at most about two seconds and little memory whatever the file: sizes are read from the zip directory, and
    zipfile never unpacks more than the directory declares.
    """
    if len(data) > MOST_BYTES:
        raise UnsafeWorkbookError(
            f"The file is larger than {MOST_BYTES // 1024 // 1024} MB. Split it, or take out pictures."
        )
    _is_workbook(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _declared(archive)
            return _scanned(archive)
    except UnsafeWorkbookError:
        raise
    except _BROKEN as error:
        raise UnsafeWorkbookError(DAMAGED) from error


def _is_workbook(data: bytes) -> None:
    """Says in words what a file is that is not a zip archive."""
    if data.startswith(b"PK\x03\x04"):
        return
    if not data:
        raise UnsafeWorkbookError("The file is empty. Choose the workbook again.")
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise UnsafeWorkbookError(
            "The workbook has a password. Take the password off in Excel, save it and upload it again."
        )
    if data.startswith(_OLE):
        raise UnsafeWorkbookError(f"This is an old Excel file (.xls). {_SAVE_AS}")
    if data.startswith(b"%PDF"):
        raise UnsafeWorkbookError("This is a PDF, whatever its name says. Upload the Excel workbook it was made from.")
    if data[:200].lstrip().lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise UnsafeWorkbookError(f"This is a web page or XML file, whatever its name says. {_SAVE_AS}")
    raise UnsafeWorkbookError(f"This is not an Excel workbook, whatever its name says. {_SAVE_AS}")


def _declared(archive: zipfile.ZipFile) -> None:
    """Refuses by the zip directory alone, before anything is unpacked."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or len(set(names)) != len(names):
        raise UnsafeWorkbookError(
            "The file is packed in a way no Excel workbook is. Save it again in Excel and upload that."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise UnsafeWorkbookError(
            "The workbook has a password. Take the password off in Excel, save it and upload it again."
        )
    packed_tight = any(
        part.file_size > 1024 * 1024 and part.file_size > MOST_TIMES_SMALLER * max(part.compress_size, 1)
        for part in parts
    )
    if packed_tight or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UnsafeWorkbookError(
            "The file unpacks to far more than it should. Copy the rows with cases into a new workbook and upload that."
        )
    _has_sheets(names)


def _has_sheets(names: list[str]) -> None:
    if "xl/workbook.bin" in names:
        raise UnsafeWorkbookError(f"This is a binary Excel file (.xlsb). {_SAVE_AS}")
    if "mimetype" in names or "content.xml" in names:
        raise UnsafeWorkbookError(f"This is an OpenDocument file. {_SAVE_AS}")
    if "[Content_Types].xml" not in names or not any(_is_sheet(name) for name in names):
        raise UnsafeWorkbookError(f"This is not an Excel workbook, whatever its name says. {_SAVE_AS}")


def _is_sheet(name: str) -> bool:
    return re.fullmatch(r"/?xl/worksheets/[^/]+\.xml", name) is not None


def _scanned(archive: zipfile.ZipFile) -> dict[str, Scan]:
    """Streams every XML part: none may declare a document type, and the sheets must not reach too far."""
    budget = iter(range(MOST_ROWS * MOST_COLUMNS // 20))  # elements in all
    scans = {}
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            scan = Scan(budget)
            with archive.open(name) as part:
                _stream(part, scan, _is_sheet(name))
            if _is_sheet(name):
                scans[name.lstrip("/")] = scan
    return scans


def _stream(part: IO[bytes], scan: Scan, is_sheet: bool) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _doctype
    parser.StartElementHandler = scan.start
    if is_sheet:
        parser.EndElementHandler, parser.CharacterDataHandler = scan.end, scan.text
    try:
        for block in _blocks(part):
            parser.Parse(block)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise UnsafeWorkbookError(DAMAGED) from error
    except TooMuchError as error:
        raise UnsafeWorkbookError(str(error)) from error


def _blocks(part: IO[bytes]) -> Iterator[bytes]:
    while block := part.read(64 * 1024):
        yield block


def _doctype(*_: object) -> NoReturn:
    raise UnsafeWorkbookError("The file has hidden instructions that no Excel workbook has. Save it again in Excel.")
