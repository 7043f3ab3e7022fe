"""What tests of every kind share: databases of their own, migrated once, on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Engine, make_url, text
from sqlmodel import SQLModel

import casereview.models  # noqa: F401
from casereview.database import make_engine, migrate

SERVER = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
OWN = f"casereview_test_{os.getpid()}"  # parallel runs do not meet
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


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


@pytest.fixture
def database_url(migrated: Path, tmp_path: Path) -> str:
    """The address of a database of the test's own."""
    path = tmp_path / "casereview.db"
    shutil.copy(migrated, path)
    return f"sqlite:///{path}"


def _server() -> psycopg.Connection[tuple[object, ...]]:
    address = SERVER.replace("postgresql+psycopg://", "postgresql://")
    return psycopg.connect(address, autocommit=True, connect_timeout=3)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a database of this test run's own. Skips without a server, but never where CI=true."""
    try:
        server = _server()
    except psycopg.OperationalError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must have a PostgreSQL: {error}")
        pytest.skip(f"no PostgreSQL at {make_url(SERVER).host}; set TEST_POSTGRES_URL")
    with server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(OWN)))
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(OWN)))
    quick = {"options": "-c synchronous_commit=off"}  # a test database need not survive a power cut
    yield make_url(SERVER).set(database=OWN, query=quick).render_as_string(hide_password=False)
    with _server() as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(OWN)))


@pytest.fixture(scope="session")
def postgres(postgres_url: str) -> Iterator[Engine]:
    """The migrated PostgreSQL database, shared by the tests, which empty it."""
    engine = make_engine(postgres_url)
    migrate(engine)
    yield engine
    engine.dispose()


def _emptied(engine: Engine) -> Engine:
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
    return _emptied(request.getfixturevalue("postgres")).url.render_as_string(hide_password=False)


@pytest.fixture(params=BOTH)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty, migrated database: once SQLite, once PostgreSQL."""
    if request.param == "postgresql":
        yield _emptied(request.getfixturevalue("postgres"))
        return
    path = tmp_path / "casereview.db"
    shutil.copy(request.getfixturevalue("migrated"), path)
    made = make_engine(f"sqlite:///{path}")
    yield made
    made.dispose()
