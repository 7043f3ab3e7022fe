"""What a survey's respondents are told afterwards: a draft, then numbered releases that never change."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from casereview.database import UTCDateTime
from casereview.models.base import Public, at_least, same_project


class SurveyRelease(Public, table=True):
    """One "what we heard". Without a number it is the draft; with one it is published, and a trigger refuses a change.

    Withdrawn, it is shown to nobody but stays on record.
    """

    __tablename__ = "survey_release"
    __table_args__ = (
        UniqueConstraint("project_id", "survey_id", "number"),
        same_project("survey_id", "survey"),
        ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="RESTRICT"),
        at_least("version", 1),
    )

    project_id: int
    survey_id: int
    number: int | None = None
    version: int = 1
    opening: str = ""  # the words before the figures
    next_steps: str = ""  # what happens next
    chosen: str = "[]"  # JSON: ids of findings, in the order they are shown
    shown: str = ""  # JSON: figures and words as they were published
    person_id: int | None = None  # who changed the draft last; who published it
    published_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
