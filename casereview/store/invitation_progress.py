"""How far a survey by personal link has come, who has still to answer, and what is left of it all at the close."""

from sqlmodel import Session, col, delete, select, update

from casereview.access import Member
from casereview.models import Invitation, InvitationMark, Survey
from casereview.store.errors import Refused
from casereview.store.invitation_counts import Counts, by_team
from casereview.store.invitation_marks import check_key, mark_of, marks
from casereview.store.invitations import listing
from casereview.store.scope import locked, own, require
from casereview.store.survey_links import invited_of, of_survey
from casereview.store.surveys import LEAST


def counts(session: Session, member: Member, survey: Survey, *, secret: str) -> Counts:
    """How many are at which stage. A link withdrawn after it was used counts; other withdrawn ones do not.

    Raises Refused where the server's key has changed.
    """
    require(member, "see_surveys")
    own(member, survey)
    invited = invited_of(session, survey)
    if invited is None:
        return Counts()
    if invited.at_close:
        return Counts.from_json(invited.at_close)
    check_key(invited, survey, secret)
    return _counted(session, survey, secret)


def to_remind(session: Session, member: Member, survey: Survey, *, secret: str) -> list[Invitation]:
    """Whose answers have not come. Raises Refused while one to four have: they would be who is missing from it."""
    standing = [each for each in listing(session, member, survey) if each.withdrawn_at is None]
    invited = invited_of(session, survey)
    if invited is not None:
        check_key(invited, survey, secret)
    if 0 < survey.answers < LEAST:
        raise Refused(f"Fewer than {LEAST} people have answered, so remind everybody. From {LEAST} on, a list is here.")
    there = marks(session, survey)
    return [each for each in standing if mark_of(secret, each, "complete") not in there]


def close_out(session: Session, member: Member, survey: Survey, *, secret: str) -> None:
    """Keeps the counts of a survey just closed and removes all that was kept of persons. The links stay good for
    reading what was heard."""
    require(member, "run_surveys")
    own(member, survey)
    survey = locked(session, Survey, survey)
    invited = invited_of(session, survey)
    if invited is None or invited.at_close or survey.status != "closed":
        return
    try:
        check_key(invited, survey, secret)
        final = _counted(session, survey, secret)
    except Refused:  # without the key nobody can tell whose mark is whose, but how many answered is known
        final = Counts(survey.expected or survey.answers, complete=survey.answers)
    invited.at_close = final.to_json()
    session.flush()
    _remove_persons(session, survey)


def _remove_persons(session: Session, survey: Survey) -> None:
    connection = session.connection()
    if connection.dialect.name == "sqlite":  # zeros over what goes, so that the file does not keep it
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    connection.execute(
        delete(InvitationMark).where(
            col(InvitationMark.project_id) == survey.project_id, col(InvitationMark.survey_id) == survey.id
        )
    )
    connection.execute(update(Invitation).where(*of_survey(survey)).values(label="", team=""))
    session.expire_all()


def _counted(session: Session, survey: Survey, secret: str) -> Counts:
    there = marks(session, survey)
    everybody = session.exec(select(Invitation).where(*of_survey(survey))).all()
    done = {each.id: mark_of(secret, each, "complete") in there for each in everybody}
    people = [each for each in everybody if done[each.id] or each.withdrawn_at is None]
    opened, started = (sum(mark_of(secret, each, stage) in there for each in people) for stage in ("opened", "started"))
    teams = by_team([(each.team, done[each.id]) for each in people])
    return Counts(len(people), opened, started, sum(done.values()), teams)
