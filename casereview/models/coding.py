"""Texts that people code: what stands for each, who read it as what, quotes picked from it, a figure beside a code."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from casereview.database import UTCDateTime, now
from casereview.models.base import Numbered, Public, at_least, project_key, same_project

OF_RESPONSE, OF_SURVEY = text("response_id IS NOT NULL"), text("survey_key IS NOT NULL")


class CodedText(Numbered, table=True):
    """One text under one code frame. `codes` is what the findings count: none until one reading, or two that agree
    or were settled, are in. A text that was changed since (its hash says so) is not yet coded again."""

    __tablename__ = "coded_text"
    __table_args__ = (
        project_key(),
        same_project("study_id", "study"),
        same_project("response_id", "response"),
        ForeignKeyConstraint(
            ["project_id", "survey_key"], ["survey_response.project_id", "survey_response.key"], ondelete="RESTRICT"
        ),
        CheckConstraint("(response_id IS NULL) <> (survey_key IS NULL)", name="one_source"),
        at_least("version", 1),
        Index(
            "uq_coded_text_response", "project_id", "study_id", "frame", "response_id",
            unique=True, sqlite_where=OF_RESPONSE, postgresql_where=OF_RESPONSE,
        ),
        Index(
            "uq_coded_text_survey", "project_id", "study_id", "frame", "survey_key",
            unique=True, sqlite_where=OF_SURVEY, postgresql_where=OF_SURVEY,
        ),
    )  # fmt: skip

    project_id: int
    study_id: int
    frame: str = Field(max_length=60)  # the derived question that the codes are the answer to
    response_id: int | None = None  # where the text stands: a response to a case,
    survey_key: str | None = Field(default=None, max_length=32)  # or a survey answer
    text_hash: str = Field(max_length=64)
    twice: bool = False  # to be read by a second person, who does not see the first reading
    codes: str | None = None  # JSON
    version: int = 1
    settled_by_id: int | None = Field(default=None, foreign_key="person.id", ondelete="RESTRICT")
    settled_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Coding(Numbered, table=True):
    """How one person read a text."""

    __tablename__ = "coding"
    __table_args__ = (
        UniqueConstraint("project_id", "text_id", "seat"),
        UniqueConstraint("project_id", "text_id", "person_id"),
        same_project("text_id", "coded_text"),
        CheckConstraint("seat IN (1, 2)", name="seat_code"),
        at_least("version", 1),
    )

    project_id: int
    text_id: int
    seat: int  # 1 the first to read it, 2 the second
    person_id: int = Field(foreign_key="person.id", ondelete="RESTRICT")
    codes: str  # JSON
    version: int = 1
    at: datetime = Field(default_factory=now, sa_type=UTCDateTime)


class Quote(Public, table=True):
    """Words picked from a text to stand under one of its codes. Shown with the speaker's role and nothing else."""

    __tablename__ = "quote"
    __table_args__ = (same_project("text_id", "coded_text"), Index("ix_quote_text", "project_id", "text_id"))

    project_id: int
    text_id: int
    code: str = Field(max_length=60)
    words: str
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="RESTRICT")


class SupportingFigure(Numbered, table=True):
    """A figure from elsewhere that stands beside a code, with where it is from."""

    __tablename__ = "supporting_figure"
    __table_args__ = (
        UniqueConstraint("project_id", "study_id", "frame", "code"),
        same_project("study_id", "study"),
        at_least("version", 1),
    )

    project_id: int
    study_id: int
    frame: str = Field(max_length=60)
    code: str = Field(max_length=60)
    words: str
    source: str
    version: int = 1
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="RESTRICT")
    at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
