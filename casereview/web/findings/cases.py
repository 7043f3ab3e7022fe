"""The cases behind a number: their references, for those who may look behind it."""

from flask import abort, g, render_template, request

from casereview.findings.counting import cases_behind, count
from casereview.web.access import allowed
from casereview.web.findings.blueprint import STUDY, blueprint
from casereview.web.findings.here import checked, look


@blueprint.get(f"{STUDY}/<finding>/cases")
@allowed("see_cases_behind")
def behind(project: str, study: str, finding: str) -> str:
    """The cases counted in one row of a finding, or in its own number."""
    here = checked(look(study))
    declared = here.finding(finding)
    row = request.args.get("row")
    try:
        records = cases_behind(declared, here.frame, row)
    except KeyError:
        abort(404)
    result = count(declared, here.frame)
    rows = {each.code: each.label for each in result.rows}
    rows |= {
        f"{series.code}.{each.code}": f"{series.label}: {each.label}"
        for series in result.series
        for each in series.rows
    }
    opens = g.member.may("see_cases")
    return render_template(
        "findings/cases.html", here=here, result=result, records=records, row=rows.get(row or "", ""), opens=opens
    )
