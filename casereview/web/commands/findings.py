"""`flask findings`: a project's numbers for scripts, as JSON in the documented shape, or as lines to read."""

import json
from typing import Any

import click
from flask.cli import with_appcontext
from sqlmodel import Session

from casereview.access import Member, operator
from casereview.findings import wording
from casereview.findings.frame import Frame
from casereview.findings.result import Result
from casereview.findings.study import study_results
from casereview.models import Study
from casereview.store import studies, surveys
from casereview.store.spoken import spoken
from casereview.store.survey_records import withheld
from casereview.web.commands.where import Filters, filters_of
from casereview.web.commands.words import in_words, reading
from casereview.web.filtering import under


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
        pairs = [(study, studies.instrument_of(session, study)) for study in chosen]
        told, left_out = under(pairs, filters, lambda study: _told(session, member, study, filters))
    if as_json:
        shown = {"project": project, "studies": [data for data, _ in told]}
        shown |= {"studies_left_out": [{"study": each.key, "why": why} for each, why in left_out]} if left_out else {}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2, allow_nan=False))
        return
    for text in (text for _, lines in told for text in lines):
        click.echo(text)
    for each, why in left_out:
        click.echo(f"Left out: {each.key}. {why}")


def _told(session: Session, member: Member, study: Study, filters: Filters) -> tuple[dict[str, Any], list[str]]:
    """A study as data and as lines. Raises FilterError."""
    frame, results = study_results(session, member, study, filters)
    data = as_data(study, frame, results) | _said(session, member, study, frame, results)
    closed = _closed(session, member, study)
    lines = [f"{study.title}: {len(frame)} {wording.units(frame.instrument, len(frame))}"]
    lines += [f"  {closed}"] if closed else [f"  {line(result)}" for result in results]
    return data | ({"not_shown": closed} if closed else {}), lines


def _closed(session: Session, member: Member, study: Study) -> str:
    """Why a survey gives no figures yet; "" where it does, and for a study of cases."""
    if not surveys.is_survey(session, study):
        return ""
    return withheld(surveys.survey_of(session, member, study))


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
    counted = result.denominator and result.kind not in ("mean", "rating")
    counts = wording.n_of_n(result.numerator, result.denominator) if counted else ""
    detail = "; ".join(part for part in (counts, bounds, result.base) if part)
    return f"{result.headline} ({detail})"


commands: list[click.Command] = [findings]
