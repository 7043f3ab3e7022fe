"""`flask summary`: the headlines, the opportunities and their total, as the page shows them."""

import json

import click
from flask import current_app
from flask.cli import with_appcontext

from casereview import database
from casereview.access import operator
from casereview.summary.data import as_data
from casereview.summary.gathering import Summary, gather
from casereview.summary.headlines import Headline
from casereview.summary.total import Total
from casereview.summary.wording import amount, span
from casereview.web.commands.words import in_words


@click.command("summary")
@click.argument("project")
@click.option("--json", "as_json", is_flag=True, help="As JSON, shares as fractions of 1, nothing rounded.")
@with_appcontext
@in_words
def summary(project: str, as_json: bool) -> None:
    """Print the summary of PROJECT: headlines, opportunities, total."""
    with database.read(current_app.extensions["engine"]) as session:
        found = gather(session, operator(session, project))
    if as_json:
        data = {"project": project} | as_data(found)
        click.echo(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))
        return
    for text in lines(found):
        click.echo(text)


def lines(found: Summary) -> list[str]:
    """The summary as lines of text."""
    said = ["Headlines", *(f"  {headline(each)}" for each in found.headlines)]
    said += ["Opportunities"] if found.rows else []
    for row in found.rows:
        between = span(row.amount, row.plan.unit)
        said.append(f"  {row.title}: {amount(row.amount.value, row.plan.unit)}" + (f" ({between})" if between else ""))
    said += [f"  Total: {total(each)}" for each in found.totals]
    return [*said, *(f"Not shown: {why}" for why in found.closed)]


def headline(each: Headline) -> str:
    """A headline on one line, with its base and interval."""
    detail = "; ".join(part for part in (each.base, each.interval) if part)
    return f"{each.number} {each.sentence} ({detail})".strip()


def total(each: Total) -> str:
    """A total with its range and what was taken off."""
    between = span(each.figure, each.unit)
    taken = f", {amount(-each.taken_off.value, each.unit)} counted twice taken off" if each.taken_off else ""
    return f"{amount(each.figure.value, each.unit)} {each.words}" + (f" ({between})" if between else "") + taken


commands: list[click.Command] = [summary]
