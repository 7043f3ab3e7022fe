"""How far a link has come, kept so that the database alone does not tell whose link it was.

A mark is HMAC-SHA256 of the stage and the invitation's public id under the server's secret key, which is not in the
database. Each stage has a mark of its own and none has a time, so that two marks of one link cannot be put together and
a copy of the database cannot be read as a list of who has answered.
"""

import hashlib
import hmac

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, func, select

from casereview.models import Invitation, InvitationMark, InvitedSurvey, Survey
from casereview.models.invitation import STAGES
from casereview.store.errors import Refused

KEY_CHANGED = (
    "The server’s secret key is not the one these links were made with, so nobody can tell which were used. "
    "Put the old SECRET_KEY back."
)


def signed(secret: str, words: str) -> str:
    """HMAC-SHA256 of `words` under the server's key, in hexadecimal."""
    return hmac.new(secret.encode(), words.encode(), hashlib.sha256).hexdigest()


def mark_of(secret: str, invitation: Invitation, stage: str) -> str:
    """What is kept when `invitation` reaches `stage`."""
    return signed(secret, f"{stage}:{invitation.public_id}")


def check_key(invited: InvitedSurvey, survey: Survey, secret: str) -> None:
    """Raises Refused where the key is another one than when the first link was made."""
    if not hmac.compare_digest(invited.key_print, signed(secret, f"key:{survey.public_id}")):
        raise Refused(KEY_CHANGED)


def leave_mark(session: Session, invitation: Invitation, stage: str, secret: str) -> bool:
    """Keeps that the link has reached `stage`. False: it had before. On PostgreSQL a second one waits for the first."""
    dialect = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = {
        "project_id": invitation.project_id, "survey_id": invitation.survey_id, "stage": stage,
        "mark": mark_of(secret, invitation, stage),
    }  # fmt: skip
    statement = dialect(InvitationMark).values(**row).on_conflict_do_nothing().returning(col(InvitationMark.mark))
    return session.connection().execute(statement).first() is not None


def has_mark(session: Session, invitation: Invitation, stage: str, secret: str) -> bool:
    """Whether the link has reached `stage`."""
    key = (invitation.project_id, invitation.survey_id, mark_of(secret, invitation, stage))
    return session.get(InvitationMark, key) is not None


def marks(session: Session, survey: Survey) -> set[str]:
    """Every mark of the survey's links, in no order."""
    query = select(InvitationMark.mark).where(
        InvitationMark.project_id == survey.project_id, InvitationMark.survey_id == survey.id
    )
    return set(session.exec(query))


def stage_counts(session: Session, survey: Survey) -> dict[str, int]:
    """How many links have reached each stage."""
    query = (
        select(InvitationMark.stage, func.count())
        .where(InvitationMark.project_id == survey.project_id, InvitationMark.survey_id == survey.id)
        .group_by(col(InvitationMark.stage))
    )
    return dict.fromkeys(STAGES, 0) | dict(session.exec(query).all())
