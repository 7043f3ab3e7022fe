"""`flask export-workbook`: the analysts' workbook as a file."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import with_appcontext
from sqlmodel import Session

from casereview.access import Member, operator
from casereview.store import studies
from casereview.web.commands.where import Filters, LeftOut, filters_of, under
from casereview.web.commands.words import in_words, reading

if TYPE_CHECKING:
    from exports.workbook import Meta, StudyExport


@click.command("export-workbook")
@click.argument("project")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--study", "key", default="", help="Only this study.")
@click.option("--where", multiple=True, metavar="NAME=CODE", help="Only these responses: locality=norwich,eastern.")
@click.option("--no-text", is_flag=True, help="Leave free text out.")
@with_appcontext
@in_words
def export_workbook(project: str, out: Path, key: str, where: tuple[str, ...], no_text: bool) -> None:
    """Write the workbook of PROJECT to OUT.xlsx: findings as live formulas, responses, answers, codebook."""
    from casereview.web.collecting import collect_money
    from exports.workbook import TooLargeError, workbook

    if not out.parent.is_dir():
        raise click.ClickException(f"There is no folder {out.parent}.")
    with reading() as session:
        member = operator(session, project)
        exported, meta, left_out = collected(session, member, key, filters_of(where), text=not no_text)
        money = None if key or where else collect_money(session, member)
        try:
            out.write_bytes(workbook(exported, meta, money))
        except OSError as error:
            raise click.ClickException(f"{out} cannot be written: {error.strerror}.") from error
        except TooLargeError as error:
            raise click.ClickException(str(error)) from error
    counted = sum(len(study.frame) for study in exported)
    click.echo(f"Wrote {out}: {len(exported)} {'study' if len(exported) == 1 else 'studies'}, {counted:,} responses.")
    for name, why in left_out.items():
        click.echo(f"Left out: {name}. {why}")


def collected(
    session: Session, member: Member, key: str, filters: Filters, *, text: bool
) -> "tuple[list[StudyExport], Meta, LeftOut]":
    """What goes into the workbook, and the studies that the filter cannot be used on."""
    from casereview.web.collecting import collect

    chosen = [studies.study(session, member, key)] if key else studies.studies(session, member)
    pairs = [(study, studies.instrument_of(session, study)) for study in chosen]
    if not filters or not pairs:
        return *collect(session, member, key=key, include_text=text), {}
    parts, left_out = under(
        pairs, filters, lambda study: collect(session, member, key=study.key, where=filters, include_text=text)
    )
    return [each for found, _ in parts for each in found], parts[0][1], left_out


commands: list[click.Command] = [export_workbook]
