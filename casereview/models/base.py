"""What every table shares: names for constraints, keys that cannot leave their project, codes the database checks."""

import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from casereview.database import UTCDateTime, now

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def public_id() -> str:
    """A random name for a row in an address: 128 bits, 22 characters."""
    return secrets.token_urlsafe(16)


class Numbered(SQLModel):
    """A table with a number of its own."""

    id: int = Field(default=None, primary_key=True)


class Public(Numbered):
    """A row that stands in an address, by a random id."""

    public_id: str = Field(default_factory=public_id, unique=True, max_length=32)
    created_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)


def same_project(column: str, table: str) -> ForeignKeyConstraint:
    """`column` points to a row of `table` in the same project. That row cannot go while this one stands."""
    return ForeignKeyConstraint(["project_id", column], [f"{table}.project_id", f"{table}.id"], ondelete="RESTRICT")


def same_study(column: str, table: str) -> ForeignKeyConstraint:
    """`column` points to a row of `table` in the same project and study."""
    return ForeignKeyConstraint(
        ["project_id", "study_id", column],
        [f"{table}.project_id", f"{table}.study_id", f"{table}.id"],
        ondelete="RESTRICT",
    )


def project_key() -> UniqueConstraint:
    """What `same_project` of other tables points to."""
    return UniqueConstraint("project_id", "id")


def study_key() -> UniqueConstraint:
    """What `same_study` of other tables points to."""
    return UniqueConstraint("project_id", "study_id", "id")


def one_of(column: str, codes: tuple[str, ...]) -> CheckConstraint:
    """The database accepts only these codes in `column`."""
    listed = ", ".join(f"'{code}'" for code in codes)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_code")


def at_least(column: str, least: int) -> CheckConstraint:
    """The database accepts only whole numbers from `least` up in `column`."""
    return CheckConstraint(f"{column} >= {least}", name=f"{column}_least")
