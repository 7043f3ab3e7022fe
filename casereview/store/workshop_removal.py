"""Removing a workshop that was planned by mistake: only while no review stands on it, so nothing is lost with it."""

from typing import TypeVar

from sqlmodel import Session, SQLModel, col, or_
from sqlmodel.sql.expression import SelectOfScalar

from casereview.access import Member
from casereview.models import Attendance, ClientRequest, Response, ReviewedCase, Workshop, WorkshopTable
from casereview.store.cases import change_case
from casereview.store.errors import Refused, StaleEdit
from casereview.store.scope import locked, numbers_moved, own, require, rows
from casereview.store.workshop_changes import print_of
from casereview.store.workshops import tables_of

T = TypeVar("T", bound=SQLModel)
REVIEWED = "A review of one of its cases is begun or done, so this workshop stays. Its date and title can be changed."
GIVEN = "It has cases, so this workshop stays until a facilitator removes it or gives them to another."


def in_the_way(session: Session, member: Member, workshop: Workshop) -> str:
    """Why the workshop cannot be removed by this member, as a sentence; "" where it can."""
    own(member, workshop)
    here = [case.id for case in _cases(session, member, workshop)]
    tables = [table.id for table in tables_of(session, member, workshop)]
    on_it = or_(col(Response.case_id).in_(here), col(Response.table_id).in_(tables))
    if session.exec(rows(member, Response).where(on_it).limit(1)).first() is not None:
        return REVIEWED
    return GIVEN if here and not member.may("edit_cases") else ""


def remove_workshop(session: Session, member: Member, workshop: Workshop, *, expected_print: str) -> int:
    """Removes it with its tables and attendance. Its cases stay, in no workshop, and their history says so.

    How many cases those are. Raises StaleEdit where the workshop is not what the page showed; Refused in words.
    """
    require(member, "manage_workshops")
    own(member, workshop)
    workshop = locked(session, Workshop, workshop)
    if print_of(session, member, workshop) != expected_print:
        raise StaleEdit("workshop", "", workshop.title, 0, "")
    reason = in_the_way(session, member, workshop)
    if reason:
        raise Refused(reason)
    freed = _free(session, member, workshop)
    _remove(session, member, workshop)
    numbers_moved(session, workshop.project_id, workshop.study_id)
    return freed


def _cases(session: Session, member: Member, workshop: Workshop) -> list[ReviewedCase]:
    """The cases given to it, deleted ones too."""
    query = rows(member, ReviewedCase).where(ReviewedCase.workshop_id == workshop.id)
    return list(session.exec(query.order_by(col(ReviewedCase.id))))


def _free(session: Session, member: Member, workshop: Workshop) -> int:
    """Takes its cases out of it; how many that stand."""
    cases = _cases(session, member, workshop)
    for case in cases:
        if case.deleted_at is None:
            change_case(session, member, case, expected_version=case.version, place=(None, None))
        else:
            case.workshop_id = case.table_id = None
            session.add(case)
    session.flush()
    return sum(case.deleted_at is None for case in cases)


def _remove(session: Session, member: Member, workshop: Workshop) -> None:
    """The rows, and the key it was made by, so that the same form sent again is no error."""
    made_by = rows(member, ClientRequest).where(
        ClientRequest.action == "workshop", ClientRequest.result_id == workshop.id
    )
    _delete(session, made_by)
    _delete(session, rows(member, Attendance).where(Attendance.workshop_id == workshop.id))
    _delete(session, rows(member, WorkshopTable).where(WorkshopTable.workshop_id == workshop.id))
    session.delete(workshop)
    session.flush()


def _delete(session: Session, chosen: SelectOfScalar[T]) -> None:
    for row in session.exec(chosen).all():
        session.delete(row)
    session.flush()
