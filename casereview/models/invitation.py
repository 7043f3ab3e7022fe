"""Invitations to a survey by personal link. Nothing here points to an answer, and no answer points here.

While a survey is open an invitation has a label (who it was handed to) and the hash of its link. That the link was
opened, used to begin or used to answer lies in marks: hashes made with the server's secret key, so that the database
alone does not tell whose they are. When the survey closes, marks, labels and teams are removed and counts stay.
"""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from casereview.database import UTCDateTime
from casereview.models.base import Public, one_of, same_project

STAGES = ("opened", "started", "complete")


class InvitedSurvey(SQLModel, table=True):
    """A survey that is joined by personal links and by nothing else.

    Chosen before anybody has answered: triggers of the database refuse to make or remove the row afterwards.
    """

    __tablename__ = "invited_survey"
    __table_args__ = (same_project("survey_id", "survey"),)

    project_id: int = Field(primary_key=True)
    survey_id: int = Field(primary_key=True)
    key_print: str = Field(max_length=64)  # tells whether the server's secret key is still the one of the marks
    at_close: str = ""  # JSON: the counts when the survey was closed; "" before


class Invitation(Public, table=True):
    """One link. Only a hash of it is kept, so a link can be replaced but not shown again."""

    __tablename__ = "invitation"
    __table_args__ = (
        same_project("survey_id", "survey"),
        Index("ix_invitation_survey", "project_id", "survey_id"),
    )

    project_id: int
    survey_id: int
    token_hash: str = Field(unique=True, max_length=64)
    label: str = Field(default="", max_length=200)  # a name, an address or a number; "" once the survey is closed
    team: str = Field(default="", max_length=100)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class InvitationMark(SQLModel, table=True):
    """That one link, nobody knows which, has reached a stage. No time, and in no order."""

    __tablename__ = "invitation_mark"
    __table_args__ = (
        same_project("survey_id", "survey"),
        one_of("stage", STAGES),
        {"sqlite_with_rowid": False},
    )

    project_id: int = Field(primary_key=True)
    survey_id: int = Field(primary_key=True)
    mark: str = Field(primary_key=True, max_length=64)
    stage: str = Field(max_length=10)
