"""`flask import` and `flask template`: workbooks in, and the empty one to fill in."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from casereview.access import operator
from casereview.importing.applying import DEMONSTRATION, Outcome, carry_out, look_at
from casereview.importing.asking import check_cases
from casereview.importing.outcomes import in_one_line
from casereview.store import projects, studies
from casereview.store.workshops import workshops
from casereview.web.commands.words import in_words, reading, writing

MOST_SAID = 200


@click.command("import")
@click.argument("project")
@click.argument("study")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen, and import nothing.")
@click.option("--update", is_flag=True, help="Change cases that are already here instead of refusing the file.")
@click.option("--invented", is_flag=True, help="These cases are invented: a demonstration project takes no others.")
@with_appcontext
@in_words
def import_file(project: str, study: str, file: Path, dry_run: bool, update: bool, invented: bool) -> None:
    """Import a filled workbook (see `flask template`): all of it, or nothing where any cell is wrong."""
    if not file.is_file():
        raise click.ClickException(f"There is no file {file}.")
    data = file.read_bytes()
    with reading() as session:
        member = operator(session, project)
        wanted = studies.study(session, member, study)
        check_cases(studies.instrument_of(session, wanted))
        if projects.project(session, member).demo and not (invented or dry_run):
            raise click.ClickException(f"{DEMONSTRATION} To say so: --invented")
        before = look_at(session, member, wanted, data, update=update)
    if dry_run:
        return _say(before.outcome)
    with writing() as session:
        member, found = operator(session, project), studies.study(session, member, study)
        outcome = carry_out(
            session, member, found, data, file_name=file.name, update=update, invented=invented, before=before
        )
    return _say(outcome)


def _say(outcome: Outcome) -> None:
    """Problems on the error stream, one a line; notes; then what happened. Exit code 1 where anything is wrong."""
    plan = outcome.plan
    for problem in plan.problems[:MOST_SAID]:
        click.echo(str(problem), err=True)
    if len(plan.problems) > MOST_SAID:
        click.echo(f"And {len(plan.problems) - MOST_SAID:,} more.", err=True)
    for note in plan.notes[:MOST_SAID]:
        click.echo(f"Worth a look: {note}")
    if plan.problems:
        raise click.ClickException(in_one_line(outcome))
    click.echo(in_one_line(outcome))


@click.command("template")
@click.argument("project")
@click.argument("study")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
@in_words
def template(project: str, study: str, out: Path) -> None:
    """Write the workbook to fill in for a study to OUT."""
    from exports.template import make_template

    if out.suffix.lower() != ".xlsx":
        raise click.ClickException(f"The workbook is an Excel file: give it a name that ends in .xlsx, not {out.name}.")
    with reading() as session:
        member = operator(session, project)
        found = studies.study(session, member, study)
        check_cases(studies.instrument_of(session, found))
        titles = [workshop.title for workshop in workshops(session, member, found)]
        data = make_template(studies.instrument_of(session, found), title=found.title, workshops=titles)
    try:
        out.write_bytes(data)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}.") from error
    click.echo(f"Template of {found.title}: {out}")


commands: list[click.Command] = [import_file, template]
