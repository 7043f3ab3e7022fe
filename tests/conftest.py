"""What tests of every kind share: a database of their own, migrated once and copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from casereview import database


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated SQLite file. Tests work on copies of it."""
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    engine = database.make_engine(f"sqlite:///{path}")
    database.migrate(engine)
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


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on the test's own database."""
    made = database.make_engine(database_url)
    yield made
    made.dispose()
