"""`flask opportunities`: every opportunity with its year, its pounds where it has any, and where its range is from."""

import json
from typing import Any

import click
from flask.cli import with_appcontext

from casereview.access import operator
from casereview.summary.data import as_data
from casereview.summary.gathering import gather
from casereview.summary.influence import in_words as words_of
from casereview.summary.influence import influences
from casereview.summary.opportunity import Row
from casereview.summary.wording import amount, span
from casereview.web.commands.summary import total
from casereview.web.commands.words import in_words, reading


@click.command("opportunities")
@click.argument("project")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with every part, nothing rounded.")
@with_appcontext
@in_words
def opportunities(project: str, as_json: bool) -> None:
    """Print the opportunities of PROJECT, with their totals."""
    with reading() as session:
        found = gather(session, operator(session, project))
    if as_json:
        data = as_data(found)
        kept: dict[str, Any] = {"project": project, "totals": data["totals"], "opportunities": data["opportunities"]}
        for row, said in zip(found.rows, kept["opportunities"], strict=True):
            said["range_from"] = [{"part": each.label, "share": each.share} for each in influences(row)]
        click.echo(json.dumps(kept, ensure_ascii=False, indent=2, allow_nan=False))
        return
    if not found.rows:
        click.echo("There is no opportunity yet. Add one on the project’s page of opportunities.")
    for text in [
        *(line for row in found.rows for line in lines(row)),
        *(f"Total: {total(each)}" for each in found.totals),
    ]:
        click.echo(text)


def lines(row: Row) -> list[str]:
    """A row as lines of text: its figure, its pounds, and where the range comes from."""
    said = [f"{row.title}, {row.plan.kind}"]
    if row.plan.unit != "pounds":
        said.append(f"  {_figure(row.amount, row.plan.unit)} {row.plan.unit_words or row.plan.unit}")
    if row.pounds:
        net = f"; net {_figure(row.net, 'pounds')}" if row.net else "; net not stated"
        first = f"; first year {amount(row.first_figure.value, 'pounds')}" if row.first_figure else ""
        said.append(f"  {_figure(row.pounds, 'pounds')} gross in a full year{net}{first}")
    return said + [f"  {each}" for each in [words_of(influences(row))] if each]


def _figure(figure: Any, unit: str) -> str:
    between = span(figure, unit)
    return amount(figure.value, unit) + (f" ({between})" if between else "")


commands: list[click.Command] = [opportunities]
