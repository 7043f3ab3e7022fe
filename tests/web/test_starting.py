"""The application refuses to start on a database it cannot serve, and says what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import create_app
from casereview.migrations.upgrading import SchemaError

ROOT = Path(__file__).parents[2]


def flask(*words, database):
    return subprocess.run(
        [sys.executable, "-m", "flask", *words],
        cwd=ROOT, env={**os.environ, "DATABASE_URL": f"sqlite:///{database}", "SECRET_KEY": "a key for tests"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_without_a_database_there_is_no_application_and_no_file_appears(tmp_path):
    with pytest.raises(SchemaError, match="There is no database at"):
        create_app({"DATABASE_URL": f"sqlite:///{tmp_path / 'wrong.db'}", "SECRET_KEY": "a key for tests"})
    assert list(tmp_path.iterdir()) == []


def test_on_a_migrated_database_there_is_one(database_url):
    made = create_app({"DATABASE_URL": database_url, "SECRET_KEY": "a key for tests"})
    made.extensions["engine"].dispose()


@pytest.mark.slow
def test_flask_run_says_it_in_one_sentence_and_flask_migrate_puts_it_right(tmp_path):
    database = tmp_path / "casereview.db"
    refused = flask("run", "--port", "5931", database=database)
    assert refused.returncode == 1
    assert refused.stderr.startswith("Error: There is no database at")
    assert "Traceback" not in refused.stderr
    assert not database.exists()
    assert flask("migrate", database=database).returncode == 0
    assert database.exists()


@pytest.mark.slow
def test_a_damaged_file_is_not_served(tmp_path):
    database = tmp_path / "casereview.db"
    database.write_text("These are not the rows you are looking for. " * 50, "utf-8")
    refused = flask("serve", "--port", "5932", database=database)
    assert refused.returncode == 1
    assert "cannot be opened" in refused.stderr
    assert "Traceback" not in refused.stderr
