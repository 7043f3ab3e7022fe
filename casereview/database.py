"""Engines and transactions: what must hold for SQLite and PostgreSQL alike, so that saved means saved."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import URL, DateTime, Dialect, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session

LOCK_WAIT_SECONDS = 6.0
ATTEMPTS_TO_BEGIN = 2  # each waits so long for the lock
TURN_SECONDS = 2.5  # to wait for one's turn before that; all together less than a page waits for its answer (15 s)
ATTEMPTS_TO_WRITE = 5
TRY_AGAIN = ("40001", "40P01", "23505")  # PostgreSQL: could not serialise, deadlock, somebody added the same just now


T = TypeVar("T")


class DatabaseBusy(Exception):
    """Somebody else held the database for too long. Nothing was changed; the same request can be sent again."""

    def __init__(self) -> None:
        super().__init__("The database is busy. Nothing was changed; please try again in a moment.")


class UTCDateTime(TypeDecorator[datetime]):
    """Stores UTC, and gives back a datetime that knows it is UTC, on SQLite as on PostgreSQL."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored; use datetime.now(UTC)")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def make_engine(url: str, lock_wait: float | None = None) -> Engine:
    """An engine for `sqlite:///path` or `postgresql://...` (by psycopg 3). Connects to nothing yet.

    Its errors never tell what was written, only where: they end up in logs.

    `lock_wait`: seconds to wait for SQLite's write lock each time, LOCK_WAIT_SECONDS where none are given.
    """
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            url = "postgresql+psycopg://" + url.removeprefix(prefix)
    if not url.startswith("sqlite"):
        engine = create_engine(url, pool_size=10, max_overflow=30, pool_pre_ping=True, hide_parameters=True)
        event.listen(engine, "handle_error", _leave_out_values)
        return engine
    wait = LOCK_WAIT_SECONDS if lock_wait is None else lock_wait
    engine = create_engine(url, connect_args={"timeout": wait}, pool_size=10, max_overflow=40, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _leave_out_values(context: ExceptionContext) -> None:
    """PostgreSQL tells the whole row in the lines after the first; what people wrote must not get into a log."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (str(error.args[0]).partition("\n")[0], *error.args[1:])


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; _begin_sqlite does
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Any) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def read(engine: Engine) -> Iterator[Session]:
    """A session that sees one unchanging state of the database and writes nothing."""
    options = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with Session(engine.execution_options(**options), expire_on_commit=False, autoflush=False) as session:
        yield session  # closing it undoes the transaction and leaves what was read readable


@contextmanager
def write(engine: Engine) -> Iterator[Session]:
    """A session that holds SQLite's write lock from the start, commits at the end, and undoes all on an exception.

    Raises DatabaseBusy when the lock cannot be had. What it returned stays readable after the commit.
    """
    with _in_turn(engine), Session(engine.execution_options(writing=True), expire_on_commit=False) as session:
        _take_lock(session)
        yield session
        session.commit()


@contextmanager
def _in_turn(engine: Engine) -> Iterator[None]:
    """Threads of one process write to SQLite one after another, or all the same after TURN_SECONDS.

    SQLite lets whoever finds its lock taken sleep for up to a tenth of a second, however soon it is free, and knows no
    queue: of sixteen who save without a pause some would wait until they are told that the database is busy.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    turn = _turn_at(engine.url)
    mine = turn.acquire(timeout=TURN_SECONDS)
    try:
        yield
    finally:
        if mine:
            turn.release()


@cache
def _turn_at(_url: URL) -> Lock:
    return Lock()


def in_write(engine: Engine, work: Callable[[Session], T]) -> T:
    """`work(session)` inside `write`, done `again` where it met another writer.

    The second time `work` sees what the other wrote, and can say so in words.
    """

    def once() -> T:
        with write(engine) as session:
            return work(session)

    return again(once)


def again(work: Callable[[], T]) -> T:
    """`work()`, done again from the start where it met another writer on PostgreSQL. DatabaseBusy after five times.

    `work` must leave nothing behind where it fails, as a transaction does.
    """
    for attempt in range(1, ATTEMPTS_TO_WRITE + 1):
        try:
            return work()
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", "") not in TRY_AGAIN:
                raise
            time.sleep(0.02 * attempt)
    raise DatabaseBusy


def _take_lock(session: Session) -> None:
    for _ in range(ATTEMPTS_TO_BEGIN):
        try:
            session.connection()
            return
        except OperationalError as error:
            session.rollback()
            if "locked" not in str(error.orig) and "busy" not in str(error.orig):
                raise
    raise DatabaseBusy


def migrate(engine: Engine) -> None:
    """Brings the database to the schema of this code (see casereview/migrations). Raises SchemaError in words."""
    from casereview.migrations.upgrading import upgrade

    upgrade(engine)
