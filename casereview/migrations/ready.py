"""Whether a database can be served as it is. A server refuses to start on one that cannot, and makes none itself."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from casereview.migrations.upgrading import SCRIPTS, SchemaError, check_not_newer, newest

REMEDY = "Start Casereview with `make run`, or bring it up to date with `flask migrate`."


def check_ready(engine: Engine, scripts: Path = SCRIPTS) -> None:
    """Raises SchemaError, in words, for a database that is missing, empty, older, newer, damaged or read-only."""
    path = file_of(engine)
    if path is not None and not path.is_file():
        raise SchemaError(f"There is no database at {path}. {REMEDY}")
    current = check_not_newer(engine, scripts)
    if current is None:
        raise SchemaError(f"The database is empty. {REMEDY}")
    if current != newest(scripts):
        raise SchemaError(
            f"This database was made by an older version of Casereview (its schema is {current}). {REMEDY}"
        )
    check_writable(engine)


def file_of(engine: Engine) -> Path | None:
    """The SQLite file of this engine; None for PostgreSQL and for a database in memory."""
    name = engine.url.database or ""
    if engine.dialect.name != "sqlite" or name in ("", ":memory:"):
        return None
    return Path(name.removeprefix("file:"))


def check_writable(engine: Engine) -> None:
    """Raises SchemaError where SQLite cannot write: the file, its folder or its disk is read-only. Writes nothing."""
    path = file_of(engine)
    if path is None or not path.exists():
        return
    mode = engine.url.query.get("mode", "rw")
    with closing(sqlite3.connect(f"file:{path}?mode={mode}", uri=True, timeout=0, isolation_level=None)) as probe:
        try:
            probe.execute("BEGIN IMMEDIATE")  # alone it would pass on a read-only file
            probe.execute("PRAGMA user_version = 0")
            probe.rollback()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):  # somebody is writing, so it can be written
                raise SchemaError(
                    f"The database {path} cannot be written ({error}). Let the server write the file and its folder."
                ) from error
