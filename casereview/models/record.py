"""What was done: changes with before and after, files that were imported, and keys that make a retry harmless."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from casereview.database import UTCDateTime, now
from casereview.models.base import Numbered, at_least, one_of, same_project, same_study

ACTIONS = (
    "added", "submitted", "answer_changed", "fact_changed", "summary_changed", "set_aside", "brought_back",
    "risk_raised", "deleted", "restored", "counting_changed",
)  # fmt: skip


class History(Numbered, table=True):
    """One change to a case or its answers: before, after, who, when. Goes when the case is purged."""

    __tablename__ = "history"
    __table_args__ = (
        same_study("case_id", "reviewed_case"),
        same_project("response_id", "response"),
        one_of("action", ACTIONS),
        Index("ix_history_case", "project_id", "case_id"),
    )

    project_id: int
    study_id: int
    case_id: int
    response_id: int | None = None
    action: str = Field(max_length=20)
    ref: str = Field(default="", max_length=130)
    before: str | None = None  # JSON of a value and its text, or plain words for a status
    after: str | None = None
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="RESTRICT")  # none: command line
    at: datetime = Field(default_factory=now, sa_type=UTCDateTime)


class ImportBatch(Numbered, table=True):
    """One file that was imported into a study. The same file again adds nothing."""

    __tablename__ = "import_batch"
    __table_args__ = (
        UniqueConstraint("project_id", "study_id", "file_hash"),
        same_project("study_id", "study"),
        at_least("added", 0),
        at_least("updated", 0),
    )

    project_id: int
    study_id: int
    file_hash: str = Field(max_length=64)
    file_name: str = Field(default="", max_length=255)
    added: int = 0
    updated: int = 0
    submitted: int = 0
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="RESTRICT")
    at: datetime = Field(default_factory=now, sa_type=UTCDateTime)


class ClientRequest(SQLModel, table=True):
    """A key the client made for one act: sent again it gives the same row, with other content it is refused."""

    __tablename__ = "client_request"

    project_id: int = Field(primary_key=True, foreign_key="project.id", ondelete="RESTRICT")
    client_key: str = Field(primary_key=True, max_length=80)
    action: str = Field(max_length=40)
    body_hash: str = Field(max_length=64)
    result_id: int | None = None  # the number of the row it made; in the same transaction
    at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
