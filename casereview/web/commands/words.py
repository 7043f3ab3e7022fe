"""How commands fail: one sentence on the error stream and exit code 1, never a stack trace."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import click
from flask import current_app
from sqlmodel import Session

from casereview import database
from casereview.access import Member, operator
from casereview.findings.frame import FilterError
from casereview.instruments.loading import InstrumentError
from casereview.migrations.upgrading import SchemaError
from casereview.store.errors import StoreError

WINDOWS = sys.platform == "win32"
FLASK = r".venv\Scripts\python -m flask" if WINDOWS else ".venv/bin/flask"  # as it can be pasted into a terminal
EXPECTED = (StoreError, InstrumentError, SchemaError, FilterError, ValueError, database.DatabaseBusy)


def in_words(command: Callable[..., Any]) -> Callable[..., Any]:
    """For a command: turns the errors we expect into their sentence."""

    @wraps(command)
    def spoken(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except EXPECTED as error:
            raise click.ClickException(str(error)) from error

    return spoken


@contextmanager
def reading() -> Iterator[Session]:
    """A reading session of the application's database, brought up to date first."""
    database.migrate(current_app.extensions["engine"])
    with database.read(current_app.extensions["engine"]) as session:
        yield session


@contextmanager
def writing() -> Iterator[Session]:
    """A writing session of the application's database, brought up to date first."""
    database.migrate(current_app.extensions["engine"])
    with database.write(current_app.extensions["engine"]) as session:
        yield session


@contextmanager
def writing_to(project: str) -> Iterator[tuple[Session, Member]]:
    """A writing session, and the command line as a member of `project`. Raises NotFound."""
    with writing() as session:
        yield session, operator(session, project)
