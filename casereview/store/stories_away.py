"""Stories put away: off the list and the summary, and back within 30 days, to be checked again."""

from datetime import timedelta

from sqlmodel import Session, col

from casereview.access import Member
from casereview.database import now
from casereview.models import CaseStory, Study
from casereview.store import changing
from casereview.store.errors import NotFound, Refused
from casereview.store.scope import locked, require, rows
from casereview.store.stories import ALREADY, BROUGHT_BACK, PUT_AWAY, held, may_write, remember, standing


def put_away(session: Session, member: Member, story: CaseStory, *, expected_version: int) -> CaseStory:
    """Puts the story away, off the summary too. For 30 days it can be brought back. Raises StaleEdit."""
    story = held(session, member, story, expected_version)
    story.retired_at, story.on_summary = now(), False
    remember(session, member, story, PUT_AWAY, None, None)
    return changing.touched(session, member, story)


def bring_back(session: Session, member: Member, public_id: str) -> CaseStory:
    """Undoes `put_away`; it has to be checked again. Raises NotFound, Refused where the case has another one since."""
    require(member, "write_stories")
    found = next((each for each in away(session, member) if each.public_id == public_id), None)
    if found is None:
        raise NotFound
    found = locked(session, CaseStory, found)
    if session.exec(standing(member).where(CaseStory.case_id == found.case_id)).first():
        raise Refused(ALREADY)
    found.retired_at = None
    remember(session, member, found, BROUGHT_BACK, None, None)
    return changing.touched(session, member, found)


def away(session: Session, member: Member, study: Study | None = None) -> list[CaseStory]:
    """Stories put away in the last 30 days that the member may write, the newest first."""
    since = now() - timedelta(days=changing.DAYS_TO_UNDO)
    query = rows(member, CaseStory).where(col(CaseStory.retired_at) > since)
    query = query.where(CaseStory.study_id == study.id) if study is not None else query
    found = session.exec(query.order_by(col(CaseStory.retired_at).desc()))
    return [each for each in found if may_write(session, member, each)]
