"""One finding by the groups of a fact: dots with intervals against the whole, the counts, and the test in words."""

from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casereview.charts import svg
from casereview.charts.building import specify
from casereview.findings import wording
from casereview.findings.counting import count
from casereview.web.access import allowed
from casereview.web.findings import compared, pivot
from casereview.web.findings.blueprint import STUDY, blueprint
from casereview.web.findings.cards import card
from casereview.web.findings.here import checked, look


@blueprint.get(f"{STUDY}/<finding>")
@allowed("see_findings")
def broken_down(project: str, study: str, finding: str) -> str | Response:
    """The finding by the fact named in `by`; the first fact that has options when none is named."""
    here = checked(look(study))
    declared = here.finding(finding)
    facts = here.facts
    if declared.kind not in ("share", "distribution", "mean", "rating") or not facts:
        return redirect(url_for("findings.listing", project=project, study=study, _anchor=f"finding-{finding}"))
    by = next((each for each in facts if each.id == request.args.get("by", facts[0].id)), None) or abort(404)
    shown = declared.replace(by=by.id)
    counted = count(shown, here.frame)
    lead = declared.lead or (counted.rows[0].code if counted.rows else "")
    many = wording.units(here.instrument, 2)
    return render_template(
        "findings/breakdown.html",
        here=here, card=card(counted, shown, here.frame), by=by, facts=facts, svg=svg,
        spec=specify(replace(counted, order="counted"), lead, many.capitalize()),
        said=compared.said(shown, here.frame, counted, lead), units=many, n=len(here.frame),
        answers=pivot.answers(counted), lines=pivot.lines(counted, lead), lead_head=pivot.lead_head(counted, lead),
        nobody=pivot.nobody(counted),
    )  # fmt: skip
