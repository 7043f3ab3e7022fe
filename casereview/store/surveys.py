"""Surveys: set up, opened, paused and closed by a facilitator. How answers come in is in survey_answers.py."""

import secrets
from typing import Any

from sqlmodel import Session, select

from casereview.access import Member
from casereview.models import InvitedSurvey, Study, Survey
from casereview.store.errors import NotFound, Refused
from casereview.store.scope import locked, numbers_moved, own, require, rows
from casereview.store.studies import instrument_of
from casereview.store.survey_code import new_code
from casereview.store.survey_order import forget_order
from casereview.store.values import tidy

LEAST = 5  # no group with fewer answers is ever shown
SEEN_BY = "The people who run this project see the answers. They cannot see who gave them."
RESULTS_WHEN = "Results come back to everybody once the survey is closed."
MOVES = {  # from which status to which
    "draft": ("open",),
    "open": ("paused", "closed"),
    "paused": ("open", "closed"),
    "closed": (),
}
WORDS = {"draft": "not open yet", "open": "open", "paused": "paused", "closed": "closed"}


def is_survey(session: Session, study: Study) -> bool:
    """Whether the study's questions are answered by people about themselves, not by a room about a case."""
    return instrument_of(session, study).unit == "response"


def survey_of(session: Session, member: Member, study: Study) -> Survey | None:
    """The study's survey; None before one is set up. Raises NotFound for somebody else's study."""
    own(member, study)
    return session.exec(rows(member, Survey).where(Survey.study_id == study.id)).first()


def set_up(
    session: Session,
    member: Member,
    study: Study,
    *,
    anonymous: bool = True,
    seen_by: str = SEEN_BY,
    results_when: str = RESULTS_WHEN,
    expected: int | None = None,
) -> Survey:
    """A draft survey with a code and a link. Whether it is anonymous is settled here, once. Raises Refused."""
    require(member, "run_surveys")
    own(member, study)
    if not is_survey(session, study):
        raise Refused("These questions are about cases. Choose questions that people answer about themselves.")
    if survey_of(session, member, study) is not None:
        raise Refused("This study has its survey already.")
    survey = Survey(
        project_id=study.project_id, study_id=study.id, code=free_code(session), token=secrets.token_urlsafe(16),
        anonymous=anonymous, **_promises(seen_by, results_when, expected),
    )  # fmt: skip
    session.add(survey)
    session.flush()
    return survey


def change(
    session: Session, member: Member, survey: Survey, *, seen_by: str, results_when: str, expected: int | None
) -> Survey:
    """Changes what respondents are told. Once somebody has answered, what was promised to them stays."""
    require(member, "run_surveys")
    own(member, survey)
    survey = locked(session, Survey, survey)
    promises = _promises(seen_by, results_when, expected)
    told = (survey.seen_by, survey.results_when)
    if survey.answers and told != (promises["seen_by"], promises["results_when"]):
        raise Refused("People have answered on these terms, so the terms stay as they are.")
    survey.sqlmodel_update(promises)
    survey.room_version += 1
    session.flush()
    return survey


def move(session: Session, member: Member, survey: Survey, status: str) -> Survey:
    """Opens, pauses or closes the survey. Closing is for good: only then do the results come back. Raises Refused."""
    require(member, "run_surveys")
    own(member, survey)
    survey = locked(session, Survey, survey)
    if status == survey.status:
        return survey
    if status not in MOVES[survey.status]:
        raise Refused(f"The survey is {WORDS[survey.status]}, so it cannot be made {WORDS.get(status, status)}.")
    survey.status = status
    survey.room_version += 1
    session.flush()
    if status == "closed":
        forget_order(session, survey)
    numbers_moved(session, survey.project_id, survey.study_id)
    return survey


def by_token(session: Session, token: str) -> Survey:
    """The survey of a link. Raises NotFound. Anybody with the link may look: it names no project and no person."""
    found = session.exec(select(Survey).where(Survey.token == token)).first()
    if found is None or found.status == "draft":
        raise NotFound("There is no survey here.")
    return found


def by_code(session: Session, code: str) -> Survey | None:
    """The survey that can be joined with this code now (as `as_meant` gives it); None for anything else.

    A survey by personal link is joined by no code.
    """
    found = session.exec(select(Survey).where(Survey.code == code)).first()
    if found is None or found.status not in ("open", "paused"):
        return None
    return found if session.get(InvitedSurvey, (found.project_id, found.id)) is None else None


def _promises(seen_by: str, results_when: str, expected: int | None) -> dict[str, Any]:
    if expected is not None and not 0 < expected < 100_000:
        raise Refused("How many are asked is a whole number, such as 40. You can leave it empty.")
    told = {
        "seen_by": tidy(seen_by, "Who sees the answers", 300),
        "results_when": tidy(results_when, "When results come back", 300),
    }
    if not all(told.values()):
        raise Refused("Say who sees the answers, and when results come back. People decide by this.")
    return {**told, "expected": expected}


def free_code(session: Session) -> str:
    """A random code that no survey has."""
    while session.exec(select(Survey.id).where(Survey.code == (code := new_code()))).first() is not None:
        continue
    return code
