"""Compressed copies of the large front-end files, made once beside them: plotly.js goes from 1.5 MB to 0.4 MB."""

from pathlib import Path

from flask import Flask
from whitenoise.compress import Compressor

WORTH_IT = 20_000  # bytes


def static(app: Flask) -> None:
    """Writes .gz and .br beside each large script or style sheet that has none, or an old one. Needs no success."""
    folder = Path(app.root_path) / "static"
    for path in (*folder.rglob("*.js"), *folder.rglob("*.css")):
        if path.stat().st_size > WORTH_IT and _out_of_date(path):
            try:
                list(Compressor(quiet=True).compress(str(path)))
            except OSError:  # a read-only installation serves the plain file
                return


def _out_of_date(path: Path) -> bool:
    copy = path.with_name(path.name + ".br")
    return not copy.exists() or copy.stat().st_mtime < path.stat().st_mtime
