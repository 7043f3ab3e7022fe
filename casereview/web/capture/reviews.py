"""The reviews of one case: which one counts, a change to be dropped, and reviewing it again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import flash, g, redirect, render_template, request
from sqlmodel import Session
from werkzeug.wrappers import Response as Answer

from casereview.instruments.model import Instrument
from casereview.models import Person, Response, ReviewedCase, Study, Workshop, WorkshopTable
from casereview.store import drafts, readers, responses, studies
from casereview.store.errors import NotFound, Refused, StaleEdit
from casereview.store.names import called
from casereview.web.access import allowed
from casereview.web.capture import blueprint
from casereview.web.capture.place import CASE, day_and_time, study_and_case, to
from casereview.web.capture.places import places
from casereview.web.database import session, writing

PLAIN = {"review": None, "kind": None, "table": None, "round": None}  # an address that names no review


@dataclass(frozen=True)
class Line:
    """One review of the case."""

    review: Response
    name: str
    state: str  # submitted, being changed, in progress
    by: str
    at: datetime | None
    draft: str  # of one being changed: the revision that a button to drop the change carries


@blueprint.get(f"{CASE}/reviews")
@allowed("enter_cases")
def reviews(project: str, study: str, case: str) -> str:
    """Every review, the one that counts first, and how to begin another."""
    found, reviewed = study_and_case(session(), g.member, study, case)
    instrument = studies.instrument_of(session(), found)
    standing = responses.responses_of(session(), g.member, reviewed)
    return render_template(
        "capture/reviews.html", study=found, case=reviewed, to=to, plain=PLAIN, day_and_time=day_and_time,
        lines=[line(session(), instrument, reviewed, each) for each in standing],
        another=another(session(), found, instrument, standing) if reviewed.status == "open" else None,
    )  # fmt: skip


@blueprint.post(f"{CASE}/reviews/counting")
@allowed("edit_cases")
def make_counting(project: str, study: str, case: str) -> Answer:
    """Makes another review the one that the findings count."""
    with writing() as open_session:
        responses.make_counting(open_session, g.member, posted(open_session, study, case))
    flash("That review counts now. The others stand beside it.")
    return redirect(to("reviews", study, case, **PLAIN))


@blueprint.post(f"{CASE}/reviews/discard")
@allowed("enter_cases")
def discard(project: str, study: str, case: str) -> Answer:
    """Drops a change in progress: the form holds again what was submitted."""
    with writing() as open_session:
        try:
            named, seen = posted(open_session, study, case), request.form.get("draft", "")
            responses.discard_edit(open_session, g.member, named, expected_draft=seen)
            flash("The change is dropped. The answers are those that were submitted.")
        except (Refused, StaleEdit) as error:
            flash(str(error), "problem")
    return redirect(to("reviews", study, case, **PLAIN))


def posted(open_session: Session, study: str, case: str) -> Response:
    """The review that the button names, of this very case. Raises NotFound."""
    _, reviewed = study_and_case(open_session, g.member, study, case)
    found = responses.response(open_session, g.member, request.form.get("review", ""))
    if found.case_id != reviewed.id:
        raise NotFound
    return found


def line(open_session: Session, instrument: Instrument, case: ReviewedCase, review: Response) -> Line:
    """A review in words."""
    person = open_session.get(Person, review.touched_by_id) if review.touched_by_id else None
    state = "in progress" if review.status != "submitted" else "being changed" if review.editing else "submitted"
    by = called(person) if review.touched_at else ""
    draft = drafts.revision(drafts.draft_of(open_session, g.member, review)) if review.editing else ""
    return Line(review, name_of(open_session, instrument, case, review), state, by, review.touched_at, draft)


def name_of(open_session: Session, instrument: Instrument, case: ReviewedCase, review: Response) -> str:
    """Workshop 2, table B, MDT, round 2. A reader's own has their name, since two of them have the same table."""
    kind = next((each.label for each in instrument.kinds if each.code == review.kind), "")
    table = open_session.get(WorkshopTable, (review.table_id if review.seat else case.table_id) or 0)
    workshop = open_session.get(Workshop, table.workshop_id) if table else None
    reader = "" if instrument.alone else readers.name_of(open_session, review)
    parts = [reader, workshop.title if workshop else "", f"table {table.name}" if table else "", kind]
    words = ", ".join([*filter(None, parts), *([f"round {review.round}"] if review.round > 1 else [])])
    return words or "First review"


def another(
    open_session: Session, study: Study, instrument: Instrument, standing: list[Response]
) -> dict[str, list[Any]] | None:
    """What can be chosen for a further review; None where there is nothing to choose between."""
    apart = any(each.seat == readers.seat_of(g.member.person_id or 0) for each in standing)
    tables = [] if apart else [place for place in places(open_session, g.member, study).values() if place.table]
    done = max((each.round for each in standing if each.status == "submitted"), default=0)
    if not (instrument.kinds or (standing and len(tables) > 1) or done):
        return None
    return {
        "kinds": list(instrument.kinds), "tables": tables if len(tables) > 1 else [],
        "rounds": list(range(1, min(done + 1, 9) + 1)),
    }  # fmt: skip
