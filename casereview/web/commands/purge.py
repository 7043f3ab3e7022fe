"""`flask purge`: removes for good the cases that were deleted long enough ago."""

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlmodel import select

from casereview import database
from casereview.access import operator
from casereview.models import Project
from casereview.store.purge import KEPT_DAYS, purge
from casereview.web.commands.words import in_words, writing


@click.command("purge")
@click.option("--older-than", default=KEPT_DAYS, show_default=True, help="Days since the case was deleted.")
@click.option("--project", default="", help="Only this project.")
@with_appcontext
@in_words
def remove(older_than: int, project: str) -> None:
    """Remove deleted cases for good, with their answers and history. This cannot be undone."""
    database.migrate(current_app.extensions["engine"])
    with writing() as session:
        every = list(session.exec(select(Project.key).order_by(Project.key)))
        for key in [project] if project else every:
            click.echo(said(key, purge(session, operator(session, key), older_than=older_than)))
    empty_the_log()


def empty_the_log() -> None:
    """Brings what was overwritten in SQLite's log to the file as well."""
    with current_app.extensions["engine"].connect() as connection:
        if connection.dialect.name == "sqlite":
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            alone.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def said(project: str, counts: dict[str, int]) -> str:
    """norfolk: 2 cases removed for good (answer 38, draft_answer 38 ...)."""
    cases = counts["reviewed_case"]
    rows = ", ".join(f"{table} {number}" for table, number in counts.items() if number)
    return f"{project}: {cases} {'case' if cases == 1 else 'cases'} removed for good" + (f" ({rows})" if rows else "")


commands: list[click.Command] = [remove]
