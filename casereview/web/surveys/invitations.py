"""Who is invited by a link of their own: choose it, bring the list, replace and withdraw links, see who is missing."""

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casereview.invitees import Invitee, ListError, read_list, read_upload
from casereview.models import Study, Survey
from casereview.store import invitation_progress, invitations
from casereview.store.errors import Refused
from casereview.store.survey_links import invited_of
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.secret import secret
from casereview.web.surveys.blueprint import STUDY, blueprint, survey_here
from casereview.web.surveys.links import given_out

PAGE = f"{STUDY}/survey/invitations"
Answer = str | Response | tuple[str, int]


@blueprint.get(PAGE)
@allowed("run_surveys")
def invited(project: str, study: str) -> str:
    """How many have come how far, everybody who has a link, and the box for more."""
    return _page(*survey_here(study))


@blueprint.post(PAGE)
@allowed("run_surveys")
def invite(project: str, study: str) -> Answer:
    """Makes the links of a pasted or uploaded list and shows them, once."""
    found, survey = survey_here(study)
    pasted = request.form.get("people", "")
    try:
        people = _people(pasted)
        issued = in_writing(lambda open_session: invitations.invite(open_session, g.member, survey, people))
    except (ListError, Refused) as error:
        return _page(found, survey, pasted=pasted, problem=str(error)), 422
    return given_out(found, survey, issued)


@blueprint.post(f"{PAGE}/way")
@allowed("run_surveys")
def choose_way(project: str, study: str) -> Response:
    """Personal links instead of the code, or back, before the survey opens."""
    _, survey = survey_here(study)
    by_link = request.form.get("way") == "links"
    try:
        if by_link:
            in_writing(lambda open_session: invitations.begin(open_session, g.member, survey, secret=secret()))
        else:
            in_writing(lambda open_session: invitations.end(open_session, g.member, survey))
            flash("People join by code again. Links that were made lead nowhere.")
    except Refused as error:
        flash(str(error))
    where = "surveys.invited" if by_link else "surveys.survey"
    return redirect(url_for(where, project=project, study=study), 303)


@blueprint.post(f"{PAGE}/links")
@allowed("run_surveys")
def replace_links(project: str, study: str) -> Answer:
    """New links for everybody, or for one; shown once."""
    found, survey = survey_here(study)
    who = request.form.get("who") or None
    try:
        issued = in_writing(lambda open_session: invitations.replace_links(open_session, g.member, survey, who))
    except Refused as error:
        return _page(found, survey, problem=str(error)), 422
    return given_out(found, survey, issued)


@blueprint.post(f"{PAGE}/withdrawn")
@allowed("run_surveys")
def withdraw(project: str, study: str) -> Response:
    """Withdraws one link, or gives it back."""
    _, survey = survey_here(study)
    who, back = request.form.get("who", ""), request.form.get("back") == "yes"
    try:
        found = in_writing(
            lambda open_session: invitations.withdraw(open_session, g.member, survey, who, back=back)
        )  # fmt: skip
        flash(f"The link of {found.label} {'works again' if back else 'is withdrawn. You can give it back'}.")
    except Refused as error:
        flash(str(error))
    return redirect(url_for("surveys.invited", project=project, study=study), 303)


@blueprint.get(f"{PAGE}/missing")
@allowed("run_surveys")
def missing(project: str, study: str) -> str:
    """Whose answers have not come, to remind them."""
    found, survey = survey_here(study)
    problem, people = "", []
    try:
        people = invitation_progress.to_remind(session(), g.member, survey, secret=secret())
    except Refused as error:
        problem = str(error)
    return render_template("surveys/missing.html", study=found, survey=survey, people=people, problem=problem)


def _people(pasted: str) -> list[Invitee]:
    file = request.files.get("file")
    data = file.read() if file is not None and file.filename else b""
    if data and pasted.strip():
        raise ListError("There is a file and a pasted list. Send one of them.")
    return read_upload(data) if data else read_list(pasted)


def _page(found: Study, survey: Survey, *, pasted: str = "", problem: str = "") -> str:
    counts = None
    try:
        counts = invitation_progress.counts(session(), g.member, survey, secret=secret())
    except Refused as error:
        problem = problem or str(error)
    return render_template(
        "surveys/invitations.html",
        study=found, survey=survey, by_link=invited_of(session(), survey) is not None, counts=counts,
        people=invitations.listing(session(), g.member, survey), pasted=pasted, problem=problem,
    )  # fmt: skip
