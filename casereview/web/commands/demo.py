"""`flask demo`: loads the invented project, so that everything can be walked through before the first real case."""

import click
from flask.cli import with_appcontext

from casereview.demo.load import Loaded, is_there, load, project_key
from casereview.web.commands.words import FLASK, in_words, writing

STATES = {
    "done": "reviewed",
    "in_progress": "in progress",
    "to_do": "to do",
    "parked": "parked",
    "skipped": "skipped",
    "withdrawn": "withdrawn",
}


@click.command("demo")
@with_appcontext
@in_words
def demo() -> None:
    """Load the demonstration, unless it is there already. Changes nothing else."""
    with writing() as session:
        if is_there(session):
            click.echo(f"Project {project_key()} is there already. Nothing was changed.")
            return
        loaded = load(session)
    click.echo(told(loaded))


def told(loaded: Loaded) -> str:
    """What was loaded, in a few lines, and how to get in."""
    total = sum(loaded.states.values())
    states = ", ".join(f"{loaded.states[state]} {words}" for state, words in STATES.items())
    lines = [
        f"Project {loaded.project} is there: invented cases, study {loaded.study}.",
        f"  {total} cases: {states}",
        f"  {loaded.workshops} workshops; {loaded.second_reviews} cases reviewed at a second table too",
        *(f"  {email}: {role}" for email, role in loaded.people),
        "A link that signs one of them in:",
        f"  {FLASK} user add {loaded.people[1][0]} --project {loaded.project} --role {loaded.people[1][1]}",
    ]
    return "\n".join(lines)


commands: list[click.Command] = [demo]
