"""What may still change of a survey: what people are told, while nobody has answered; how many are asked; its code."""

import hashlib
import json

from sqlmodel import Session

from casereview.access import Member
from casereview.models import Survey
from casereview.store import surveys
from casereview.store.errors import Refused, StaleEdit
from casereview.store.scope import locked, own, require
from casereview.store.survey_links import invited_of

PAUSE_FIRST = "Somebody may be reading what people are told just now. Pause the survey, then change it."
ANSWERED = "People have answered on these terms, so the terms stay as they are."


def edition(survey: Survey) -> str:
    """A short print of what stands: what a page sends back, so that nobody overwrites what they have not seen."""
    said = json.dumps([survey.seen_by, survey.results_when, survey.expected])
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def fixed(survey: Survey) -> str:
    """Why what people are told can no longer change, as a sentence; "" where it can."""
    if survey.answers:
        return ANSWERED
    return PAUSE_FIRST if survey.status == "open" else ""


def change(
    session: Session,
    member: Member,
    survey: Survey,
    *,
    seen_by: str,
    results_when: str,
    expected: int | None,
    expected_edition: str,
) -> Survey:
    """Changes what is given. Raises StaleEdit where it is not what the page showed, Refused in words, NotFound."""
    require(member, "run_surveys")
    own(member, survey)
    survey = locked(session, Survey, survey)
    if edition(survey) != expected_edition:
        raise StaleEdit("terms", [seen_by, results_when, expected], edition(survey), survey.room_version, "")
    if (seen_by, results_when) != (survey.seen_by, survey.results_when) and fixed(survey):
        raise Refused(fixed(survey))
    return surveys.change(session, member, survey, seen_by=seen_by, results_when=results_when, expected=expected)


def new_code(session: Session, member: Member, survey: Survey, *, instead_of: str) -> Survey:
    """Another code in place of `instead_of`, which stops at once; the link, and whoever has it, go on.

    Asked twice for the same code it happens once. Raises Refused where the survey is joined by no code.
    """
    require(member, "run_surveys")
    own(member, survey)
    survey = locked(session, Survey, survey)
    if survey.status == "closed":
        raise Refused("The survey is closed, so its code opens nothing any more.")
    if invited_of(session, survey) is not None:
        raise Refused("This survey is joined by personal links, not by a code.")
    if survey.code == instead_of:
        survey.code = surveys.free_code(session)
        survey.room_version += 1
        session.flush()
    return survey
