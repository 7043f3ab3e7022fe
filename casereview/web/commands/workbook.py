"""`flask export-workbook`: the analysts' workbook as a file."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from casereview.access import operator
from casereview.web.commands.where import filters_of
from casereview.web.commands.words import in_words, reading


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
    from casereview.web.collecting import collect, collect_money
    from exports.workbook import TooLargeError, workbook

    if not out.parent.is_dir():
        raise click.ClickException(f"There is no folder {out.parent}.")
    with reading() as session:
        member = operator(session, project)
        exported, meta = collect(
            session, member, key=key, where=filters_of(where), include_text=not no_text, so_far=True
        )
        money = None if key or where else collect_money(session, member)
        try:
            out.write_bytes(workbook(exported, meta, money))
        except OSError as error:
            raise click.ClickException(f"{out} cannot be written: {error.strerror}.") from error
        except TooLargeError as error:
            raise click.ClickException(str(error)) from error
    n, counted = len(exported), sum(len(study.frame) for study in exported)
    made = f"{n} {'study' if n == 1 else 'studies'}, {counted:,} {'response' if counted == 1 else 'responses'}"
    click.echo(f"Wrote {out}: {made}.")
    for title, why in meta.left_out:
        click.echo(f"Left out: {title}. {why}")


commands: list[click.Command] = [export_workbook]
