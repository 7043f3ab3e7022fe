"""The room’s screen, the facilitator’s controls, and the one small question both keep asking: has it moved?"""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import flash, g, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casereview.models import Study, Survey
from casereview.store import survey_room
from casereview.store.errors import Refused
from casereview.store.studies import instrument_of
from casereview.store.survey_code import spaced
from casereview.store.survey_links import invited_of
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.surveys.blueprint import STUDY, blueprint, joining, survey_here


@blueprint.get(f"{STUDY}/room")
@allowed("see_surveys")
def screen(project: str, study: str) -> str:
    """For a projector: how to join, how many have answered, and the question with its result once revealed."""
    found, survey = survey_here(study)
    now = datetime.now(ZoneInfo("Europe/London"))
    return render_template(
        "surveys/room.html", joining=joining(survey), code=spaced(survey.code), now=now, **_shown(found, survey)
    )


@blueprint.get(f"{STUDY}/room/version")
@allowed("see_surveys")
def version(project: str, study: str) -> Response:
    """A stamp of all that the screen shows: 304 while it stands still."""
    _, survey = survey_here(study)
    response = jsonify(version=_stamp(survey))
    response.set_etag(_stamp(survey))
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)


@blueprint.get(f"{STUDY}/room/controls")
@allowed("run_surveys")
def controls(project: str, study: str) -> str:
    """Choose a question, reveal, hide, next, undo: on a laptop beside the screen, or on a phone."""
    found, survey = survey_here(study)
    return render_template("surveys/controls.html", **_shown(found, survey))


@blueprint.post(f"{STUDY}/room/controls")
@allowed("run_surveys")
def act(project: str, study: str) -> Response:
    """One act; what cannot be done is said."""
    _, survey = survey_here(study)
    what, _, question = request.form.get("act", "").partition(":")
    try:
        in_writing(lambda open_session: survey_room.act(open_session, g.member, survey, what, question))
    except Refused as error:
        flash(str(error))
    return redirect(url_for("surveys.controls", project=project, study=study), 303)


def _shown(study: Study, survey: Survey) -> dict[str, object]:
    instrument = instrument_of(session(), study)
    choices = survey_room.choices(instrument)
    refs = [item.ref for item in choices]
    on_screen = instrument.item.get(survey.room_question)
    return {
        "study": study,
        "survey": survey,
        "choices": choices,
        "item": on_screen,
        "place": refs.index(survey.room_question) + 1 if survey.room_question in refs else 0,
        "result": survey_room.revealed(session(), survey),
        "stamp": _stamp(survey),
        "by_link": invited_of(session(), survey) is not None,
    }


def _stamp(survey: Survey) -> str:
    return f"{survey.room_version}-{survey.answers}"
