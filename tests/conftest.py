"""What tests of every kind share: databases of their own, migrated once, on SQLite and on PostgreSQL."""

import gc
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Engine, make_url, text
from sqlmodel import SQLModel

import casereview.models  # noqa: F401
from casereview.database import make_engine, migrate, write
from casereview.demo.load import load
from tests.builders import make_world

SERVER = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
OWN = f"casereview_test_{os.getpid()}"  # parallel runs do not meet
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


LONG = ("tests/web/commands/test_demo", "tests/web/browser/", "tests/durability/", "tests/exports/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests first: begun last, they would keep one worker busy while the others have nothing left to do."""
    items.sort(key=lambda item: next((place for place, part in enumerate(LONG) if part in item.path.as_posix()), 9))


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the collector of rubbish need not look through it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated SQLite file. Tests work on copies of it."""
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    engine = make_engine(f"sqlite:///{path}")
    migrate(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def sqlite(migrated: Path) -> Iterator[Engine]:
    """The SQLite database of this run. One engine for all tests, so that each statement is compiled once."""
    made = make_engine(f"sqlite:///{migrated.with_name('casereview.db')}")
    yield made
    made.dispose()


@pytest.fixture
def fresh_sqlite(sqlite: Engine, migrated: Path) -> Engine:
    """The same engine on a file that no other test has written."""
    sqlite.dispose()
    path = Path(sqlite.url.database or "")
    for file in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        file.unlink(missing_ok=True)
    shutil.copy(migrated, path)
    return sqlite


@pytest.fixture
def database_url(fresh_sqlite: Engine) -> str:
    """The address of an empty, migrated SQLite database."""
    return str(fresh_sqlite.url)


def _server() -> psycopg.Connection[tuple[object, ...]]:
    address = SERVER.replace("postgresql+psycopg://", "postgresql://")
    return psycopg.connect(address, autocommit=True, connect_timeout=3)


@contextmanager
def postgres_database(name: str) -> Iterator[str]:
    """The address of a new PostgreSQL database. Skips without a server, but never where CI=true."""
    try:
        server = _server()
    except psycopg.OperationalError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must have a PostgreSQL: {error}")
        pytest.skip(f"no PostgreSQL at {make_url(SERVER).host}; set TEST_POSTGRES_URL")
    with server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    quick = {"options": "-c synchronous_commit=off"}  # a test database need not survive a power cut
    yield make_url(SERVER).set(database=name, query=quick).render_as_string(hide_password=False)
    with _server() as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a database of this test run's own."""
    with postgres_database(OWN) as url:
        yield url


@pytest.fixture(scope="session")
def postgres(postgres_url: str) -> Iterator[Engine]:
    """The migrated PostgreSQL database, shared by the tests, which empty it."""
    engine = make_engine(postgres_url)
    migrate(engine)
    yield engine
    engine.dispose()


def emptied(engine: Engine) -> Engine:
    """The database without a row. Deleting is several times faster than truncating tables that hold a few rows.

    The triggers that guard survey answers are set aside for it, as only the server's owner may.
    """
    deletes = "; ".join(f'DELETE FROM "{table.name}"' for table in reversed(SQLModel.metadata.sorted_tables))
    with engine.begin() as connection:
        connection.execute(text(f"SET LOCAL session_replication_role = replica; {deletes}"))
    return engine


@pytest.fixture(params=BOTH)
def either_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty, migrated database: once SQLite, once PostgreSQL."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("database_url"))
    return emptied(request.getfixturevalue("postgres")).url.render_as_string(hide_password=False)


@pytest.fixture(params=BOTH)
def engine(request: pytest.FixtureRequest) -> Engine:
    """An empty, migrated database: once SQLite, once PostgreSQL."""
    if request.param == "postgresql":
        return emptied(request.getfixturevalue("postgres"))
    return request.getfixturevalue("fresh_sqlite")  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def loaded(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database with the demonstration and another project, for tests that only read. Made once for all workers."""
    worker = "PYTEST_XDIST_WORKER" in os.environ
    folder = (tmp_path_factory.getbasetemp().parent if worker else tmp_path_factory.getbasetemp()) / "demo"
    path = folder / "demo.db"
    try:
        folder.mkdir()
    except FileExistsError:
        wait_for(path)
    else:
        _load_demo(migrated, folder / "making.db").rename(path)
    engine = make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


def wait_for(path: Path) -> None:
    """Until another worker has made the file."""
    until = time.monotonic() + 300
    while not path.exists():
        assert time.monotonic() < until, f"{path} was never made"
        time.sleep(0.2)


def _load_demo(migrated: Path, path: Path) -> Path:
    engine = make_engine(f"sqlite:///{shutil.copy(migrated, path)}")
    with write(engine) as session:
        make_world(session)
        load(session)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path
