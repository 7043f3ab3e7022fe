"""Error pages in plain words: what happened, what to do, and that nothing was lost."""

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException

from casereview.database import DatabaseBusy
from casereview.store.errors import NotAllowed, NotFound, StaleEdit

Page = tuple[str, str]

PAGES: dict[int, Page] = {
    400: ("We could not read that", "Something in the request was missing or damaged. Go back and try again."),
    401: ("Sign in first", "Open the sign-in link you were sent. If you have none, ask whoever runs the project."),
    403: ("You cannot open this page", "Your role in this project does not include it. Ask an administrator."),
    404: ("Page not found", "It may have moved, or it may belong to a project you are not a member of."),
    405: ("That cannot be done here", "Go back and use the button on the page."),
    409: ("Somebody else changed this", "Nothing was overwritten. Go back, reload the page and look at their change."),
    413: ("That is too large", "Nothing was saved. Send a smaller file, or fewer lines at once."),
    500: ("Something went wrong", "What was already saved is safe. Go back and try again in a moment."),
    503: ("The database is busy", "Nothing was lost. Go back and save again in a moment."),
}
EXPIRED: Page = (
    "Your page was open too long",
    "Nothing was saved, and nothing is lost yet: go back, copy what you typed, reload the page and save again.",
)


def page(code: int, words: Page) -> Response:
    """The error as a page, or as JSON where JSON was asked for."""
    title, text = words
    best = request.accept_mimetypes.best_match(("text/html", "application/json"), default="text/html")
    if best == "application/json":
        return make_response(jsonify(error=title, message=text), code)
    if code >= 500:
        g.member = None  # the database may be what failed: this page asks it nothing
    return make_response(render_template("errors/error.html", code=code, title=title, text=text), code)


def http_error(error: HTTPException) -> Response:
    """An error Flask or a view raised by number."""
    if error.response is not None:
        return make_response(error.response)
    code = error.code or 500
    return page(code, PAGES.get(code, PAGES[400 if code < 500 else 500]))


def csrf_error(error: CSRFError) -> Response:
    """A form whose token is missing or belongs to another session."""
    return page(400, EXPIRED)


def not_found(error: NotFound) -> Response:
    """Something that does not exist, or is not this member's: they look the same."""
    return page(404, PAGES[404])


def not_allowed(error: NotAllowed) -> Response:
    """A member without the right."""
    return page(403, PAGES[403])


def stale(error: StaleEdit) -> Response:
    """An edit that came too late, where no page of its own shows both texts."""
    return page(409, (PAGES[409][0], str(error) + " Go back, reload the page and look at their change."))


def busy(error: DatabaseBusy) -> Response:
    """The database was held by somebody else for too long."""
    return page(503, PAGES[503])


def not_data(error: DataError) -> Response:
    """Something that PostgreSQL cannot keep and no page of ours sends, such as a NUL in a hidden field."""
    return page(400, PAGES[400])


def register(app: Flask) -> None:
    """One handler for each family of errors."""
    app.register_error_handler(CSRFError, csrf_error)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(NotFound, not_found)
    app.register_error_handler(NotAllowed, not_allowed)
    app.register_error_handler(StaleEdit, stale)
    app.register_error_handler(DatabaseBusy, busy)
    app.register_error_handler(DataError, not_data)
