"""`flask` with a fault sown in: an answer is acknowledged a moment before it is committed. For the tests only."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app
from flask.cli import main
from sqlmodel import Session

from casereview import database
from casereview.web.capture import answers

HEAD_START = 0.2  # seconds from the answer to the commit; the write lock is held until then


@contextmanager
def early() -> Iterator[Session]:
    """As `writing`, but commits after the answer has gone."""
    block = database.write(current_app.extensions["engine"])
    session = block.__enter__()
    try:
        yield session
    except BaseException:
        session.close()
        raise
    threading.Thread(target=_commit, args=(block,)).start()


def _commit(block: object) -> None:
    time.sleep(HEAD_START)
    block.__exit__(None, None, None)  # type: ignore[attr-defined]


if __name__ == "__main__":
    answers.writing = early
    main()
