"""A database with rows in every table goes through every revision there was, and loses nothing on its way."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, Table, text
from sqlmodel import SQLModel

from casereview.database import make_engine
from casereview.migrations import upgrading
from casereview.migrations.upgrading import SCRIPTS
from tests.casereview.migrations.filling import fill, rows_of, tables_of
from tests.conftest import BOTH, OWN, postgres_database

VERSIONS = sorted((SCRIPTS / "versions").glob("[0-9]*.py"))
TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


@pytest.fixture(params=BOTH)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without a table."""
    if request.param == "sqlite":
        made = make_engine(f"sqlite:///{tmp_path / 'old.db'}")
        yield made
        made.dispose()
        return
    with postgres_database(f"{OWN}_revisions") as url:
        made = make_engine(url)
        yield made
        made.dispose()


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """The folder of migrations as it was before the first."""
    folder = tmp_path / "scripts"
    (folder / "versions").mkdir(parents=True)
    shutil.copy(SCRIPTS / "env.py", folder)
    return folder


def triggers(engine: Engine) -> set[str]:
    """The guards that the database itself keeps."""
    with engine.connect() as connection:
        return set(connection.execute(text(TRIGGERS[engine.dialect.name])).scalars())


def test_rows_of_every_table_and_every_guard_come_through_every_revision(empty: Engine, scripts: Path) -> None:
    tables: dict[str, Table] = {}
    for version in VERSIONS:
        old, guards = rows_of(empty, tables.values()), triggers(empty)
        shutil.copy(version, scripts / "versions")
        upgrading.upgrade(empty, scripts)
        assert rows_of(empty, tables.values()) == old, f"{version.name} changed rows"
        assert guards <= triggers(empty), f"{version.name} lost a guard"
        now = tables_of(empty)
        fill(empty, [table for name, table in now.items() if name not in tables])
        tables = now
    assert all(rows_of(empty, tables.values()).values()), "a table without rows shows nothing"
    assert tables.keys() == SQLModel.metadata.tables.keys()


def test_every_guard_of_the_migrations_is_in_the_database(engine: Engine) -> None:
    written = "".join(version.read_text("utf-8") for version in VERSIONS)
    named = set(re.findall(r'"(\w+_(?:stays?|first))"', written))
    assert named
    assert triggers(engine) == named
