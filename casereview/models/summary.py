"""The summary of a project: cited figures, opportunities with their parts, and the order everything is read in."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from casereview.database import UTCDateTime, now
from casereview.models.base import Numbered, Public, at_least, one_of, project_key, same_project

KINDS = ("cashable", "avoided", "capacity", "people")
UNITS = ("people", "hours", "pounds", "capacity")
READINGS = ("", "gained", "freed")
ROLES_OF_PARTS = ("volume", "factor", "price")


class Changeable(Public):
    """A row that people edit: its version, who touched it last, and when it was put away."""

    version: int = 1
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="RESTRICT")  # none: command line
    touched_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    retired_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class CitedFigure(Changeable, table=True):
    """A figure that no study counts: from the organisation's records, or from elsewhere."""

    __tablename__ = "cited_figure"
    __table_args__ = (
        project_key(),
        at_least("version", 1),
        CheckConstraint("sentence <> ''", name="sentence_given"),
        CheckConstraint("source <> ''", name="source_given"),
        CheckConstraint("(low IS NULL) = (high IS NULL)", name="both_ends"),
        CheckConstraint("low IS NULL OR (low <= value AND value <= high)", name="ends_around"),
    )

    project_id: int = Field(foreign_key="project.id", ondelete="RESTRICT")
    value: float  # a share as a fraction of 1 where `percent`
    percent: bool = False
    low: float | None = None  # a 95% interval, where the source has one
    high: float | None = None
    printed: str = Field(default="", max_length=40)  # how the source prints it: "6 in 10"; "" for the value itself
    unit: str = Field(default="", max_length=100)  # "people a year"
    sentence: str = Field(max_length=400)  # goes on from the number
    base: str = Field(default="", max_length=400)  # in words: out of what
    source: str = Field(max_length=400)
    owner: str = Field(default="", max_length=200)
    dated: str = Field(default="", max_length=100)  # as the source has it: "31 March 2021", "published 2021"
    note: str = ""


class Opportunity(Changeable, table=True):
    """What acting on one figure would come to in a year: the figure it rests on, times its parts.

    It rests on a finding of a study, or on a cited figure. `overlap`: the share of it that another row counts too.
    """

    __tablename__ = "opportunity"
    __table_args__ = (
        project_key(),
        same_project("study_id", "study"),
        same_project("cited_id", "cited_figure"),
        one_of("kind", KINDS),
        one_of("unit", UNITS),
        one_of("reading", READINGS),
        at_least("version", 1),
        CheckConstraint("(study_id IS NULL) <> (cited_id IS NULL)", name="rests_on_one"),
        CheckConstraint("(study_id IS NULL) = (finding = '')", name="finding_of_study"),
        CheckConstraint("0 <= overlap_low AND overlap_low <= overlap", name="overlap_from"),
        CheckConstraint("overlap <= overlap_high AND overlap_high <= 1", name="overlap_to"),
        CheckConstraint("0 <= first_months AND first_months <= 12", name="first_months_of_year"),
    )

    project_id: int = Field(foreign_key="project.id", ondelete="RESTRICT")
    title: str = Field(max_length=200)
    sentence: str = Field(default="", max_length=400)  # goes on from the number, where it is a headline
    kind: str = Field(max_length=20)
    unit: str = Field(max_length=20)
    unit_words: str = Field(default="", max_length=100)  # "contacts a year"
    study_id: int | None = None
    finding: str = Field(default="", max_length=60)
    cited_id: int | None = None
    lever_group: str = Field(default="", max_length=200)  # levers of one group save parts of what is left
    reading: str = Field(default="", max_length=20)  # of a group's share: capacity gained, or time freed
    assumption: str = ""  # why it may be scaled although the cases were not drawn at random
    overlap: float = 0.0
    overlap_low: float = 0.0
    overlap_high: float = 0.0
    overlap_note: str = ""
    first_months: float = Field(default=12, sa_column_kwargs={"server_default": "12"})  # of effect in the first year
    note: str = ""
    position: int = 0  # its priority


class OpportunityPart(Numbered, table=True):
    """One number that an opportunity is multiplied by, with its range and where it is from."""

    __tablename__ = "opportunity_part"
    __table_args__ = (
        same_project("opportunity_id", "opportunity"),
        same_project("unit_cost_id", "unit_cost"),
        one_of("role", ROLES_OF_PARTS),
        CheckConstraint("low <= stated AND stated <= high", name="in_order"),
    )

    project_id: int = Field(index=True)
    opportunity_id: int
    position: int
    role: str = Field(max_length=20)
    label: str = Field(max_length=200)
    stated: float  # a share as a fraction of 1 where `percent`
    low: float
    high: float
    percent: bool = False
    source: str = Field(default="", max_length=400)
    unit_cost_id: int | None = None  # a price read from the unit cost table, which then speaks before the rest


class SummaryItem(Changeable, table=True):
    """One line of the summary: a finding, a cited figure, an opportunity or a question. No chapter: a headline."""

    __tablename__ = "summary_item"
    __table_args__ = (
        project_key(),
        same_project("study_id", "study"),
        same_project("cited_id", "cited_figure"),
        same_project("opportunity_id", "opportunity"),
        at_least("version", 1),
        CheckConstraint("(study_id IS NULL) = (finding = '')", name="finding_of_study"),
        CheckConstraint(
            "(CASE WHEN study_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN cited_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN opportunity_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN words = '' THEN 0 ELSE 1 END) = 1",
            name="shows_one",
        ),
    )

    project_id: int = Field(foreign_key="project.id", ondelete="RESTRICT")
    chapter: str = Field(default="", max_length=100)
    position: int = 0
    study_id: int | None = None
    finding: str = Field(default="", max_length=60)
    cited_id: int | None = None
    opportunity_id: int | None = None
    words: str = Field(default="", max_length=1000)  # a question for the design, asked by the chapter
