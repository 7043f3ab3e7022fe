"""`flask user add`: gives somebody a role and prints the link that lets them in once."""

import os

import click
from flask.cli import AppGroup, with_appcontext

from casereview.models import ROLES
from casereview.store import people
from casereview.web.commands.serve import HERE, reached_at
from casereview.web.commands.words import in_words, writing_to


def served_at() -> str:
    """The address that `make run` serves at under the same HOST and PORT of the environment."""
    return reached_at(os.environ.get("HOST") or HERE, os.environ.get("PORT") or 5000)


user = AppGroup("user", help="People who can sign in.")


@user.command("add")
@click.argument("email")
@click.option("--project", required=True, help="The key of the project.")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option("--name", default="", help="As shown to others.")
@click.option("--address", default=served_at, help="Where the server is reached; else HOST and PORT, or port 5000.")
@with_appcontext
@in_words
def add(email: str, project: str, role: str, name: str, address: str) -> None:
    """Add a person to a project, or give them another role, and print a one-time sign-in link."""
    with writing_to(project) as (session, member):
        person = people.add_person(session, email=email, name=name)
        people.grant(session, member, person, role)
        token = people.issue_link(session, person)
    click.echo(f"{email} is {role} of {project}. This link signs them in once:")
    click.echo(f"{address.rstrip('/')}/sign-in/{token}")


commands: list[click.Command] = [user]
