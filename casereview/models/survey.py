"""Surveys on phones. What anonymous people answered stands apart from everything that could say who or when.

A response has a random key and a day, and nothing else about its sender: no person, session, address or time. The keys
that make a retry harmless lie hashed in a table of their own, without a link to any response.
"""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from casereview.answers import STATES
from casereview.models.base import Public, at_least, one_of, project_key, public_id, same_project

SURVEY_STATUSES = ("draft", "open", "paused", "closed")


class Survey(Public, table=True):
    """How a study's questions are put to phones, and what the room's screen shows. One survey a study.

    `anonymous` cannot be changed once somebody has answered: a trigger of the database refuses it.
    """

    __tablename__ = "survey"
    __table_args__ = (
        UniqueConstraint("project_id", "study_id"),
        project_key(),
        same_project("study_id", "study"),
        one_of("status", SURVEY_STATUSES),
        at_least("answers", 0),
        at_least("room_version", 1),
    )

    project_id: int
    study_id: int
    code: str = Field(unique=True, max_length=6)  # typed by people; good only while the survey is open or paused
    token: str = Field(unique=True, max_length=40)  # in the link and the QR code
    status: str = Field(default="draft", max_length=10)
    anonymous: bool
    seen_by: str = ""  # who sees the answers, in the respondent's words
    results_when: str = ""  # when results come back
    expected: int | None = None  # how many are asked, where that is known
    answers: int = 0  # how many responses have come
    room_question: str = Field(default="", max_length=130)  # the item on the room's screen
    room_shown: bool = False  # its result is revealed
    room_before: str = ""  # JSON: what the last act on the room's screen replaced, for undo
    room_result: str = ""  # JSON: the counts at the last two fives of responses (store/survey_rungs.py)
    room_version: int = 1  # moves with everything the room's screen shows


class SurveyResponse(SQLModel, table=True):
    """One person's answers, by a random key. `day` is all that is known of when."""

    __tablename__ = "survey_response"
    __table_args__ = (
        same_project("survey_id", "survey"),
        Index("ix_survey_response_survey", "project_id", "survey_id"),
        {"sqlite_with_rowid": False},
    )

    project_id: int = Field(primary_key=True)
    key: str = Field(primary_key=True, default_factory=public_id, max_length=32)
    survey_id: int
    kind: str = Field(default="", max_length=60)  # the audience, as people described themselves
    day: str = Field(max_length=10)


class SurveyAnswer(SQLModel, table=True):
    """One item of a survey response."""

    __tablename__ = "survey_answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["project_id", "response_key"],
            ["survey_response.project_id", "survey_response.key"],
            ondelete="RESTRICT",
        ),
        same_project("item_id", "item"),
        one_of("state", STATES),
        CheckConstraint("(state = 'answered') = (value IS NOT NULL)", name="value_iff_answered"),
        CheckConstraint("state = 'answered' OR other = ''", name="other_needs_value"),
        {"sqlite_with_rowid": False},
    )

    project_id: int = Field(primary_key=True)
    response_key: str = Field(primary_key=True, max_length=32)
    item_id: int = Field(primary_key=True)
    state: str = Field(max_length=20)
    value: str | None = None  # JSON
    other: str = ""


class SurveyKey(SQLModel, table=True):
    """A hash of the key a phone sent with its answers, so that sending twice counts once. Points to no response."""

    __tablename__ = "survey_key"
    __table_args__ = (same_project("survey_id", "survey"), {"sqlite_with_rowid": False})

    project_id: int = Field(primary_key=True)
    survey_id: int = Field(primary_key=True)
    key_hash: str = Field(primary_key=True, max_length=64)
