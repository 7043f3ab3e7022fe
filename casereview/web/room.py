"""A case in front of the room: how many have answered alone, then what everybody said, side by side."""

from typing import Any

from flask import Blueprint, flash, g, jsonify, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from casereview.charts.sides import sided
from casereview.charts.specification import ChartSpec
from casereview.findings.counting import count
from casereview.findings.frame import Frame
from casereview.instruments.model import Instrument
from casereview.models import ReviewedCase, Study
from casereview.store import blind, responses, studies
from casereview.store.errors import NotFound, Refused
from casereview.store.records import case_records
from casereview.web.access import allowed
from casereview.web.capture.place import CASE, study_and_case
from casereview.web.database import session, writing
from casereview.web.whole_number import posted_number

blueprint = Blueprint("room", __name__)


@blueprint.get(f"{CASE}/room")
@allowed("see_cases")
def room(project: str, study: str, case: str) -> str:
    """Before the reveal how many have answered; after it everybody's answers and what comes next.

    With `early` in the address a facilitator is asked whether to show it before everybody has answered.
    """
    found, reviewed, instrument = here(session(), study, case)
    return render_template(
        "room/room.html", early="early" in request.args,
        study=found, case=reviewed, instrument=instrument, now=blind.round_of(session(), reviewed),
        state=state(reviewed), shown=shown(reviewed, instrument), mine=mine(reviewed, instrument),
        others=[kind for kind in instrument.kinds if not kind.alone],
        typed={each.kind for each in responses.responses_of(session(), g.member, reviewed)},
    )  # fmt: skip


@blueprint.get(f"{CASE}/room.json")
@allowed("see_cases")
def room_state(project: str, study: str, case: str) -> Any:
    """What a page that follows along asks for every two seconds; 304 while nothing has changed."""
    _, reviewed, _ = here(session(), study, case)
    response = jsonify(state(reviewed))
    response.add_etag()
    return response.make_conditional(request)


@blueprint.post(f"{CASE}/reveal")
@allowed("edit_cases")
def reveal(project: str, study: str, case: str) -> Response:
    """Shows everybody's answers; from then on they count. Asks first where somebody has not answered yet."""
    _, reviewed, _ = here(session(), study, case)
    waiting = blind.waiting(session(), g.member, reviewed)
    if waiting.answered < waiting.asked and request.form.get("sure") != "yes":
        return redirect(url_for("room.room", project=project, study=study, case=case, early="yes"))
    return _change(study, case, blind.reveal, "Everybody’s answers are shown, and they count from now on.")


@blueprint.post(f"{CASE}/again")
@allowed("edit_cases")
def again(project: str, study: str, case: str) -> Response:
    """Opens a further round."""
    return _change(study, case, blind.ask_again, "A further round is open. The answers of the one before are kept.")


def here(open_session: Session, study: str, case: str) -> tuple[Study, ReviewedCase, Instrument]:
    """The study, the case and the instrument. Raises NotFound where nobody answers alone."""
    found, reviewed = study_and_case(open_session, g.member, study, case)
    instrument = studies.instrument_of(open_session, found)
    if not instrument.alone:
        raise NotFound
    return found, reviewed, instrument


def mine(case: ReviewedCase, instrument: Instrument) -> str:
    """How far the member's own answer of this round is: "", draft or submitted."""
    now = blind.round_of(session(), case)
    seat = f"person {g.member.person_id}"
    found = responses.responses_of(session(), g.member, case)
    own = (each for each in found if (each.seat, each.round) == (seat, now.number))
    return next((each.status for each in own), "")


def state(case: ReviewedCase) -> dict[str, Any]:
    """Round, whether it is revealed, and how many have answered: that only for those who no longer can be swayed."""
    now = blind.round_of(session(), case)
    waiting = blind.waiting(session(), g.member, case)
    own = mine(case, blind.instrument_for(session(), case)) == "submitted"
    told = own or now.revealed or g.member.may("see_all_cases")
    counts = {"answered": waiting.answered, "asked": waiting.asked} if told else {"answered": None, "asked": None}
    return {"round": now.number, "revealed": now.revealed, **counts}


def shown(case: ReviewedCase, instrument: Instrument) -> list[tuple[str, ChartSpec]]:
    """For each question the instrument shows by kind of reviewer: what everybody said; nothing before the reveal."""
    records = case_records(session(), g.member, case)
    labels = {kind.code: kind.label for kind in instrument.kinds}
    found = []
    for finding in (each for each in instrument.findings if each.by == "kind" and each.kind == "distribution"):
        columns = []
        for number in sorted({record.round for record in records}):
            part = Frame(instrument, [record for record in records if record.round == number])
            for each in count(finding, part).series:
                again = f", round {number}" if number > 1 else ""
                columns.append(each.__class__(each.code, labels.get(each.code, each.label) + again, each.rows))
        if columns:
            found.append((instrument.options_of(finding.of).text, sided(columns)))
    return found


def _change(study: str, case: str, act: Any, said: str) -> Response:
    with writing() as open_session:
        _, reviewed, _ = here(open_session, study, case)
        try:
            act(open_session, g.member, reviewed, expected_round=posted_number("round"))
            flash(said)
        except Refused as error:
            flash(str(error), "problem")
    return redirect(url_for("room.room", project=g.member.project_key, study=study, case=case))
