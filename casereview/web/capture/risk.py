"""A live risk, raised outside this session: a note that it was, to whom and when. It is in no number."""

from datetime import datetime

from flask import flash, g, redirect, render_template
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from casereview.database import now
from casereview.models import ReviewedCase, Study
from casereview.store import cases
from casereview.store.errors import KeyReused, Refused
from casereview.web.access import allowed
from casereview.web.capture import blueprint
from casereview.web.capture.place import CASE, LONDON, day_and_time, study_and_case, to
from casereview.web.capture.waiting import waits
from casereview.web.database import session, writing
from forms.case import RiskForm


@blueprint.get(f"{CASE}/risk")
@allowed("enter_cases")
def risk(project: str, study: str, case: str) -> str:
    """The form, and the risks noted before."""
    here = now().astimezone(LONDON)
    form = RiskForm(None, day=f"{here.day} {here:%B %Y}", hour=f"{here:%H:%M}")
    return show(*study_and_case(session(), g.member, study, case), form)


@blueprint.post(f"{CASE}/risk")
@allowed("enter_cases")
def raise_risk(project: str, study: str, case: str) -> Response | tuple[str, int]:
    """Notes it, once however often it is sent."""
    form = RiskForm()
    if not form.validate():
        return show(*study_and_case(session(), g.member, study, case), form), 422
    if waits(form):
        return show(*study_and_case(session(), g.member, study, case), form, waiting=True), 422
    when: datetime = form.when.replace(tzinfo=LONDON)
    with writing() as open_session:
        found, reviewed = study_and_case(open_session, g.member, study, case)
        try:
            cases.raise_risk(
                open_session, g.member, reviewed, to_whom=form.to_whom.data, when=when, note=form.note.data or "",
                client_key=form.client_key.data,
            )  # fmt: skip
        except (Refused, KeyReused) as error:
            form.to_whom.errors = [str(error)]
            return show(found, reviewed, form), 422
    flash("Noted that the risk was raised outside this session. It is in no number.")
    return redirect(to("review", study, case))


def show(study: Study, case: ReviewedCase, form: FlaskForm, *, waiting: bool = False) -> str:
    """The page. `waiting`: for a second look at the words."""
    noted = cases.risks(session(), g.member, case)
    return render_template(
        "capture/risk.html", study=study, case=case, form=form, to=to, noted=noted, day_and_time=day_and_time,
        waits=waiting,
    )  # fmt: skip
