"""`flask study add` and `flask instrument check`: an instrument file becomes a study, or says what is wrong with it."""

from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from casereview.instruments.choosing import instrument_file
from casereview.instruments.loading import InstrumentError, load, shipped, text_of
from casereview.instruments.model import Instrument
from casereview.store import studies
from casereview.web.commands.words import in_words, writing_to

study = AppGroup("study", help="Studies.")
instrument = AppGroup("instrument", help="Instrument files.")


@study.command("add")
@click.argument("project")
@click.argument("instrument")
@click.option("--key", required=True, help="The study's name in addresses and commands.")
@click.option("--target", type=click.IntRange(min=1), help="How many cases it sets out to review.")
@with_appcontext
@in_words
def add(project: str, instrument: str, key: str, target: int | None) -> None:
    """Add a study. INSTRUMENT is an id (case-review: its latest version; case-review@1) or the path of a TOML file."""
    text = text_of(instrument_file(instrument))
    with writing_to(project) as (session, member):
        added = studies.add_study(session, member, key=key, instrument_text=text, target=target)
    click.echo(f"Study {key}: {added.title}, version {added.instrument_version} of the questions.")


@instrument.command("check")
@click.argument("file")
def check(file: str) -> None:
    """Read an instrument file and say what it holds, or everything that is wrong with it.

    FILE is the path of a TOML file, or the id of an instrument that comes with Casereview, such as case-review.
    """
    if not Path(file).is_file() and file not in shipped():
        raise click.ClickException(f"There is no file {file}, and no instrument of that id.")
    try:
        found = load(instrument_file(file))
    except InstrumentError as error:
        click.echo(str(error), err=True)
        raise SystemExit(1) from error
    click.echo(summary(found))


def summary(found: Instrument) -> str:
    """What an instrument holds, in a few lines."""
    within = "in 1 section" if len(found.sections) == 1 else f"in {len(found.sections)} sections"
    parts = [
        (len(found.attributes), "fact", "facts of the case list"),
        (len(found.questions), f"question {within}", f"questions {within}"),
        (len(found.derived), "answer worked out", "answers worked out from others"),
        (len(found.rules), "rule", "rules across questions"),
        (len(found.findings), "finding", "findings"),
    ]
    lines = [f"{found.title} ({found.id}), version {found.version}: no mistakes found."]
    lines += [f"  {count:>3} {one if count == 1 else many}" for count, one, many in parts if count]
    return "\n".join(lines)


commands: list[click.Command] = [study, instrument]
