"""A project, its members by role, and the lists of options it keeps for all its studies."""

import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from casereview.database import UTCDateTime, now
from casereview.models.base import Numbered, Public, one_of

ROLES = ("administrator", "facilitator", "reviewer", "analyst")


def new_stamp() -> str:
    """A value that no earlier state of the lists has had."""
    return secrets.token_hex(8)


class Project(Public, table=True):
    """A diagnostic: the outermost boundary. Nothing in one project can be seen from, or point to, another."""

    __tablename__ = "project"

    key: str = Field(unique=True, max_length=60)
    title: str = Field(max_length=200)
    organisation: str = Field(default="", max_length=200)  # whose diagnostic it is
    colour: str = Field(default="", max_length=7)  # "#1d6f6a", or "" for the product's own
    demo: bool = False  # invented cases: real ones are refused
    lists_stamp: str = Field(default_factory=new_stamp, max_length=32)  # changes with every change of a list


class Membership(SQLModel, table=True):
    """A person has a role in a project; several rows for several roles."""

    __tablename__ = "membership"
    __table_args__ = (one_of("role", ROLES),)

    project_id: int = Field(primary_key=True, foreign_key="project.id", ondelete="RESTRICT")
    person_id: int = Field(primary_key=True, foreign_key="person.id", ondelete="RESTRICT", index=True)
    role: str = Field(primary_key=True, max_length=20)
    granted_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)


class ProjectListEntry(Numbered, table=True):
    """One option of a list that belongs to the project (localities, teams); the fields of an instrument's Option."""

    __tablename__ = "project_list_entry"
    __table_args__ = (
        UniqueConstraint("project_id", "list_key", "code"),
        CheckConstraint("code <> ''", name="code_given"),
    )

    project_id: int = Field(foreign_key="project.id", ondelete="RESTRICT")
    list_key: str = Field(max_length=60)
    code: str = Field(max_length=60)
    label: str
    hint: str = ""
    rank: int | None = None
    parent: str = ""
    level: str = ""
    missing: bool = False
    unsure: bool = False
    other: bool = False
    retired: bool = False
    position: int
