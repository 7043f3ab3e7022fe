"""The unit cost table of a project: what one week, hour or thing costs, gross and net, as of when, and whose it is."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from casereview.database import UTCDateTime, now
from casereview.models.base import Numbered, at_least, one_of, project_key, same_project
from casereview.models.summary import Changeable

PER = ("week", "hour", "once")
STANDING = text("retired_at IS NULL")


class UnitCost(Changeable, table=True):
    """The price of one thing. `item`: a code of an instrument's list ("settings.residential"), or a unit of its own."""

    __tablename__ = "unit_cost"
    __table_args__ = (
        project_key(),
        one_of("per", PER),
        at_least("version", 1),
        CheckConstraint("low >= 0 AND low <= gross AND gross <= high", name="in_order"),
        CheckConstraint("contribution >= 0 AND contribution <= gross", name="contribution_within"),
        CheckConstraint("owner <> ''", name="owner_given"),
        CheckConstraint("source <> ''", name="source_given"),
        Index(
            "uq_unit_cost_item", "project_id", "item",
            unique=True, sqlite_where=STANDING, postgresql_where=STANDING,
        ),
    )  # fmt: skip

    project_id: int = Field(foreign_key="project.id", ondelete="RESTRICT")
    item: str = Field(max_length=130)
    label: str = Field(max_length=200)
    per: str = Field(max_length=10)
    gross: float  # pounds for one
    low: float
    high: float
    contribution: float = 0.0  # of the gross price, what the person pays: gross less this is net
    price_year: str = Field(default="", max_length=20)  # "2025/26"
    dated: str = Field(max_length=10)  # ISO date the price is of
    until: str = Field(max_length=10)  # ISO date after which it is past
    owner: str = Field(max_length=200)
    source: str = Field(max_length=400)
    note: str = ""


class UnitCostVersion(Numbered, table=True):
    """A price as it stood at one version: every version is kept."""

    __tablename__ = "unit_cost_version"
    __table_args__ = (
        same_project("unit_cost_id", "unit_cost"),
        Index("uq_unit_cost_version", "project_id", "unit_cost_id", "version", unique=True),
    )

    project_id: int
    unit_cost_id: int
    version: int
    said: str  # JSON of the fields
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="RESTRICT")
    at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
