"""Surveys for tests: an open one on a shipped instrument, and whole answers to the readiness poll."""

from sqlmodel import Session

from casereview.access import Member
from casereview.answers import Given
from casereview.instruments.choosing import instrument_file
from casereview.models import Survey
from casereview.store import studies, survey_answers, surveys

READY = {
    "strategy": "2", "own_part": "3", "capacity": "2", "leadership": "4",
    "data.there": "4", "data.right": "3", "data.in_time": "2", "data.used": "not_my_area",
}  # fmt: skip


def add_survey(session: Session, member: Member, instrument: str, status: str = "open", **fields: object) -> Survey:
    """A study under the instrument's own id, with its survey."""
    text = instrument_file(instrument).read_text("utf-8")
    study = studies.add_study(session, member, key=instrument, instrument_text=text)
    survey = surveys.set_up(session, member, study, **fields)  # type: ignore[arg-type]
    return survey if status == "draft" else surveys.move(session, member, survey, status)


def reply(session: Session, survey: Survey, number: int, kind: str = "staff", **changes: str | None) -> bool:
    """One phone's answers to the readiness poll, under a key of its own. A change to None leaves a question blank."""
    values = {ref: value for ref, value in (READY | changes).items() if value is not None}
    draft = {ref: Given(value) for ref, value in values.items()}
    return survey_answers.answer(session, survey.token, draft=draft, kind=kind, client_key=f"phone number {number:09}")
