"""Surveys by personal link: who is invited, and their links, given out once and kept as hashes."""

import secrets
from dataclasses import dataclass

from sqlmodel import Session, col, delete, func, select

from casereview.access import Member
from casereview.database import now
from casereview.invitees import Invitee, ListError, checked
from casereview.models import Invitation, InvitationMark, InvitedSurvey, Survey
from casereview.store.errors import NotFound, Refused
from casereview.store.invitation_marks import signed
from casereview.store.scope import locked, own, require, rows
from casereview.store.survey_links import hash_of, invited_of, of_survey

ANONYMOUS_ONLY = (
    "Personal links are for anonymous surveys. The results of this one show while answers come in, and whoever sees "
    "links used one by one could tell who said what."
)


@dataclass(frozen=True)
class Issued:
    """A link as it is given out: `token` is its secret part, which is kept nowhere."""

    label: str
    team: str
    token: str


def begin(session: Session, member: Member, survey: Survey, *, secret: str) -> InvitedSurvey:
    """From now on the survey is joined by personal links only. Before it opens; anonymous ones only. Raises Refused."""
    survey = _held(session, member, survey)
    if survey.status != "draft":
        raise Refused("The survey has been opened, so people go on joining it as they do.")
    if not survey.anonymous:
        raise Refused(ANONYMOUS_ONLY)
    found = invited_of(session, survey)
    if found is None:
        key_print = signed(secret, f"key:{survey.public_id}")
        found = InvitedSurvey(project_id=survey.project_id, survey_id=survey.id, key_print=key_print)
        session.add(found)
    _moved(session, survey)
    return found


def end(session: Session, member: Member, survey: Survey) -> None:
    """Back to joining by code, before the survey opens; links that were made lead nowhere then. Raises Refused."""
    survey = _held(session, member, survey)
    if survey.status != "draft":
        raise Refused("The survey has been opened, so people go on joining it as they do.")
    for table in (InvitationMark, Invitation, InvitedSurvey):
        session.connection().execute(
            delete(table).where(col(table.project_id) == survey.project_id, col(table.survey_id) == survey.id)
        )
    survey.expected = None
    survey.room_version += 1
    session.flush()


def invite(session: Session, member: Member, survey: Survey, people: list[Invitee]) -> list[Issued]:
    """A link for each of these people, beside those there are. Raises ListError, Refused once the survey is closed."""
    survey = _growing(session, member, survey)
    there = {label.casefold() for label in session.exec(select(Invitation.label).where(*of_survey(survey)))}
    for each in checked([(number, [each.label, each.team]) for number, each in enumerate(people, 1)]):
        if each.label.casefold() in there:
            raise ListError(f"“{each.label}” has a link already. Take the line out, or make a new link for them.")
    made = [_invitation(survey, each) for each in people]
    session.add_all(invitation for invitation, _ in made)
    _moved(session, survey)
    return [issued for _, issued in made]


def replace_links(session: Session, member: Member, survey: Survey, public_id: str | None = None) -> list[Issued]:
    """New links for everybody, or for one; the earlier ones lead nowhere. Who has answered still counts once."""
    survey = _growing(session, member, survey)
    standing = [each for each in listing(session, member, survey) if each.withdrawn_at is None]
    chosen = [_one(session, member, survey, public_id)] if public_id else standing
    issued = []
    for invitation in chosen:
        token = secrets.token_urlsafe(16)
        invitation.token_hash = hash_of(token)
        issued.append(Issued(invitation.label, invitation.team, token))
    session.flush()
    return issued


def withdraw(session: Session, member: Member, survey: Survey, public_id: str, *, back: bool = False) -> Invitation:
    """The link takes no answers any more; `back`: it does again. Answers sent before stay counted. Raises NotFound."""
    survey = _growing(session, member, survey)
    invitation = _one(session, member, survey, public_id)
    invitation.withdrawn_at = None if back else invitation.withdrawn_at or now()
    _moved(session, survey)
    return invitation


def listing(session: Session, member: Member, survey: Survey) -> list[Invitation]:
    """Everybody who has a link, in the order of the list; nobody once the survey is closed. Raises NotAllowed."""
    require(member, "run_surveys")
    own(member, survey)
    if survey.status == "closed":
        return []
    return list(session.exec(select(Invitation).where(*of_survey(survey)).order_by(col(Invitation.id))))


def _invitation(survey: Survey, each: Invitee) -> tuple[Invitation, Issued]:
    token = secrets.token_urlsafe(16)
    row = Invitation(
        project_id=survey.project_id, survey_id=survey.id, token_hash=hash_of(token), label=each.label, team=each.team
    )
    return row, Issued(each.label, each.team, token)


def _held(session: Session, member: Member, survey: Survey) -> Survey:
    require(member, "run_surveys")
    own(member, survey)
    return locked(session, Survey, survey)


def _growing(session: Session, member: Member, survey: Survey) -> Survey:
    """The survey, held, while links can still be made for it."""
    survey = _held(session, member, survey)
    if invited_of(session, survey) is None:
        raise NotFound
    if survey.status == "closed":
        raise Refused("The survey is closed, so nobody needs a link to answer it any more.")
    return survey


def _one(session: Session, member: Member, survey: Survey, public_id: str) -> Invitation:
    query = rows(member, Invitation).where(Invitation.survey_id == survey.id, Invitation.public_id == public_id)
    found = session.exec(query).first()
    if found is None:
        raise NotFound
    return found


def _moved(session: Session, survey: Survey) -> None:
    """Keeps how many are asked beside the survey, for the pages that show "12 of 40"."""
    session.flush()
    standing = select(func.count()).select_from(Invitation)
    n = session.exec(standing.where(*of_survey(survey), col(Invitation.withdrawn_at).is_(None))).one()
    survey.expected, survey.room_version = n or None, survey.room_version + 1
    session.flush()
