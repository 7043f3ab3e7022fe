"""`flask findings`: a project's numbers for scripts, as JSON in the documented shape, or as lines to read."""

import json
from typing import Any

import click
from flask.cli import with_appcontext
from sqlmodel import Session

from casereview.access import Member, operator
from casereview.findings import wording
from casereview.findings.frame import PLACES, FilterError, Frame
from casereview.findings.result import Result
from casereview.findings.study import study_results
from casereview.models import Study
from casereview.store import studies
from casereview.store.spoken import spoken
from casereview.web.commands.words import in_words, reading

Filters = dict[str, tuple[str, ...]]


@click.command("findings")
@click.argument("project")
@click.option("--study", "key", help="Only this study.")
@click.option("--where", multiple=True, metavar="NAME=CODE", help="Only these responses: locality=norwich,eastern.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, shares as fractions of 1.")
@with_appcontext
@in_words
def findings(project: str, key: str | None, where: tuple[str, ...], as_json: bool) -> None:
    """Count every finding of a project's studies."""
    filters = filters_of(where)
    with reading() as session:
        member = operator(session, project)
        chosen = [studies.study(session, member, key)] if key else studies.studies(session, member)
        counted = [(study, *_counted(session, member, study, filters)) for study in chosen]
        shown = {"project": project, "studies": [as_data(*each) | _said(session, member, *each) for each in counted]}
        titles = [study.title for study in chosen]
    if as_json:
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2, allow_nan=False))
        return
    for title, (_, frame, results) in zip(titles, counted, strict=True):
        click.echo(f"{title}: {len(frame)} {wording.units(frame.instrument, len(frame))}")
        for result in results:
            click.echo(f"  {line(result)}")


def filters_of(where: tuple[str, ...]) -> Filters:
    """`locality=norwich,eastern` as a filter; a workshop or table is a title and never split. Raises BadParameter."""
    found: Filters = {}
    for each in where:
        name, equals, value = each.partition("=")
        if not (name and equals and value):
            raise click.BadParameter(f"“{each}” is not NAME=CODE, such as locality=norwich.", param_hint="--where")
        codes = (value,) if name in PLACES else tuple(code.strip() for code in value.split(",") if code.strip())
        found[name] = (*found.get(name, ()), *codes)
    return found


def as_data(study: Study, frame: Frame, results: list[Result]) -> dict[str, Any]:
    """One study as plain data."""
    return {
        "study": study.key,
        "instrument": study.instrument_id,
        "version": study.instrument_version,
        "responses": len(frame),
        "findings": [result.to_json() for result in results],
    }


def _said(session: Session, member: Member, study: Study, frame: Frame, results: list[Result]) -> dict[str, Any]:
    """The findings again, with what was said under the rows of those that count codes."""
    pairs = zip(frame.instrument.findings, results, strict=True)
    said = {f.id: [each.to_json() for each in spoken(session, member, study, frame, f, r)] for f, r in pairs}
    return {"findings": [r.to_json() | ({"said": said[r.id]} if said[r.id] else {}) for r in results]}


def line(result: Result) -> str:
    """A finding on one line: the sentence, how many of how many, the interval, the base."""
    bounds = wording.interval(result.low, result.high, result.denominator) if result.unit == "share" else ""
    counts = "" if result.kind in ("mean", "rating") else wording.n_of_n(result.numerator, result.denominator)
    detail = "; ".join(part for part in (counts, bounds, result.base) if part)
    return f"{result.headline} ({detail})"


def _counted(session: Session, member: Member, study: Study, filters: Filters) -> tuple[Frame, list[Result]]:
    try:
        return study_results(session, member, study, filters)
    except FilterError as error:
        raise click.ClickException(f"Study {study.key}: {error}") from error


commands: list[click.Command] = [findings]
