"""A survey on a phone, from its three promises to thank you. Without JavaScript, hidden fields carry the answers."""

import secrets

from flask import jsonify, make_response, redirect, render_template, request, url_for
from markupsafe import Markup
from sqlmodel import Session
from werkzeug.wrappers import Response

from casereview.instruments.kept import Kept
from casereview.instruments.model import Instrument
from casereview.models import Study, Survey
from casereview.store import survey_answers, survey_links
from casereview.store.errors import NotReady, Refused
from casereview.store.studies import instrument_of
from casereview.store.survey_answers import NotOpen
from casereview.store.survey_links import AlreadySent, Entrance
from casereview.web.access import respondent
from casereview.web.database import in_writing, session
from casereview.web.phone import doors
from casereview.web.phone.blueprint import blueprint
from casereview.web.secret import secret
from forms import phone

Answer = str | Response | tuple[str | Response, int]
NONE_YET = -1  # the page before the first
STOPPED = {
    "draft": "This survey is not open yet. Your answers are not sent.",
    "paused": "This survey is paused just now. Your answers are not sent yet; try again in a moment.",
    "closed": "This survey is closed, so your answers could not be counted.",
}


@blueprint.get("/s/<token>")
@respondent
def start(token: str) -> Answer:
    """Who sees it, what is never shown, when results come back; and all pages, for a script to show one by one."""
    found, study, instrument = _found(token)
    other = doors.instead(found, study)
    if other:
        return other
    doors.note(found, "opened")
    return render_template(
        "phone/start.html",
        survey=found.survey, study=study, instrument=instrument, pages=phone.pages(instrument), client_key=_new_key(),
        markup=_markup(instrument), token=token, own=found.invitation is not None,
    )  # fmt: skip


@blueprint.post("/s/<token>")
@respondent
def step(token: str) -> Answer:
    """One page on or back, or everything sent."""
    entrance, study, instrument = _found(token)
    survey = entrance.survey
    found = phone.filled(instrument, request.form)
    if request.form.get("go") == "send":
        return _send(survey, study, instrument, found)
    route = phone.open_pages(instrument, found)
    number = request.form.get("page", NONE_YET, type=int)
    if request.form.get("go") == "back":
        return _page(survey, study, instrument, found, max((n for n in route if n < number), default=route[0]))
    if number == NONE_YET:
        doors.note(entrance, "started")
    if number in route:
        page = phone.shown(instrument, number, found, check=True)
        if any(ask.problem for ask in page.asks):
            return _page(survey, study, instrument, found, number, check=True), 422
    later = [n for n in route if n > number]
    return _page(survey, study, instrument, found, later[0]) if later else _send(survey, study, instrument, found)


@blueprint.post("/s/<token>/started")
@respondent
def started(token: str) -> Response:
    """A script says that somebody pressed Start; without one, the first page does."""
    found, _, _ = _found(token)
    doors.note(found, "started")
    return make_response("", 204)


@blueprint.get("/s/<token>/thanks")
@respondent
def thanks(token: str) -> str:
    """What happens to the answers now."""
    found, study, _ = _found(token)
    return render_template("phone/thanks.html", survey=found.survey, study=study, token=token)


def _found(token: str) -> tuple[Entrance, Study, Instrument]:
    open_session: Session = session()
    found = survey_links.entrance(open_session, token)
    return found, found.study, instrument_of(open_session, found.study)


def _made(instrument: Instrument) -> Markup:
    return Markup(render_template("phone/pages.html", pages=phone.pages(instrument)))  # noqa: S704 - our own template


_markup = Kept(_made)


def _send(survey: Survey, study: Study, instrument: Instrument, found: phone.Filled) -> Answer:
    key = request.form.get("client_key", "")
    try:
        in_writing(
            lambda open_session: survey_answers.answer(
                open_session, _token(), draft=found.draft, kind=found.kind, client_key=key, secret=secret()
            )
        )
    except NotReady as error:
        number = phone.page_of(instrument, error.missing[0])
        return _problem(survey, study, instrument, found, number, "", 422)
    except AlreadySent as error:
        return (jsonify(page=NONE_YET, message=str(error)), 409) if _wants_json() else redirect(request.path, 303)
    except (NotOpen, Refused) as error:
        last = phone.open_pages(instrument, found)[-1]
        message = STOPPED[error.status] if isinstance(error, NotOpen) else str(error)
        return _problem(survey, study, instrument, found, last, message, 409)
    where = url_for("phone.thanks", token=_token())
    return jsonify(sent=True, next=where) if _wants_json() else redirect(where, 303)


def _problem(
    survey: Survey, study: Study, instrument: Instrument, found: phone.Filled, number: int, message: str, code: int
) -> Answer:
    if _wants_json():
        return jsonify(page=number, message=message), code
    return _page(survey, study, instrument, found, number, check=not message, message=message), code


def _page(
    survey: Survey,
    study: Study,
    instrument: Instrument,
    found: phone.Filled,
    number: int,
    *,
    check: bool = False,
    message: str = "",
) -> str:
    page = phone.shown(instrument, number, found, check)
    route = phone.open_pages(instrument, found)
    return render_template(
        "phone/page.html",
        survey=survey, study=study, page=page, number=number, place=route.index(number) + 1, total=len(route),
        carried=phone.carried(found, page), message=message,
        client_key=request.form.get("client_key") or _new_key(),
    )  # fmt: skip


def _token() -> str:
    """The secret part of the link this request came by."""
    return str((request.view_args or {})["token"])


def _wants_json() -> bool:
    return request.accept_mimetypes.best_match(("text/html", "application/json")) == "application/json"


def _new_key() -> str:
    """A key for one person's answers: sent twice, they count once."""
    return secrets.token_hex(16)
