"""Setting a case aside, with a reason, and bringing it back. Out of every number meanwhile, and nothing is lost."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from casereview.models import ReviewedCase, Study
from casereview.store import cases
from casereview.store.errors import Refused, StaleEdit
from casereview.web.access import allowed
from casereview.web.capture import blueprint
from casereview.web.capture.place import CASE, study_and_case, to
from casereview.web.capture.waiting import waits
from casereview.web.database import session, writing
from forms.case import AsideForm


@blueprint.get(f"{CASE}/aside")
@allowed("set_aside_cases")
def aside(project: str, study: str, case: str) -> str:
    """Why to set it aside, or how to bring it back."""
    found, reviewed = study_and_case(session(), g.member, study, case)
    return show(found, reviewed, AsideForm(None, version=reviewed.version))


@blueprint.post(f"{CASE}/aside")
@allowed("set_aside_cases")
def set_aside(project: str, study: str, case: str) -> Response | tuple[str, int]:
    """Parks, skips or withdraws."""
    form = AsideForm()
    if not form.validate():
        return show(*study_and_case(session(), g.member, study, case), form), 422
    if waits(form):
        return show(*study_and_case(session(), g.member, study, case), form, waiting=True), 422
    with writing() as open_session:
        found, reviewed = study_and_case(open_session, g.member, study, case)
        try:
            cases.set_aside(
                open_session, g.member, reviewed, status=form.status.data, reason=form.reason.data,
                expected_version=form.version.data,
            )  # fmt: skip
        except (StaleEdit, Refused) as error:
            return refused(found, reviewed, form, error)
        flash(f"{reviewed.reference} is {form.status.data} and is in no number. You can bring it back at any time.")
    return redirect(url_for("capture.listing", project=project, study=study))


@blueprint.post(f"{CASE}/back")
@allowed("set_aside_cases")
def bring_back(project: str, study: str, case: str) -> Response | tuple[str, int]:
    """Undoes it: the case has everything it had."""
    form = AsideForm()
    with writing() as open_session:
        found, reviewed = study_and_case(open_session, g.member, study, case)
        try:
            cases.bring_back(open_session, g.member, reviewed, expected_version=form.version.data or 0)
        except StaleEdit as error:
            return refused(found, reviewed, form, error)
        flash(f"{reviewed.reference} is back, with everything it had.")
    return redirect(to("review", study, case))


def refused(study: Study, case: ReviewedCase, form: FlaskForm, error: Exception) -> tuple[str, int]:
    """The form again, with what is typed, under the version that now stands."""
    form.reason.errors = [str(error)]
    form.version.raw_data, form.version.data = None, case.version
    return show(study, case, form), 409


def show(study: Study, case: ReviewedCase, form: FlaskForm, *, waiting: bool = False) -> str:
    """The page. `waiting`: for a second look at the reason."""
    chosen = request.form.get("status", "")
    return render_template("capture/aside.html", study=study, case=case, form=form, to=to, chosen=chosen, waits=waiting)
