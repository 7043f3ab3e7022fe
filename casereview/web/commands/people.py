"""`flask user`: gives a role and prints a one-time sign-in link, takes roles away, lists who has which."""

import os

import click
from flask.cli import AppGroup, with_appcontext

from casereview.access import operator
from casereview.models import ROLES
from casereview.store import people
from casereview.web.commands.serve import HERE, reached_at
from casereview.web.commands.words import in_words, reading, writing_to


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


@user.command("list")
@click.option("--project", required=True, help="The key of the project.")
@with_appcontext
@in_words
def listing(project: str) -> None:
    """List everybody with a role in a project."""
    with reading() as session:
        for person, roles in people.members(session, operator(session, project)):
            click.echo(f"{person.email}: {', '.join(roles)}")


@user.command("remove")
@click.argument("email")
@click.option("--project", required=True, help="The key of the project.")
@click.option("--role", type=click.Choice(ROLES), help="Only this role; else every role they have in the project.")
@with_appcontext
@in_words
def remove(email: str, project: str, role: str | None) -> None:
    """Take a person's roles in a project away, from their next click on. What they did stays."""
    with writing_to(project) as (session, member):
        person, roles = people.member_at(session, member, email)
        taken = (role,) if role else roles
        for each in taken:
            people.revoke(session, member, person, each)
    click.echo(f"{email} is no longer {' or '.join(taken)} of {project}.")


commands: list[click.Command] = [user]
