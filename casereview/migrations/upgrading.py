"""Applies migrations so that no row is lost: foreign keys off outside the transaction, rows counted, links checked.

Rebuilding a table on SQLite drops the old one: with foreign keys on, ON DELETE CASCADE would empty its children.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError

SCRIPTS = Path(__file__).parent
ONE_AT_A_TIME = 7_316_204  # PostgreSQL advisory lock: two servers starting together migrate one after the other


class SchemaError(Exception):
    """The database cannot be used as it is; the message says why and what to do. Nothing was changed."""


class RowsLost(SchemaError):
    """A migration would have lost rows or left rows pointing nowhere, and was undone."""


def upgrade(engine: Engine, scripts: Path = SCRIPTS) -> None:
    """Brings the database to the newest revision in `scripts`, in one transaction. Raises SchemaError in words."""
    from casereview.migrations.ready import check_writable

    current = check_not_newer(engine, scripts)
    check_writable(engine)
    if current == newest(scripts):
        return
    if current is not None:
        back_up(engine, current)
    with foreign_keys_off(engine) as connection:
        apply(connection, scripts)


def check_not_newer(engine: Engine, scripts: Path = SCRIPTS) -> str | None:
    """The revision the database is at (none: empty). Raises SchemaError where this code does not know it."""
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except DatabaseError as error:
        raise SchemaError(f"The database cannot be opened ({error.orig}). Check DATABASE_URL and the file.") from error
    known = {revision.revision for revision in _scripts(scripts).walk_revisions()}
    if current is not None and current not in known:
        raise SchemaError(
            "This database was made by a newer version of Casereview "
            f"(its schema {current} is not known here). Update Casereview, or restore an older backup."
        )
    return current


def newest(scripts: Path = SCRIPTS) -> str | None:
    """The revision this code works with."""
    return _scripts(scripts).get_current_head()


def back_up(engine: Engine, revision: str) -> Path | None:
    """Copies a SQLite file beside itself as NAME.before-REVISION.db before it is changed. None on PostgreSQL."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    source = Path(engine.url.database)
    target = source.with_name(f"{source.stem}.before-{revision}.db")
    partial = target.with_suffix(".partial")
    with sqlite3.connect(source) as old, sqlite3.connect(partial) as new:
        old.backup(new)
    old.close()
    new.close()
    return partial.replace(target)  # also over an earlier one, where Windows would refuse to rename


@contextmanager
def foreign_keys_off(engine: Engine) -> Iterator[Connection]:
    """A writing connection on which SQLite does not act on foreign keys (the pragma is ignored in a transaction)."""
    with engine.connect().execution_options(writing=True) as connection:
        if connection.dialect.name != "sqlite":
            yield connection
            return
        driver = connection.connection.dbapi_connection
        if driver is None:
            raise SchemaError("The database cannot be opened.")
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            yield connection
        finally:
            connection.rollback()
            driver.execute("PRAGMA foreign_keys=ON")


def apply(connection: Connection, scripts: Path) -> None:
    """Runs the missing migrations on `connection` and commits, unless rows were lost or point nowhere."""
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
        before = count_rows(connection)
        config = configuration(scripts)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _check(connection, before)


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows each table holds."""
    quoted = connection.dialect.identifier_preparer.quote
    tables = inspect(connection).get_table_names()
    counts = {name: f"SELECT count(*) FROM {quoted(name)}" for name in tables}  # noqa: S608 (names from the database)
    return {name: connection.exec_driver_sql(query).scalar_one() for name, query in counts.items()}


def _check(connection: Connection, before: dict[str, int]) -> None:
    after = count_rows(connection)
    lost = [
        f"{name} ({before[name]} to {after[name]})" for name in before if after.get(name, before[name]) < before[name]
    ]
    if lost:
        raise RowsLost(f"The migration would have lost rows of {', '.join(lost)}. It was undone; nothing was changed.")
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if orphans:
            raise RowsLost(f"The migration would have left {len(orphans)} rows pointing nowhere. It was undone.")


def configuration(scripts: Path = SCRIPTS) -> Config:
    """Alembic's settings, made here so that there is no second file to keep in step."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return config


def _scripts(scripts: Path) -> ScriptDirectory:
    return ScriptDirectory.from_config(configuration(scripts))
