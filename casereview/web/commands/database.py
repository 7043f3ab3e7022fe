"""`flask migrate`: brings the database to the schema of this code."""

import click
from flask import current_app
from flask.cli import with_appcontext

from casereview import database
from casereview.web.commands.words import in_words


@click.command("migrate")
@with_appcontext
@in_words
def migrate() -> None:
    """Create the database, or bring it up to date."""
    database.migrate(current_app.extensions["engine"])
    click.echo("The database is up to date.")


commands: list[click.Command] = [migrate]
