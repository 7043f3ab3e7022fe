"""Migrations: models and database agree, no row is lost, and a database from the future is refused in words."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, Engine, inspect, text
from sqlmodel import SQLModel

from casereview.database import make_engine, migrate
from casereview.migrations import upgrading
from casereview.migrations.comparing import OPTIONS
from casereview.migrations.upgrading import RowsLost, SchemaError
from tests.builders import World

FIRST = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "1", None
def upgrade():
    op.create_table("parent", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(10)))
    op.create_table("child", sa.Column("id", sa.Integer, primary_key=True), sa.Column("parent_id", sa.Integer,
        sa.ForeignKey("parent.id", ondelete="CASCADE"), nullable=False))
"""
REBUILD = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "2", "1"
def upgrade():
    with op.batch_alter_table("parent", recreate="always") as batch:
        batch.alter_column("name", type_=sa.String(50), existing_type=sa.String(10))
"""
ORPHANS = """
from alembic import op
revision, down_revision = "2", "1"
def upgrade():
    op.execute("UPDATE child SET parent_id = 99")
"""


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A folder of migrations with a parent and a child table."""
    folder = tmp_path / "scripts"
    (folder / "versions").mkdir(parents=True)
    own_env = (upgrading.SCRIPTS / "env.py").read_text("utf-8")
    (folder / "env.py").write_text(own_env, "utf-8")
    (folder / "versions" / "first.py").write_text(FIRST, "utf-8")
    return folder


def _family(engine: Engine, scripts: Path, second: str) -> None:
    upgrading.upgrade(engine, scripts)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO parent (id, name) VALUES (1, 'a'), (2, 'b')"))
        connection.execute(text("INSERT INTO child (id, parent_id) VALUES (1, 1), (2, 1), (3, 2)"))
    (scripts / "versions" / "second.py").write_text(second, "utf-8")


def _counts(engine: Engine) -> tuple[int, int]:
    with engine.connect() as connection:
        found = upgrading.count_rows(connection)
    return found["parent"], found["child"]


@pytest.fixture
def sqlite(tmp_path: Path) -> Engine:
    return make_engine(f"sqlite:///{tmp_path / 'family.db'}")


def test_rebuilding_a_parent_keeps_its_children(sqlite: Engine, scripts: Path) -> None:
    _family(sqlite, scripts, REBUILD)
    upgrading.upgrade(sqlite, scripts)
    assert _counts(sqlite) == (2, 3)
    assert inspect(sqlite).get_columns("parent")[1]["type"].length == 50
    with sqlite.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1  # on again
    sqlite.dispose()


def test_the_same_migration_with_foreign_keys_on_would_empty_the_child_and_is_undone(
    sqlite: Engine, scripts: Path
) -> None:
    """The twin that must fail: the guard that counts rows notices what ON DELETE CASCADE does."""
    _family(sqlite, scripts, REBUILD)
    with pytest.raises(RowsLost, match=r"child \(3 to 0\)"), _keys_on(sqlite) as connection:
        upgrading.apply(connection, scripts)
    assert _counts(sqlite) == (2, 3)
    assert upgrading.check_not_newer(sqlite, scripts) == "1"
    sqlite.dispose()


def _keys_on(engine: Engine) -> Connection:
    return engine.connect().execution_options(writing=True)


def test_a_migration_that_leaves_rows_pointing_nowhere_is_undone(sqlite: Engine, scripts: Path) -> None:
    _family(sqlite, scripts, ORPHANS)
    with pytest.raises(RowsLost, match="pointing nowhere"):
        upgrading.upgrade(sqlite, scripts)
    assert upgrading.check_not_newer(sqlite, scripts) == "1"
    sqlite.dispose()


def test_a_copy_is_made_before_a_database_with_rows_is_changed(sqlite: Engine, scripts: Path, tmp_path: Path) -> None:
    _family(sqlite, scripts, REBUILD)
    upgrading.upgrade(sqlite, scripts)
    sqlite.dispose()
    copy = make_engine(f"sqlite:///{tmp_path / 'family.before-1.db'}")
    assert _counts(copy) == (2, 3)
    assert upgrading.check_not_newer(copy, scripts) == "1"
    copy.dispose()


def test_models_and_migrations_agree(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": OPTIONS["compare_type"]})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_database_has_every_check_of_the_models(engine: Engine) -> None:
    """Alembic does not compare CHECK constraints, so this does, by name."""
    found = inspect(engine)
    for table in SQLModel.metadata.sorted_tables:
        named = {str(each.name) for each in table.constraints if isinstance(each, CheckConstraint)}
        full = {name if name.startswith("ck_") else f"ck_{table.name}_{name}" for name in named}
        assert {each["name"] for each in found.get_check_constraints(table.name)} == full


def test_migrating_twice_changes_nothing(engine: Engine, world: World) -> None:
    with engine.connect() as connection:
        before = upgrading.count_rows(connection)
    migrate(engine)
    with engine.connect() as connection:
        assert upgrading.count_rows(connection) == before


def test_a_database_from_a_newer_version_is_refused_in_words(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        with pytest.raises(SchemaError, match="newer version of Casereview"):
            migrate(engine)
    finally:
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :newest"), {"newest": upgrading.newest()})


def test_a_file_that_is_no_database_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("These are not the rows you are looking for. " * 50, "utf-8")
    engine = make_engine(f"sqlite:///{path}")
    with pytest.raises(SchemaError, match="cannot be opened"):
        migrate(engine)
    assert path.read_text("utf-8").startswith("These are not")
    engine.dispose()
