"""The one gate to the tables: rows of the member's own project, and only what the member's roles allow."""

from functools import cache
from typing import Any, Protocol, TypeVar

from sqlalchemy import ColumnElement, bindparam, update
from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from casereview.access import Member
from casereview.database import now
from casereview.models import Allotment, History, ReviewedCase, Study
from casereview.store.errors import NotAllowed, NotFound


class InProject(Protocol):
    """A table whose rows belong to a project."""

    project_id: int


T = TypeVar("T", bound=SQLModel)


def require(member: Member, action: str) -> None:
    """Raises NotAllowed unless the member may do `action`."""
    if not member.may(action):
        raise NotAllowed(action)


def own(member: Member, row: InProject) -> None:
    """Raises NotFound unless `row` is of the member's project."""
    if row.project_id != member.project_id:
        raise NotFound


def rows(member: Member, table: type[T]) -> SelectOfScalar[T]:
    """Select from `table`, in the member's project only."""
    return select(table).where(table.project_id == member.project_id)  # type: ignore[attr-defined]


def visible(member: Member, study: Study) -> list[ColumnElement[bool]]:
    """Which cases of the study the member may see, deleted ones too; a reviewer has only those allotted."""
    own(member, study)
    conditions: list[ColumnElement[bool]] = [
        col(ReviewedCase.project_id) == study.project_id,
        col(ReviewedCase.study_id) == study.id,
    ]
    if member.may("see_all_cases"):
        return conditions
    allotted = select(Allotment.case_id).where(
        Allotment.project_id == member.project_id, Allotment.person_id == member.person_id
    )
    return [*conditions, col(ReviewedCase.id).in_(allotted)]


def cases_of(member: Member, study: Study) -> SelectOfScalar[ReviewedCase]:
    """The cases that are `visible`."""
    return select(ReviewedCase).where(*visible(member, study))


def check_case(session: Session, member: Member, case: ReviewedCase) -> None:
    """Raises NotFound unless the case is the member's to see and not deleted."""
    own(member, case)
    if case.deleted_at is not None:
        raise NotFound
    key = (case.project_id, case.id, member.person_id)
    if not member.may("see_all_cases") and session.get(Allotment, key) is None:
        raise NotFound


def locked(session: Session, table: type[T], row: T) -> T:
    """`row` as it stands now, and held against other writers until the transaction ends. Raises NotFound."""
    if row in session and holds_all(session):
        return row
    query: SelectOfScalar[T] = _held(table)
    fresh = session.exec(query, params={"id": row.id}).first()  # type: ignore[attr-defined]
    if fresh is None:
        raise NotFound
    return fresh


def holds_all(session: Session) -> bool:
    """Whether nobody else can write: SQLite's writing transactions keep the others out from their start.

    What such a session has read is then as it stands, and need not be read again.
    """
    bind = session.get_bind()
    return bind.dialect.name == "sqlite" and bool(bind.get_execution_options().get("writing"))


@cache
def _held(table: type[SQLModel]) -> Any:
    """Built once for each table, since every save asks: building a statement takes ten times as long as running it."""
    query = select(table).where(table.id == bindparam("id"))  # type: ignore[attr-defined]
    return query.with_for_update().execution_options(populate_existing=True)


def numbers_moved(session: Session, project_id: int, study_id: int | None = None) -> None:
    """Moves the data version of a study (of every study, when a list of the project changed)."""
    query = update(Study).where(col(Study.project_id) == project_id)
    if study_id is not None:
        query = query.where(col(Study.id) == study_id)
    session.exec(query.values(data_version=col(Study.data_version) + 1))


def remember(
    session: Session,
    member: Member,
    case: ReviewedCase,
    action: str,
    *,
    ref: str = "",
    before: str | None = None,
    after: str | None = None,
    response_id: int | None = None,
) -> None:
    """Writes one row of history about `case`, in the same transaction as the change itself."""
    session.add(
        History(
            project_id=case.project_id, study_id=case.study_id, case_id=case.id, response_id=response_id,
            action=action, ref=ref, before=before, after=after, person_id=member.person_id, at=now(),
        )
    )  # fmt: skip
