"""Surveys by personal link for tests: an open readiness poll, its links, and answers sent with them."""

from sqlmodel import Session

from casereview.access import Member
from casereview.answers import Given
from casereview.invitees import Invitee
from casereview.models import Survey
from casereview.store import invitations, survey_answers, surveys
from tests.surveys import READY, add_survey

SECRET = "a key for tests"


def add_invited(
    session: Session, member: Member, people: dict[str, str], status: str = "open"
) -> tuple[Survey, dict[str, str]]:
    """A readiness survey for `people` (label: team), and the token of each one's link by label."""
    survey = add_survey(session, member, "readiness", status="draft")
    invitations.begin(session, member, survey, secret=SECRET)
    issued = invitations.invite(session, member, survey, [Invitee(*each) for each in people.items()])
    if status != "draft":
        surveys.move(session, member, survey, status)
    return survey, {each.label: each.token for each in issued}


def send(session: Session, token: str, key: str = "", **changes: str) -> bool:
    """Whole answers to the readiness poll by a personal link, from a phone of its own."""
    draft = {ref: Given(value) for ref, value in (READY | changes).items()}
    return survey_answers.answer(
        session, token, draft=draft, kind="staff", client_key=key or f"the phone of {token}", secret=SECRET
    )
