"""Responses to a case: drafts that several people type into, and the answers that stand once submitted."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from casereview.answers import STATES
from casereview.database import UTCDateTime, now
from casereview.models.base import Public, at_least, one_of, project_key, same_project, same_study, study_key

RESPONSE_STATUSES = ("draft", "submitted")
STANDING = text("deleted_at IS NULL")
COUNTING = text("counting AND deleted_at IS NULL")
COUNTING_SQLITE = text("counting = 1 AND deleted_at IS NULL")


class Response(Public, table=True):
    """One review of a case. Exactly one of a case's responses counts in the findings; the others feed agreement."""

    __tablename__ = "response"
    __table_args__ = (
        project_key(),
        study_key(),
        same_study("case_id", "reviewed_case"),
        same_project("table_id", "workshop_table"),
        one_of("status", RESPONSE_STATUSES),
        CheckConstraint("(status = 'submitted') = (submitted_at IS NOT NULL)", name="submitted_when"),
        at_least("round", 1),
        at_least("version", 1),
        Index(
            "uq_response_counting", "project_id", "case_id",
            unique=True, sqlite_where=COUNTING_SQLITE, postgresql_where=COUNTING,
        ),
        Index(
            "uq_response_seat", "project_id", "case_id", "kind", "round", "seat",
            unique=True, sqlite_where=STANDING, postgresql_where=STANDING,
        ),
        Index("ix_response_study", "project_id", "study_id", "status"),
    )  # fmt: skip

    project_id: int
    study_id: int
    case_id: int
    kind: str = Field(default="", max_length=60)  # a kind of reviewer of the instrument, or ""
    round: int = 1
    seat: str = Field(default="", max_length=60)  # "" the room that has the case, or who else: "table 12"
    table_id: int | None = None
    counting: bool
    status: str = Field(default="draft", max_length=20)
    version: int = 1  # moves with every submission
    confirmed: str = "[]"  # JSON: ids of rules that were broken and confirmed
    editing: bool = False  # submitted, and somebody has begun to change it
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="RESTRICT")  # who submitted it
    submitted_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    touched_by_id: int | None = Field(default=None, foreign_key="person.id", ondelete="RESTRICT")
    touched_at: datetime | None = Field(default=None, sa_type=UTCDateTime)  # none: opened, nothing typed
    deleted_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class DraftAnswer(SQLModel, table=True):
    """What stands in the form for one item, with a version of its own. A blanked item has no value. In no number."""

    __tablename__ = "draft_answer"
    __table_args__ = (
        same_project("response_id", "response"),
        same_project("item_id", "item"),
        at_least("version", 1),
        {"sqlite_with_rowid": False},
    )

    project_id: int = Field(primary_key=True)
    response_id: int = Field(primary_key=True)
    item_id: int = Field(primary_key=True)
    value: str | None = None  # JSON
    other: str = ""
    version: int = 1
    client_key: str = Field(default="", max_length=80)  # of the last save, so that sending it twice is harmless
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="RESTRICT")
    at: datetime = Field(default_factory=now, sa_type=UTCDateTime)


class StoredAnswer(SQLModel, table=True):
    """One item of a submitted response. Attributes are not here: they are facts of the case."""

    __tablename__ = "answer"
    __table_args__ = (
        same_project("response_id", "response"),
        same_project("item_id", "item"),
        one_of("state", STATES),
        CheckConstraint("(state = 'answered') = (value IS NOT NULL)", name="value_iff_answered"),
        CheckConstraint("state = 'answered' OR other = ''", name="other_needs_value"),
        {"sqlite_with_rowid": False},
    )

    project_id: int = Field(primary_key=True)
    response_id: int = Field(primary_key=True)
    item_id: int = Field(primary_key=True)
    state: str = Field(max_length=20)
    value: str | None = None  # JSON
    other: str = ""
