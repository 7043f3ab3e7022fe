"""The story of a case: its words, what happened when, who read it so that nobody can be recognised, and its changes."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from casereview.database import UTCDateTime, now
from casereview.models.base import Numbered, Public, at_least, one_of, project_key, same_project, same_study
from casereview.models.summary import Changeable

EVENT_KINDS = ("contact", "service", "health", "decision", "life")
PRECISIONS = ("day", "week", "month")
STANDING = text("retired_at IS NULL")
CHOSEN, CHOSEN_SQLITE = text("on_summary AND retired_at IS NULL"), text("on_summary = 1 AND retired_at IS NULL")


class CaseStory(Changeable, table=True):
    """One story of a case. `version` moves with every change to it or to its events."""

    __tablename__ = "case_story"
    __table_args__ = (
        project_key(),
        same_project("study_id", "study"),
        same_study("case_id", "reviewed_case"),
        at_least("version", 1),
        CheckConstraint("title <> ''", name="title_given"),
        Index(
            "uq_case_story_case", "project_id", "case_id",
            unique=True, sqlite_where=STANDING, postgresql_where=STANDING,
        ),
        Index(
            "uq_case_story_on_summary", "project_id",
            unique=True, sqlite_where=CHOSEN_SQLITE, postgresql_where=CHOSEN,
        ),
    )  # fmt: skip

    project_id: int
    study_id: int
    case_id: int
    title: str = Field(max_length=120)
    opening: str = ""  # who it is about, so that nobody can tell who: "A woman in her eighties"
    outcome: str = ""
    ideal: str = ""  # what the ideal outcome would have been
    shows: str = ""  # what it shows
    tells: str = "{}"  # JSON: facts of the case that a reader is told, each with how many levels coarser
    profile: str = Field(default="", max_length=60)  # the attribute whose figures stand beside the story
    on_summary: bool = False


class StoryEvent(Public, table=True):
    """Something that happened. `could`: what could have been done there, "" where nothing is marked."""

    __tablename__ = "story_event"
    __table_args__ = (
        same_project("story_id", "case_story"),
        one_of("kind", EVENT_KINDS),
        one_of("precision", PRECISIONS),
        CheckConstraint("words <> ''", name="words_given"),
        CheckConstraint("(answer_ref = '') = (answer_code = '')", name="answer_whole"),
        CheckConstraint("could <> '' OR answer_ref = ''", name="answer_of_could"),
        Index("ix_story_event_story", "project_id", "story_id"),
    )

    project_id: int
    story_id: int
    happened_on: date  # of a month its first day
    precision: str = Field(default="day", max_length=20)
    kind: str = Field(max_length=20)
    words: str
    could: str = ""
    answer_ref: str = Field(default="", max_length=130)  # the room's answer that says so
    answer_code: str = Field(default="", max_length=60)
    removed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class StoryCheck(Numbered, table=True):
    """Somebody who did not write the story read it and found nobody recognisable. Holds for these very words only."""

    __tablename__ = "story_check"
    __table_args__ = (
        UniqueConstraint("project_id", "story_id", "version", "told_hash"),
        same_project("story_id", "case_story"),
        at_least("version", 1),
    )

    project_id: int
    story_id: int
    version: int  # of the story that was read
    told_hash: str = Field(max_length=64)  # of all a reader sees and all the machine found in it
    reasons: str = "{}"  # JSON: why what was found may stand, by its id
    person_id: int = Field(foreign_key="person.id", ondelete="RESTRICT")
    at: datetime = Field(default_factory=now, sa_type=UTCDateTime)


class StoryChange(Numbered, table=True):
    """One change to a story: what, before, after, who, when. Goes with it."""

    __tablename__ = "story_change"
    __table_args__ = (same_project("story_id", "case_story"), Index("ix_story_change_story", "project_id", "story_id"))

    project_id: int
    story_id: int
    what: str = Field(max_length=60)
    before: str | None = None
    after: str | None = None
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="RESTRICT")  # none: command line
    at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
