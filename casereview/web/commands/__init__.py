"""Commands for scripts: `flask NOUN VERB`. A new one is a module here with `commands`, and a line in MODULES."""

from importlib import import_module

from flask import Flask

# Modules under casereview.web.commands that expose `commands: list[click.Command]`.
MODULES = (
    "database",
    "demo",
    "findings",
    "imports",
    "opportunities",
    "people",
    "projects",
    "purge",
    "serve",
    "studies",
    "summary",
    "workbook",
)


def register(app: Flask) -> None:
    """Adds every module's commands to `flask`."""
    for name in MODULES:
        for command in import_module(f"casereview.web.commands.{name}").commands:
            app.cli.add_command(command)
