"""A finding to take away: the picture, the numbers as CSV, the result as JSON, and the figures that plotly draws."""

from datetime import UTC, datetime

from flask import Response, g, jsonify

from casereview.charts import plotly_figure
from casereview.charts.building import specify
from casereview.charts.export import Caption, standalone
from casereview.charts.specification import ChartSpec
from casereview.findings import wording
from casereview.findings.counting import count
from casereview.findings.result import Result
from casereview.store import projects
from casereview.web.access import allowed
from casereview.web.database import session
from casereview.web.findings.blueprint import STUDY, blueprint
from casereview.web.findings.here import Here, checked, look
from exports.finding_csv import finding_csv


@blueprint.get(f"{STUDY}/<finding>.svg")
@allowed("see_findings")
def picture(project: str, study: str, finding: str) -> Response:
    """The chart with headline, base and source in it."""
    here, result, spec = _counted(study, finding)
    return _file(standalone(spec, _caption(here, result), here.brand), "image/svg+xml", f"{study}-{finding}.svg")


@blueprint.get(f"{STUDY}/<finding>.csv")
@allowed("see_findings")
def numbers(project: str, study: str, finding: str) -> Response:
    """The numbers behind the chart, unrounded, with base, filter and source above them."""
    here, result, _ = _counted(study, finding)
    return _file(finding_csv(result, _source(here), here.filter_words), "text/csv", f"{study}-{finding}.csv")


@blueprint.get(f"{STUDY}/<finding>.json")
@allowed("see_findings")
def data(project: str, study: str, finding: str) -> Response:
    """The result as scripts read it."""
    here, result, _ = _counted(study, finding)
    about = {"study": here.study.key, "instrument": here.instrument.id, "version": here.instrument.version}
    return jsonify(about | {"filter": {key: list(codes) for key, codes in here.chosen.items()}} | result.to_json())


@blueprint.get(f"{STUDY}/<finding>/figure")
@allowed("see_findings")
def figure(project: str, study: str, finding: str) -> Response:
    """The chart as plotly draws it."""
    here, _, spec = _counted(study, finding)
    return jsonify(plotly_figure.figure(spec, here.brand))


def _counted(study: str, finding: str) -> tuple[Here, Result, ChartSpec]:
    here = checked(look(study))
    declared = here.finding(finding)
    result = count(declared, here.frame_of(declared))
    return here, result, specify(result, declared.lead, wording.units(here.instrument, 2).capitalize())


def _caption(here: Here, result: Result) -> Caption:
    left_out = "; ".join(f"{each.count:,} {each.words}" for each in result.left_out)
    filtered = f" Filter: {here.filter_words}." if here.filter_words else ""
    base = result.base[:1].upper() + result.base[1:]
    return Caption(
        f"Base: {base}.{filtered}", f"Left out: {left_out or 'none'}.", " ".join(result.notes), _source(here)
    )


def _source(here: Here) -> str:
    made, title = datetime.now(UTC), projects.project(session(), g.member).title
    version = f"version {here.study.instrument_version} of the questions"
    return f"{title}: {here.study.title}, {version}. Working figures, {made.day} {made:%B %Y}."


def _file(text: str, kind: str, name: str) -> Response:
    disposition = f'attachment; filename="{name}"'
    return Response(text, content_type=f"{kind}; charset=utf-8", headers={"Content-Disposition": disposition})
