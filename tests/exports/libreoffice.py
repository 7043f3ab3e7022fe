"""LibreOffice as an independent reader: it recalculates a workbook, or leaves it as it was stored.

The profile of its own decides: with OOXMLRecalcMode 0 every formula is worked out on load; without it the stored values
stay, and a test that compared them would prove nothing.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

SOFFICE = shutil.which("soffice")
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def needed() -> None:
    """Skips the test by name where there is no LibreOffice; in CI that is a failure."""
    if SOFFICE is None and os.environ.get("CI") == "true":
        pytest.fail("LibreOffice is not installed: CI must have it")
    if SOFFICE is None:
        pytest.skip("needs LibreOffice (soffice)")


@cache
def profile(recalculate: bool) -> Path:
    """The folder of a profile: made once for this process, since making one takes LibreOffice seconds."""
    folder = Path(tempfile.mkdtemp(prefix="libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if recalculate:
        (folder / "user").mkdir()
        (folder / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, "utf-8")
    return folder


def converted(data: bytes, folder: Path, *, recalculate: bool = True) -> Path:
    """The workbook `data` as LibreOffice reads and writes it again."""
    needed()
    name = f"book{recalculate}.xlsx"
    source, out = folder / name, folder / f"out{recalculate}"
    source.write_bytes(data)
    command = [str(SOFFICE), f"-env:UserInstallation={profile(recalculate).as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / name


def recalculated(data: bytes, folder: Path, *, recalculate: bool = True) -> Workbook:
    """The values of the workbook `data` after LibreOffice had it."""
    return load_workbook(converted(data, folder, recalculate=recalculate), data_only=True)
