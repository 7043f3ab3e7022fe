"""The directory of services a project holds its survey against, and which entry a person said each given name is."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from casereview.database import UTCDateTime, now
from casereview.models.base import Numbered, at_least, one_of, project_key, same_project
from casereview.models.summary import Changeable

DECISIONS = ("matched", "not_a_service", "undecided")


class DirectoryEntry(Changeable, table=True):
    """A service that exists: what it helps with (rows of a survey's grid), where, and which list says so.

    `outcomes` and `places` are codes as a JSON list; `places` is empty exactly where the service is `everywhere`.
    """

    __tablename__ = "directory_entry"
    __table_args__ = (
        project_key(),
        at_least("version", 1),
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint("source <> ''", name="source_given"),
        CheckConstraint("dated <> ''", name="dated_given"),
        CheckConstraint("outcomes <> '[]'", name="outcomes_given"),
        CheckConstraint("(CASE WHEN everywhere THEN 1 ELSE 0 END) = (CASE WHEN places = '[]' THEN 1 ELSE 0 END)",
                        name="somewhere"),
    )  # fmt: skip

    project_id: int = Field(foreign_key="project.id", ondelete="RESTRICT")
    name: str = Field(max_length=200)
    provider: str = Field(default="", max_length=200)
    contact: str = Field(default="", max_length=400)
    outcomes: str
    places: str
    everywhere: bool = False
    source: str = Field(max_length=400)  # "Control list, development worker"
    dated: str = Field(max_length=100)  # as the list has it: "March 2021"


class NameMatch(Numbered, table=True):
    """What a person decided about one name given in a survey: by its print, since the name stays with the answers."""

    __tablename__ = "name_match"
    __table_args__ = (
        UniqueConstraint("project_id", "study_id", "name_hash"),
        project_key(),
        same_project("study_id", "study"),
        one_of("decision", DECISIONS),
        at_least("version", 1),
    )

    project_id: int
    study_id: int
    name_hash: str = Field(max_length=64)
    decision: str = Field(max_length=20)
    version: int = 1
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="RESTRICT")  # none: command line
    at: datetime = Field(default_factory=now, sa_type=UTCDateTime)


class NameMatchEntry(SQLModel, table=True):
    """One entry that a name stands for, with the print of what the entry said then: once it says something else, or
    is put away, the match no longer stands."""

    __tablename__ = "name_match_entry"
    __table_args__ = (same_project("match_id", "name_match"), same_project("entry_id", "directory_entry"))

    project_id: int = Field(primary_key=True)
    match_id: int = Field(primary_key=True)
    entry_id: int = Field(primary_key=True)
    entry_hash: str = Field(max_length=64)
