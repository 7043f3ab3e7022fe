"""A study: one instrument, as its text stood when it was added, put to one set of cases."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from casereview.database import UTCDateTime, now
from casereview.models.base import Numbered, Public, at_least, project_key, same_project, study_key


class Study(Public, table=True):
    """The instrument text is stored whole: what was asked cannot move under the answers."""

    __tablename__ = "study"
    __table_args__ = (
        UniqueConstraint("project_id", "key"),
        project_key(),
        at_least("instrument_version", 1),
        at_least("target", 1),
        at_least("data_version", 1),
        at_least("reference_counter", 0),
    )

    project_id: int = Field(foreign_key="project.id", ondelete="RESTRICT")
    key: str = Field(max_length=60)
    title: str = Field(max_length=200)
    instrument_id: str = Field(max_length=60)
    instrument_version: int
    instrument_text: str
    instrument_hash: str = Field(max_length=64)
    target: int | None = None  # how many cases the study sets out to review
    how_drawn: str = ""  # in words: how the cases were chosen
    random_draw: bool = False  # only then do intervals speak about more than the cases reviewed
    tally_shown: bool = False  # a running tally biases the cases that follow
    data_version: int = 1  # moves with every change that could move a number
    reference_counter: int = 0  # the last reference issued


class StudyNote(Numbered, table=True):
    """A note about the study that stands beside its figures, such as a caption in a source that says otherwise."""

    __tablename__ = "study_note"
    __table_args__ = (same_project("study_id", "study"),)

    project_id: int = Field(index=True)
    study_id: int
    text: str
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="RESTRICT")
    created_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)


class StudyItem(Numbered, table=True):
    """One item of the study's instrument: a question, or one row of a grid. Answers point here by number."""

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("project_id", "study_id", "ref"),
        project_key(),
        study_key(),
        same_project("study_id", "study"),
    )

    project_id: int
    study_id: int
    ref: str = Field(max_length=130)  # `question` or `grid.row`
    question: str = Field(max_length=60)
    row: str = Field(default="", max_length=60)
    attribute: bool = False
    position: int
