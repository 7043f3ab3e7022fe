"""Writes a new migration: `python -m casereview.migrations.making 0002 "add surveys"`, after changing the models."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from casereview.database import make_engine, migrate
from casereview.migrations.upgrading import configuration


def make(revision: str, message: str) -> None:
    """Compares the models with a database at the newest revision and writes the difference into versions/."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'compare.db'}")
        migrate(engine)
        config = configuration()
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=revision)
        engine.dispose()


if __name__ == "__main__":
    make(sys.argv[1], sys.argv[2])
