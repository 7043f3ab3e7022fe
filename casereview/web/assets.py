"""Static files: served by WhiteNoise with the compressed copies that lie beside them, and named by their content."""

import hashlib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, url_for
from whitenoise import WhiteNoise

from casereview.web import access

TEN_MINUTES = 600  # seconds; modules import each other by plain names, so they must not live long


@cache
def _fingerprint(path: str, changed: float) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:10]


def register(app: Flask) -> None:
    """Serves `static/` and gives templates `asset("css/casereview.css")`: an address that changes with the file."""
    folder = Path(app.root_path) / "static"

    def asset(name: str) -> str:
        path = folder / name
        return url_for("static", filename=name, v=_fingerprint(str(path), path.stat().st_mtime))

    def headers(response: dict[str, str], path: str, url: str) -> None:
        response["X-Content-Type-Options"] = "nosniff"

    app.jinja_env.globals["asset"] = asset
    access.public(app.view_functions["static"])
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        max_age=TEN_MINUTES,
        add_headers_function=headers,
        allow_all_origins=False,
        autorefresh=app.debug,
    )
    scan(app)


def scan(app: Flask) -> None:
    """Takes note of the files in `static/`, and of compressed copies made since the last time."""
    folder = Path(app.root_path) / "static"
    _drop_old_copies(folder)
    served: Any = app.wsgi_app
    served.add_files(str(folder), prefix="static/")


def _drop_old_copies(folder: Path) -> None:
    """A compressed copy from before its file was changed would be served in its place: it goes."""
    for copy in (*folder.rglob("*.br"), *folder.rglob("*.gz")):
        source = copy.with_suffix("")
        with suppress(OSError):  # somebody else's, or gone already
            if not source.exists() or copy.stat().st_mtime < source.stat().st_mtime:
                copy.unlink()
