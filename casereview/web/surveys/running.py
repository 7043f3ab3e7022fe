"""The facilitator's page of a survey: set it up, hand out code and link, open, pause, close, see how many answered."""

from contextlib import suppress
from dataclasses import dataclass

from flask import flash, g, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from casereview.models import Study, Survey
from casereview.store import invitation_progress, survey_records, survey_release, surveys
from casereview.store.errors import Refused
from casereview.store.invitation_counts import Counts
from casereview.store.studies import instrument_of
from casereview.store.survey_code import spaced
from casereview.store.survey_links import invited_of
from casereview.store.survey_order import empty_logs
from casereview.web.access import allowed
from casereview.web.database import engine, in_writing, session
from casereview.web.secret import secret
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
        mapped=instrument_of(session(), found).gap_map,
        by_link=invited_of(session(), standing) is not None, counts=_counts(standing),
        release=survey_release.current(session(), standing),
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


def _moved(open_session: Session, standing: Survey, status: str) -> None:
    """Moves it; where it closes, nothing stays of who was invited but the counts."""
    moved = surveys.move(open_session, g.member, standing, status)
    invitation_progress.close_out(open_session, g.member, moved, secret=secret())


def _counts(standing: Survey) -> Counts | None:
    with suppress(Refused):  # the server's key has changed: the page of invitations says so
        return invitation_progress.counts(session(), g.member, standing, secret=secret())
    return None


def people_asked(typed: str) -> int | None:
    """How many are asked; None where it was left empty. Raises Refused."""
    if typed and not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        raise Refused("How many are asked is a whole number, such as 40. You can leave it empty.")
    return int(typed) if typed else None


def _begin(found: Study, typed: Typed) -> None:
    expected = people_asked(typed.expected)
    in_writing(
        lambda open_session: surveys.set_up(
            open_session,
            g.member,
            found,
            anonymous=typed.anonymous != "no",
            seen_by=typed.seen_by,
            results_when=typed.results_when,
            expected=expected,
        )
    )


@blueprint.post(f"{STUDY}/survey/status")
@allowed("run_surveys")
def move(project: str, study: str) -> Response:
    """Opens, pauses or closes."""
    _, standing = survey_here(study)
    status = request.form.get("status", "")
    try:
        in_writing(lambda open_session: _moved(open_session, standing, status))
        if status == "closed":
            empty_logs(engine())
        flash(DONE.get(status, "Done."))
    except Refused as error:
        flash(str(error))
    where = "surveys.controls" if request.form.get("back") == "controls" else "surveys.survey"
    return redirect(url_for(where, project=project, study=study), 303)
