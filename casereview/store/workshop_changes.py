"""Changing a workshop that is planned: when, where, its tables, who came. Nothing that cases stand on is taken away."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.models import Attendance, Response, ReviewedCase, Study, Workshop, WorkshopTable
from casereview.store.errors import Refused, StaleEdit
from casereview.store.scope import locked, numbers_moved, own, require, rows
from casereview.store.values import tidy
from casereview.store.workshops import attendance_of, tables_of, title_taken


@dataclass(frozen=True)
class Plan:
    """What a workshop is to be. `tables`: the names of those that stand, by number; "" takes one away. `more`: new."""

    title: str
    held_on: date | None
    place: str = ""
    tables: Mapping[int, str] = field(default_factory=dict)
    more: Sequence[str] = ()
    attendance: Mapping[str, int] = field(default_factory=dict)


def print_of(session: Session, member: Member, workshop: Workshop) -> str:
    """A print of everything that can be changed: it moves with any change, so it stands for a version."""
    tables = [(table.id, table.name) for table in tables_of(session, member, workshop)]
    came = attendance_of(session, member, workshop)
    text = repr((workshop.title, workshop.held_on, workshop.place, tables, list(came.items())))
    return hashlib.sha256(text.encode()).hexdigest()


def change_workshop(session: Session, member: Member, workshop: Workshop, plan: Plan, *, expected_print: str) -> None:
    """Makes it so. Raises StaleEdit where it has moved; Refused for a title or name in use, or a table with cases."""
    require(member, "manage_workshops")
    own(member, workshop)
    workshop = locked(session, Workshop, workshop)
    if print_of(session, member, workshop) != expected_print:
        raise StaleEdit("workshop", plan.title, workshop.title, 0, "")
    study = session.get_one(Study, workshop.study_id)
    title = tidy(plan.title, "The title", 200)
    if not title:
        raise Refused("Give the workshop a title.")
    if title != workshop.title and title_taken(session, study, title):
        raise Refused(f"There is already a workshop “{title}” in this study. Choose another title.")
    workshop.title, workshop.place = title, tidy(plan.place, "The place", 200)
    workshop.held_on = plan.held_on.isoformat() if plan.held_on else ""
    session.add(workshop)
    _tables(session, member, workshop, plan)
    _attendance(session, member, workshop, plan.attendance)
    session.flush()
    numbers_moved(session, workshop.project_id, workshop.study_id)


def _tables(session: Session, member: Member, workshop: Workshop, plan: Plan) -> None:
    """Renames, takes away and adds. A name is set aside first, so that two tables can change names."""
    standing = tables_of(session, member, workshop)
    names = {table.id: tidy(plan.tables.get(table.id, table.name), "The table", 60) for table in standing}
    more = list(filter(None, (tidy(each, "The table", 60) for each in plan.more)))
    kept = [*filter(None, names.values()), *more]
    twice = next((name for name in kept if kept.count(name) > 1), "")
    if twice:
        raise Refused(f"Two tables cannot both be called “{twice}”.")
    for table in standing:
        if not names[table.id]:
            _check_empty(session, member, table)
            session.delete(table)
        elif names[table.id] != table.name:
            table.name = f" {table.id}"  # no name begins with a space
            session.add(table)
    session.flush()
    for table in standing:
        if names[table.id]:
            table.name = names[table.id]
    last = max((table.position for table in standing), default=0)
    scope = {"project_id": workshop.project_id, "workshop_id": workshop.id}
    session.add_all(WorkshopTable(**scope, name=name, position=last + turn) for turn, name in enumerate(more, 1))


def _check_empty(session: Session, member: Member, table: WorkshopTable) -> None:
    """Raises Refused where a case, also a deleted one, or a review stands on the table."""
    for model in (ReviewedCase, Response):
        query = rows(member, model).where(col(model.table_id) == table.id)
        if session.exec(query.limit(1)).first() is not None:
            raise Refused(
                f"Table {table.name} has cases or reviews, so it stays. Give its cases to another table first."
            )


def _attendance(session: Session, member: Member, workshop: Workshop, came: Mapping[str, int]) -> None:
    """Replaces who came."""
    wanted = {tidy(team, "The team", 200): people for team, people in came.items()}
    if wanted == attendance_of(session, member, workshop):
        return
    query = select(Attendance).where(
        Attendance.project_id == workshop.project_id, Attendance.workshop_id == workshop.id
    )
    for row in session.exec(query):
        session.delete(row)
    session.flush()
    scope = {"project_id": workshop.project_id, "workshop_id": workshop.id}
    session.add_all(Attendance(**scope, team=team, people=people) for team, people in wanted.items())
