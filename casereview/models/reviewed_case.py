"""A case of the case list, the facts that came with it, who may review it, and risks raised outside the session."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from casereview.database import UTCDateTime, now
from casereview.models.base import Numbered, Public, at_least, one_of, project_key, same_project, same_study, study_key

STATUSES = ("open", "parked", "skipped", "withdrawn")
STANDING = text("deleted_at IS NULL")


class ReviewedCase(Public, table=True):
    """One case (`case` is a reserved word). Set aside means out of every number; deleted can be undone."""

    __tablename__ = "reviewed_case"
    __table_args__ = (
        project_key(),
        study_key(),
        same_project("study_id", "study"),
        same_study("workshop_id", "workshop"),
        same_project("table_id", "workshop_table"),
        one_of("status", STATUSES),
        CheckConstraint("status = 'open' OR reason <> ''", name="reason_given"),
        CheckConstraint("reference <> ''", name="reference_given"),
        at_least("version", 1),
        Index(
            "uq_reviewed_case_reference", "project_id", "study_id", "reference",
            unique=True, sqlite_where=STANDING, postgresql_where=STANDING,
        ),
        Index("ix_reviewed_case_position", "project_id", "study_id", "position"),
    )  # fmt: skip

    project_id: int
    study_id: int
    reference: str = Field(max_length=60)
    summary: str = ""
    status: str = Field(default="open", max_length=20)
    reason: str = ""
    position: int
    workshop_id: int | None = None
    table_id: int | None = None
    version: int = 1
    deleted_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class CaseFact(SQLModel, table=True):
    """What the case list says about a case: an attribute, or the start of any answer. A blank one has no value."""

    __tablename__ = "case_fact"
    __table_args__ = (
        same_project("case_id", "reviewed_case"),
        same_project("item_id", "item"),
        at_least("version", 1),
        {"sqlite_with_rowid": False},
    )

    project_id: int = Field(primary_key=True)
    case_id: int = Field(primary_key=True)
    item_id: int = Field(primary_key=True)
    value: str | None = None  # JSON
    other: str = ""
    version: int = 1
    client_key: str = Field(default="", max_length=80)
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="RESTRICT")
    at: datetime = Field(default_factory=now, sa_type=UTCDateTime)


class Allotment(SQLModel, table=True):
    """A reviewer who may see and review this case (a facilitator may see them all)."""

    __tablename__ = "allotment"
    __table_args__ = (same_project("case_id", "reviewed_case"),)

    project_id: int = Field(primary_key=True)
    case_id: int = Field(primary_key=True)
    person_id: int = Field(primary_key=True, foreign_key="person.id", ondelete="RESTRICT", index=True)


class BlindRound(SQLModel, table=True):
    """One round in which reviewers answer alone. Closed to the others until it is revealed. The first needs no row."""

    __tablename__ = "blind_round"
    __table_args__ = (same_project("case_id", "reviewed_case"), at_least("round", 1))

    project_id: int = Field(primary_key=True)
    case_id: int = Field(primary_key=True)
    round: int = Field(primary_key=True)
    opened_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    revealed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="RESTRICT")  # who did it last


class Risk(Numbered, table=True):
    """A live risk that was raised outside this session: to whom, and when. In no number."""

    __tablename__ = "risk"
    __table_args__ = (same_project("case_id", "reviewed_case"), CheckConstraint("to_whom <> ''", name="to_whom_given"))

    project_id: int = Field(index=True)
    case_id: int
    to_whom: str = Field(max_length=200)
    raised_at: datetime = Field(sa_type=UTCDateTime)
    note: str = ""
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="RESTRICT")
    created_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
