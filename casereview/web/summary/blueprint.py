"""The blueprint that the views of this folder hang on, and what their forms share."""

from collections.abc import Mapping

from flask import Blueprint, flash, g, request, url_for

from casereview.store import projects
from casereview.store.changing import DAYS_TO_UNDO
from casereview.store.errors import StaleEdit
from casereview.web.database import session

blueprint = Blueprint("summary", __name__)
PLACE = "/p/<project>"
Problems = list[dict[str, str]]


def brand() -> str:
    """The project's colour, or "" for the product's own."""
    return projects.project(session(), g.member).colour


def to(view: str, **values: object) -> str:
    """The address of another view of this project's summary."""
    return url_for(f"summary.{view}", project=g.member.project_key, **values)  # type: ignore[arg-type]


def posted(name: str, form: Mapping[str, str] | None = None) -> str:
    """A field as posted, without the spaces around."""
    return (request.form if form is None else form).get(name, "").strip()


def stale(error: StaleEdit, now: str) -> Problems:
    """What to say when somebody else was first. `now` is what stands."""
    said = f"{error} It now reads “{now}”. Check what you typed, then save again to put yours in its place."
    return [{"text": said, "href": "#main-content"}]


def flash_away(what: str) -> None:
    """Says that something was put away, and for how long it can come back."""
    flash(f"{what} is put away. You can bring it back for {DAYS_TO_UNDO} days.")
