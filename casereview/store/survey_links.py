"""Where a link of a survey leads: the link everybody shares, or somebody's own, which lets them answer once."""

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, bindparam
from sqlmodel import Session, col, select

from casereview.models import Invitation, InvitedSurvey, Project, Study, Survey
from casereview.store.errors import NotFound, Refused
from casereview.store.invitation_marks import check_key, has_mark, leave_mark
from casereview.store.projects import at_hand

NEEDS_OWN = "This survey is answered with a link of your own. Use the one you were sent; this one is for everybody."
WITHDRAWN = "This link was withdrawn, so answers cannot be sent with it. Ask whoever sent it to you."
LOCKED = "Your link cannot be checked just now. Your answers were not sent; tell whoever sent you the link."


WHOLE = (  # built once: hundreds of phones may ask at the same moment
    select(Survey, Study, Project, InvitedSurvey)
    .join(Study, (col(Study.project_id) == Survey.project_id) & (col(Study.id) == Survey.study_id))
    .join(Project, col(Project.id) == Survey.project_id)
    .outerjoin(
        InvitedSurvey,
        (col(InvitedSurvey.project_id) == Survey.project_id) & (col(InvitedSurvey.survey_id) == Survey.id),
    )
)
BY_TOKEN = WHOLE.where(col(Survey.token) == bindparam("token"))
BY_NUMBER = WHOLE.where(col(Survey.project_id) == bindparam("of_project"), col(Survey.id) == bindparam("of_survey"))
OWN = select(Invitation).where(Invitation.token_hash == bindparam("token_hash"))


class AlreadySent(Refused):
    """The link has been used: it takes one person's answers and no more."""

    def __init__(self) -> None:
        super().__init__("Answers were sent with this link before, so these were not counted.")


@dataclass(frozen=True)
class Entrance:
    """A link and what it opens. `invited`: the survey takes personal links only; `invitation`: this is one."""

    survey: Survey
    study: Study
    invited: InvitedSurvey | None = None
    invitation: Invitation | None = None


def hash_of(token: str) -> str:
    """What is kept of the secret part of a link."""
    return hashlib.sha256(f"invitation:{token}".encode()).hexdigest()


def invited_of(session: Session, survey: Survey) -> InvitedSurvey | None:
    """The survey's row of personal links; None where people join by code. For the store: it checks no right."""
    return session.get(InvitedSurvey, (survey.project_id, survey.id))


def of_survey(survey: Survey) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The conditions that pick the survey's invitations."""
    return col(Invitation.project_id) == survey.project_id, col(Invitation.survey_id) == survey.id


def entrance(session: Session, token: str) -> Entrance:
    """What the link of `token` opens. A personal one is known before the survey opens. Raises NotFound."""
    shared = _opened(session, BY_TOKEN, token=token)
    if shared is not None and shared.survey.status != "draft":
        return shared
    invitation = session.exec(OWN, params={"token_hash": hash_of(token)}).first()
    own = invitation and _opened(session, BY_NUMBER, of_project=invitation.project_id, of_survey=invitation.survey_id)
    if not own or own.invited is None:
        raise NotFound("There is no survey here.")
    return replace(own, invitation=invitation)


def _opened(session: Session, query: Any, **which: object) -> Entrance | None:
    """The survey with all that answering it needs, in one query."""
    found = session.exec(query, params=which).first()
    if found is None:
        return None
    at_hand(session, found[2].id)  # held by the session from here on
    return Entrance(found[0], found[1], found[3])


def refusal(found: Entrance) -> str:
    """Why nobody can answer by this link, whatever the survey's status; "" where they can."""
    if found.invited is None:
        return ""
    if found.invitation is None:
        return NEEDS_OWN
    return WITHDRAWN if found.invitation.withdrawn_at else ""


def has_sent(session: Session, found: Entrance, secret: str) -> bool:
    """Whether answers were sent with this link. Never so for a link that everybody shares."""
    return found.invitation is not None and has_mark(session, found.invitation, "complete", secret)


def note(session: Session, found: Entrance, stage: str, secret: str) -> None:
    """Keeps that a personal link was opened, or used to begin, while the survey is open."""
    if found.invitation is not None and found.survey.status == "open" and not refusal(found):
        leave_mark(session, found.invitation, stage, secret)


def use_up(session: Session, found: Entrance, secret: str) -> None:
    """Marks a personal link as used, in the transaction that counts the answers. Raises AlreadySent, Refused."""
    if found.invited is None:
        return
    if refusal(found) or found.invitation is None:
        raise Refused(refusal(found))
    try:
        check_key(found.invited, found.survey, secret)
    except Refused as error:  # the sentence for the facilitator would tell a respondent nothing
        raise Refused(LOCKED) from error
    if not leave_mark(session, found.invitation, "complete", secret):
        raise AlreadySent
    for stage in ("opened", "started"):
        leave_mark(session, found.invitation, stage, secret)
