"""Giving cases to reviewers who work alone: one reviewer at a time, by ticking cases."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casereview.store import allotments, cases, studies
from casereview.web.access import allowed
from casereview.web.database import session, writing

blueprint = Blueprint("allotments", __name__)
ALLOTMENTS = "/p/<project>/<study>/allotments"


@blueprint.get(ALLOTMENTS)
@allowed("edit_cases")
def listing(project: str, study: str) -> str:
    """Every reviewer with the cases they have, each as a form."""
    found = studies.study(session(), g.member, study)
    given = allotments.given(session(), g.member, found)
    rows = cases.case_list(session(), g.member, found)
    by_case = {case.public_id: given.get(case.id, set()) for case in cases.cases_in(session(), g.member, found)}
    return render_template(
        "queue/allotments.html", study=found, rows=rows, people=allotments.reviewers(session(), g.member), given=by_case
    )


@blueprint.post(ALLOTMENTS)
@allowed("edit_cases")
def give(project: str, study: str) -> Response:
    """Gives one reviewer exactly the cases that are ticked."""
    number = request.form.get("reviewer", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        abort(400)
    ticked = request.form.getlist("case")
    with writing() as open_session:
        found = studies.study(open_session, g.member, study)
        allotments.give(open_session, g.member, found, int(number), ticked)
    flash(f"{len(ticked)} {'case is' if len(ticked) == 1 else 'cases are'} now in their queue.")
    return redirect(url_for("allotments.listing", project=project, study=study))
