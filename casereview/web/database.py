"""One database session per request for reading, and short writing transactions."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TypeVar

from flask import Flask, current_app, g, request
from flask import session as cookie
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from casereview import database

T = TypeVar("T")
FLASHED = "_flashes"  # where Flask keeps messages in the cookie


def engine() -> Engine:
    """The engine of the running application."""
    found: Engine = current_app.extensions["engine"]
    return found


def session() -> Session:
    """The request's session for reading: opened at first use, closed with the request."""
    if "session" not in g:
        g.session_stack = ExitStack()
        g.session = g.session_stack.enter_context(database.read(engine()))
    found: Session = g.session
    return found


@contextmanager
def writing() -> Iterator[Session]:
    """A session that commits when the block ends and rolls back on an error. What is read afterwards is fresh."""
    close()
    with database.write(engine()) as open_session:
        yield open_session


def in_writing(work: Callable[[Session], T]) -> T:
    """`work(session)` inside `writing`, tried again where PostgreSQL could not serialise it."""
    close()
    return database.in_write(engine(), work)


def again(view: Callable[[], T]) -> T:
    """What `view()` answers, asked again where its transaction met another writer on PostgreSQL and was undone."""
    said = len(cookie.get(FLASHED, ()))

    def once() -> T:
        try:
            return view()
        except DBAPIError:
            close()  # the next time it shall see what the other wrote
            _as_it_came(said)
            raise

    return database.again(once)


def _as_it_came(said: int) -> None:
    """The request as before the view: only the first `said` messages for the next page, and files unread."""
    if len(cookie.get(FLASHED, ())) > said:
        cookie[FLASHED] = cookie[FLASHED][:said]
    for file in request.files.values():
        file.seek(0)


def close(error: BaseException | None = None) -> None:
    """Closes the reading session, if one was opened."""
    stack = g.pop("session_stack", None)
    g.pop("session", None)
    if stack is not None:
        stack.close()


def register(app: Flask) -> None:
    """Makes the engine from DATABASE_URL and closes sessions with their request."""
    app.extensions["engine"] = database.make_engine(app.config["DATABASE_URL"], app.config["LOCK_WAIT_SECONDS"])
    app.teardown_appcontext(close)
