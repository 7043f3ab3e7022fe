"""After the submission: it counts now, and the next case is one key away."""

from flask import g, redirect, render_template
from werkzeug.wrappers import Response

from casereview.store import cases
from casereview.web.access import allowed
from casereview.web.capture import blueprint
from casereview.web.capture.listing import ASIDE, left
from casereview.web.capture.place import CASE, review_of, to
from casereview.web.capture.reading_back import pieces
from casereview.web.database import session


@blueprint.get(f"{CASE}/done")
@allowed("enter_cases")
def done(project: str, study: str, case: str) -> str | Response:
    """How far the study is, and where to go on. A case that is not done goes back to its form."""
    found = review_of(session(), g.member, study, case)
    if found.response is None or found.response.status != "submitted":
        return redirect(to("review", study, case))
    rows = cases.case_list(session(), g.member, found.study)
    standing = [row for row in rows if row.state not in ASIDE]
    return render_template(
        "capture/done.html", review=found, study=found.study, case=found.case, to=to, playback=pieces(found),
        left=left(rows), done=sum(row.state == "done" for row in rows), target=found.study.target or len(standing),
    )  # fmt: skip
