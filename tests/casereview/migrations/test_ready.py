"""A server starts only on a database it can read and write, and never makes an empty one by mistake."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from casereview.database import make_engine, migrate
from casereview.migrations.ready import check_ready
from casereview.migrations.upgrading import SchemaError, newest


@pytest.fixture
def sqlite(migrated: Path, tmp_path: Path) -> Iterator[Engine]:
    path = tmp_path / "casereview.db"
    path.write_bytes(migrated.read_bytes())
    made = make_engine(f"sqlite:///{path}")
    yield made
    made.dispose()


def _refused(address: str, words: str) -> None:
    engine = make_engine(address)
    with pytest.raises(SchemaError, match=words):
        check_ready(engine)
    engine.dispose()


def test_a_database_as_it_should_be_is_served(engine: Engine) -> None:
    check_ready(engine)


def test_a_missing_file_is_named_and_not_made(tmp_path: Path) -> None:
    _refused(f"sqlite:///{tmp_path / 'wrong.db'}", r"no database at .*wrong\.db.*make run.*flask migrate")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    _refused(f"sqlite:///{tmp_path / 'nowhere' / 'x.db'}", "no database at")


def test_an_empty_file_is_not_taken_for_an_empty_study(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    _refused(f"sqlite:///{tmp_path / 'empty.db'}", "is empty.*flask migrate")


def test_a_newer_schema_is_refused(sqlite: Engine) -> None:
    with sqlite.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaError, match="newer version of Casereview"):
        check_ready(sqlite)


def test_an_older_schema_says_how_to_bring_it_up_to_date(sqlite: Engine, tmp_path: Path) -> None:
    versions = tmp_path / "scripts" / "versions"
    versions.mkdir(parents=True)
    for revision, before in ((newest(), None), ("9999", newest())):
        (versions / f"{revision}.py").write_text(f"revision = '{revision}'\ndown_revision = {before!r}\n", "utf-8")
    with pytest.raises(SchemaError, match=r"older version of Casereview .*flask migrate"):
        check_ready(sqlite, versions.parent)


@pytest.mark.parametrize("damage", [b"These are not the rows you are looking for. " * 50, b"SQLite format 3\0" * 9])
def test_a_damaged_file_is_refused_and_left_alone(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "damaged.db"
    path.write_bytes(damage)
    _refused(f"sqlite:///{path}", "cannot be opened")
    assert path.read_bytes() == damage


def test_a_file_cut_short_is_refused(sqlite: Engine, tmp_path: Path) -> None:
    path = tmp_path / "short.db"
    path.write_bytes((tmp_path / "casereview.db").read_bytes()[:6000])
    _refused(f"sqlite:///{path}", "cannot be opened")


def test_a_read_only_database_is_refused_by_servers_and_migrations(sqlite: Engine, tmp_path: Path) -> None:
    address = f"sqlite:///file:{tmp_path / 'casereview.db'}?mode=ro&uri=true"
    _refused(address, "cannot be written .*readonly")
    engine = make_engine(address)
    with pytest.raises(SchemaError, match="cannot be written"):
        migrate(engine)
    engine.dispose()


def test_a_database_somebody_is_writing_to_is_served(sqlite: Engine, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "casereview.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        check_ready(sqlite)
        other.rollback()
