"""Removing for good what was deleted long enough ago. Nothing cascades: each table is named, so none goes unseen."""

from datetime import timedelta

from sqlalchemy import Delete, delete, or_
from sqlmodel import Session, SQLModel, col, select

from casereview.access import Member
from casereview.database import now
from casereview.models import (
    Allotment,
    CaseFact,
    CaseStory,
    ClientRequest,
    CodedText,
    Coding,
    DraftAnswer,
    History,
    Quote,
    Response,
    ReviewedCase,
    Risk,
    StoredAnswer,
    StoryChange,
    StoryCheck,
    StoryEvent,
)
from casereview.models.reviewed_case import BlindRound
from casereview.store.errors import Refused
from casereview.store.scope import require

KEPT_DAYS = 30  # a deleted case can be restored at least so long
OF_TEXTS: tuple[type[SQLModel], ...] = (Quote, Coding)
OF_STORIES: tuple[type[SQLModel], ...] = (StoryCheck, StoryChange)
OF_RESPONSES: tuple[type[SQLModel], ...] = (CodedText, StoredAnswer, DraftAnswer)
OF_CASES: tuple[type[SQLModel], ...] = (History, Risk, CaseFact, Allotment, BlindRound, Response)


def purge(session: Session, member: Member, *, older_than: int = KEPT_DAYS) -> dict[str, int]:
    """Removes cases deleted more than `older_than` days ago, with all that hangs on them. Cannot be undone.

    Stories, and events of stories, that were put away as long ago go too. Gives back the number of rows that went, by
    table. Keys of requests as old go too, which no retry needs any more.
    Raises Refused for fewer than 0 days, NotAllowed.
    """
    require(member, "edit_cases")
    if older_than < 0:
        raise Refused("Say how many days ago the cases were deleted: 0 or more.")
    _overwrite_what_goes(session)
    before = now() - timedelta(days=older_than)
    gone = col(ReviewedCase.deleted_at) < before
    doomed = select(ReviewedCase.id).where(ReviewedCase.project_id == member.project_id, gone)
    answered = select(Response.id).where(Response.project_id == member.project_id, col(Response.case_id).in_(doomed))
    read = select(CodedText.id).where(
        CodedText.project_id == member.project_id, col(CodedText.response_id).in_(answered)
    )
    told = or_(col(CaseStory.case_id).in_(doomed), col(CaseStory.retired_at) < before)
    stories = select(CaseStory.id).where(CaseStory.project_id == member.project_id, told)
    events = or_(col(StoryEvent.story_id).in_(stories), col(StoryEvent.removed_at) < before)
    statements: list[tuple[type[SQLModel], Delete]] = [
        *((table, _of(table, member).where(table.story_id.in_(stories))) for table in OF_STORIES),  # type: ignore[attr-defined]
        (StoryEvent, _of(StoryEvent, member).where(events)),
        (CaseStory, _of(CaseStory, member).where(told)),
        *((table, _of(table, member).where(table.text_id.in_(read))) for table in OF_TEXTS),  # type: ignore[attr-defined]
        *((table, _of(table, member).where(table.response_id.in_(answered))) for table in OF_RESPONSES),  # type: ignore[attr-defined]
        *((table, _of(table, member).where(table.case_id.in_(doomed))) for table in OF_CASES),  # type: ignore[attr-defined]
        (ReviewedCase, _of(ReviewedCase, member).where(gone)),
        (ClientRequest, _of(ClientRequest, member).where(col(ClientRequest.at) < before)),
    ]
    return {str(table.__tablename__): session.connection().execute(each).rowcount for table, each in statements}


def _of(table: type[SQLModel], member: Member) -> Delete:
    return delete(table).where(table.project_id == member.project_id)  # type: ignore[attr-defined]


def _overwrite_what_goes(session: Session) -> None:
    """Lets SQLite write zeros over deleted rows, so that the file does not keep their text."""
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA secure_delete = ON")
