"""Joining a survey with the six characters on the screen."""

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casereview.store import surveys
from casereview.store.survey_code import LENGTH, as_meant
from casereview.web.access import respondent
from casereview.web.database import session
from casereview.web.phone.blueprint import blueprint
from casereview.web.phone.limits import Limit

UNKNOWN = "No survey has this code. Check it against the screen; it has six letters and digits."
WAIT = "There were too many wrong codes from here. Wait a minute, or use the QR code or the link."


@blueprint.get("/j")
@respondent
def join() -> str:
    """One field."""
    return render_template("phone/join.html", typed="", problem="")


@blueprint.post("/j")
@respondent
def find() -> Response | tuple[str, int]:
    """Goes on to the survey, or says what is wrong with the code."""
    typed = request.form.get("code", "")[:40]
    limit = _limit()
    address = request.remote_addr or ""
    if limit.exhausted(address):
        return render_template("phone/join.html", typed=typed, problem=WAIT), 429
    code = as_meant(typed)
    found = surveys.by_code(session(), code) if len(code) == LENGTH else None
    if found is not None:
        return redirect(url_for("phone.start", token=found.token), 303)
    limit.missed(address)
    return render_template("phone/join.html", typed=typed, problem=UNKNOWN), 422


def _limit() -> Limit:
    found: Limit = current_app.extensions.setdefault("join_limit", Limit())
    return found
