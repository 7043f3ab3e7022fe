"""`flask project new`: an empty project."""

import click
from flask.cli import AppGroup, with_appcontext

from casereview.store import projects
from casereview.web.colour import check_colour
from casereview.web.commands.words import FLASK, in_words, writing

project = AppGroup("project", help="Projects.")


@project.command("new")
@click.argument("key")
@click.option("--title", required=True, help="As it stands at the top of every page.")
@click.option("--organisation", default="", help="Whose diagnostic it is, such as Marlshire County Council.")
@click.option("--colour", default="", help="The project's colour, such as #0b5f6b.")
@with_appcontext
@in_words
def new(key: str, title: str, organisation: str, colour: str) -> None:
    """Make an empty project; KEY stands in addresses and commands."""
    check_colour(colour)
    with writing() as session:
        projects.add_project(session, key=key, title=title, organisation=organisation, colour=colour)
    click.echo(f"Project {key} is there. Next: {FLASK} study add {key} case-review --key KEY")


commands: list[click.Command] = [project]
