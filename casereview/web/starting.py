"""What must hold before the first page is served: a database that this code can read and write."""

import click
from flask import Flask

from casereview.migrations.ready import check_ready
from casereview.migrations.upgrading import SchemaError


def check(app: Flask) -> None:
    """Refuses to start, in words. Commands are let through: each brings its own database up to date first."""
    command = click.get_current_context(silent=True)
    if not app.config["CHECK_DATABASE"] or (command is not None and command.info_name != "run"):
        return
    try:
        check_ready(app.extensions["engine"])
    except SchemaError as error:
        if command is not None:
            raise click.ClickException(str(error)) from error
        raise
