"""Workshops: where and when cases are reviewed, at which tables, and how many came from each team (no names)."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from casereview.models.base import Numbered, Public, at_least, project_key, same_project, study_key


class Workshop(Public, table=True):
    """One session in a room. Its title names it in filters, so it is unique in the study."""

    __tablename__ = "workshop"
    __table_args__ = (
        UniqueConstraint("project_id", "study_id", "title"),
        project_key(),
        study_key(),
        same_project("study_id", "study"),
    )

    project_id: int
    study_id: int
    title: str = Field(max_length=200)
    held_on: str = Field(default="", max_length=10)  # ISO date, or "" while open
    place: str = Field(default="", max_length=200)


class WorkshopTable(Numbered, table=True):
    """One table in the room, reviewing its own cases."""

    __tablename__ = "workshop_table"
    __table_args__ = (
        UniqueConstraint("project_id", "workshop_id", "name"),
        project_key(),
        same_project("workshop_id", "workshop"),
    )

    project_id: int
    workshop_id: int
    name: str = Field(max_length=60)
    position: int


class Attendance(Numbered, table=True):
    """How many people of a team came to a workshop."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("project_id", "workshop_id", "team"),
        same_project("workshop_id", "workshop"),
        at_least("people", 0),
    )

    project_id: int
    workshop_id: int
    team: str = Field(max_length=200)
    people: int
