"""After the submission: it counts now, and the next case is one key away."""

from collections import Counter

from flask import g, redirect, render_template
from werkzeug.wrappers import Response

from casereview.store import cases
from casereview.web.access import allowed
from casereview.web.capture import blueprint
from casereview.web.capture.listing import left, target
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
    counts = Counter(line.state for line in cases.case_lines(session(), g.member, found.study))
    return render_template(
        "capture/done.html", review=found, study=found.study, case=found.case, to=to, playback=pieces(found),
        left=left(counts), done=counts["done"], target=target(found.study, counts),
    )  # fmt: skip
