"""The facilitator's page of a survey: set it up, hand out code and link, open, pause, close, see how many answered."""

from dataclasses import dataclass

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casereview.models import Study
from casereview.store import survey_records, surveys
from casereview.store.errors import Refused
from casereview.store.survey_code import spaced
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.surveys.blueprint import STUDY, blueprint, joining, study_here, survey_here

DONE = {
    "open": "The survey is open. People can join now.",
    "paused": "The survey is paused. Nobody can send answers until you open it again.",
    "closed": "The survey is closed for good. Its results can be read now.",
}


@dataclass(frozen=True)
class Typed:
    """The set-up form as typed."""

    anonymous: str = "yes"
    seen_by: str = surveys.SEEN_BY
    results_when: str = surveys.RESULTS_WHEN
    expected: str = ""


@blueprint.get(f"{STUDY}/survey")
@allowed("see_surveys")
def survey(project: str, study: str) -> str:
    """How it stands; before it is set up, the form."""
    found = study_here(study)
    standing = surveys.survey_of(session(), g.member, found)
    if standing is None:
        return render_template("surveys/new.html", study=found, typed=Typed(), problem="")
    return render_template(
        "surveys/running.html",
        study=found, survey=standing, code=spaced(standing.code), joining=joining(standing),
        withheld=survey_records.withheld(standing), words=surveys.WORDS,
    )  # fmt: skip


@blueprint.post(f"{STUDY}/survey")
@allowed("run_surveys")
def set_up(project: str, study: str) -> Response | tuple[str, int]:
    """Sets the survey up, or shows the form again with everything typed and what is wrong."""
    found = study_here(study)
    typed = Typed(**{name: request.form.get(name, "").strip() for name in Typed.__dataclass_fields__})
    try:
        _begin(found, typed)
    except Refused as error:
        return render_template("surveys/new.html", study=found, typed=typed, problem=str(error)), 422
    flash("The survey is set up. Open it when you are ready.")
    return redirect(url_for("surveys.survey", project=project, study=study), 303)


def _begin(found: Study, typed: Typed) -> None:
    if typed.expected and not (typed.expected.isascii() and typed.expected.isdigit()):
        raise Refused("How many are asked is a whole number, such as 40. You can leave it empty.")
    in_writing(
        lambda open_session: surveys.set_up(
            open_session,
            g.member,
            found,
            anonymous=typed.anonymous != "no",
            seen_by=typed.seen_by,
            results_when=typed.results_when,
            expected=int(typed.expected) if typed.expected else None,
        )
    )


@blueprint.post(f"{STUDY}/survey/status")
@allowed("run_surveys")
def move(project: str, study: str) -> Response:
    """Opens, pauses or closes."""
    _, standing = survey_here(study)
    status = request.form.get("status", "")
    try:
        in_writing(lambda open_session: surveys.move(open_session, g.member, standing, status))
        flash(DONE.get(status, "Done."))
    except Refused as error:
        flash(str(error))
    return redirect(url_for("surveys.survey", project=project, study=study), 303)
