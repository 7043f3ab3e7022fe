"""One finding by the groups of a fact: dots with intervals against the whole, the counts, and the test in words."""

from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casereview.charts import svg
from casereview.charts.building import specify
from casereview.findings import wording
from casereview.findings.counting import count
from casereview.findings.difference import Difference, difference
from casereview.findings.result import Result, Row
from casereview.instruments.question import Question
from casereview.web.access import allowed
from casereview.web.findings import pivot
from casereview.web.findings.blueprint import STUDY, blueprint
from casereview.web.findings.cards import card
from casereview.web.findings.here import checked, look

RARE = 0.05


@blueprint.get(f"{STUDY}/<finding>")
@allowed("see_findings")
def broken_down(project: str, study: str, finding: str) -> str | Response:
    """The finding by the fact named in `by`; the first fact that has options when none is named."""
    here = checked(look(study))
    declared = here.finding(finding)
    facts = [each for each in here.instrument.attributes if each.options]
    if declared.kind not in ("share", "distribution", "mean", "rating") or not facts:
        return redirect(url_for("findings.listing", project=project, study=study, _anchor=f"finding-{finding}"))
    by = next((each for each in facts if each.id == request.args.get("by", facts[0].id)), None) or abort(404)
    counted = count(declared.replace(by=by.id), here.frame)
    lead = declared.lead or (counted.rows[0].code if counted.rows else "")
    many = wording.units(here.instrument, 2)
    groups = led(counted, lead)
    test = difference(groups) if counted.unit == "share" else None
    return render_template(
        "findings/breakdown.html",
        here=here, card=card(counted, declared.replace(by=by.id), here.frame), by=by, facts=facts, svg=svg,
        spec=specify(replace(counted, order="counted"), lead, many.capitalize()),
        headline=headline(by, test), run=run(groups, counted, many), test=test, units=many, n=len(here.frame),
        answers=pivot.answers(counted), lines=pivot.lines(counted, lead), lead_head=pivot.lead_head(counted, lead),
    )  # fmt: skip


def led(counted: Result, lead: str) -> list[Row]:
    """The row of each group that the chart shows, called by its group, highest first."""
    rows = [next((row for row in each.rows if row.code == lead), each.rows[0]) for each in counted.series]
    named = [replace(row, label=each.label) for row, each in zip(rows, counted.series, strict=True)]
    return sorted(named, key=lambda row: -(row.value or 0.0))


def headline(by: Question, test: Difference | None) -> str:
    """The test's answer in words."""
    if test is None:
        return f"By {by.name.lower()}: too few in each group to test"
    clear = "A clear difference" if test.probability < RARE else "No clear difference"
    return f"{clear} by {by.name.lower()}"


def run(groups: list[Row], counted: Result, many: str) -> str:
    """From the lowest to the highest, and how big the groups are."""
    known = [row for row in groups if row.value is not None]
    if len(known) < 2:
        return ""
    sizes = sorted(int(row.denominator) for row in known)
    ends = [
        f"{wording.shown(row.value, row.denominator, counted.unit)} in {row.label}" for row in (known[-1], known[0])
    ]
    return f"They run from {ends[0]} to {ends[1]}, with {sizes[0]:,} to {sizes[-1]:,} {many} each."
