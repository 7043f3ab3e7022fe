"""Static files: served by WhiteNoise with the compressed copies that lie beside them, and named by their content."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, url_for
from whitenoise import WhiteNoise

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
    app.view_functions["static"].guard = "public"  # type: ignore[attr-defined]
    served = WhiteNoise(app.wsgi_app, max_age=TEN_MINUTES, add_headers_function=headers, autorefresh=app.debug)
    served.add_files(str(folder), prefix="static/")
    app.wsgi_app = served  # type: ignore[method-assign]
