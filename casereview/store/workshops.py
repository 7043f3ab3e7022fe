"""Workshops, their tables, who came by team, and which cases they were given."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.models import Allotment, Attendance, Membership, Person, ReviewedCase, Study, Workshop, WorkshopTable
from casereview.store import readers
from casereview.store.errors import NotFound, Refused
from casereview.store.having_cases import check_has_cases
from casereview.store.once import once
from casereview.store.scope import locked, numbers_moved, own, require, rows
from casereview.store.values import tidy


def add_workshop(
    session: Session,
    member: Member,
    study: Study,
    *,
    title: str,
    date: date | None = None,
    place: str = "",
    tables: Sequence[str] = (),
    attendance: Mapping[str, int] | None = None,
    client_key: str | None = None,
) -> Workshop:
    """A new workshop with its tables, and how many came by team. Raises Refused for a title in use."""
    require(member, "manage_workshops")
    own(member, study)
    check_has_cases(session, study)

    def make() -> int:
        return _make(session, study, title, date, place, tables, attendance or {}).id

    body: dict[str, object] = {"study": study.id, "title": title, "date": date, "place": place, "tables": [*tables]}
    number = once(session, member, client_key=client_key, action="workshop", body=body, make=make)
    return session.get_one(Workshop, number)


def _make(
    session: Session,
    study: Study,
    title: str,
    held_on: date | None,
    place: str,
    tables: Sequence[str],
    attendance: Mapping[str, int],
) -> Workshop:
    name = tidy(title, "The title", 200)
    if not name:
        raise Refused("Give the workshop a title.")
    scope = {"project_id": study.project_id}
    workshop = Workshop(
        project_id=study.project_id, study_id=study.id, title=name, held_on=held_on.isoformat() if held_on else "",
        place=tidy(place, "The place", 200),
    )  # fmt: skip
    if title_taken(session, study, name):
        raise Refused(f"There is already a workshop “{name}” in this study. Choose another title.")
    session.add(workshop)
    session.flush()
    for position, table in enumerate(dict.fromkeys(tidy(each, "The table", 60) for each in tables), 1):
        session.add(WorkshopTable(**scope, workshop_id=workshop.id, name=table or str(position), position=position))
    for team, people in attendance.items():
        session.add(Attendance(**scope, workshop_id=workshop.id, team=tidy(team, "The team", 200), people=people))
    session.flush()
    return workshop


def title_taken(session: Session, study: Study, title: str) -> bool:
    """Whether the study has a workshop of this title."""
    query = select(Workshop.id).where(Workshop.project_id == study.project_id, Workshop.study_id == study.id)
    return session.exec(query.where(Workshop.title == title)).first() is not None


def workshops(session: Session, member: Member, study: Study) -> list[Workshop]:
    """The workshops of the study, by date."""
    own(member, study)
    query = rows(member, Workshop).where(Workshop.study_id == study.id)
    return list(session.exec(query.order_by(col(Workshop.held_on), col(Workshop.id))))


def workshop(session: Session, member: Member, public_id: str) -> Workshop:
    """One workshop of the project. Raises NotFound."""
    found = session.exec(rows(member, Workshop).where(Workshop.public_id == public_id)).first()
    if found is None:
        raise NotFound
    return found


def tables_of(session: Session, member: Member, workshop: Workshop) -> list[WorkshopTable]:
    """The tables of a workshop, in order."""
    own(member, workshop)
    query = rows(member, WorkshopTable).where(WorkshopTable.workshop_id == workshop.id)
    return list(session.exec(query.order_by(col(WorkshopTable.position))))


def attendance_of(session: Session, member: Member, workshop: Workshop) -> dict[str, int]:
    """How many people came, by team."""
    own(member, workshop)
    query = rows(member, Attendance).where(Attendance.workshop_id == workshop.id)
    return {each.team: each.people for each in session.exec(query.order_by(col(Attendance.id)))}


def allot(
    session: Session,
    member: Member,
    cases: Sequence[ReviewedCase],
    *,
    workshop: Workshop | None = None,
    table: WorkshopTable | None = None,
    reviewer: Person | None = None,
) -> None:
    """Gives cases to a workshop (and one of its tables), or to a reviewer, who can then see them.

    Without `workshop` and `reviewer` the cases are taken out of their workshop. Raises NotFound, NotAllowed.
    """
    require(member, "manage_workshops")
    check_place(member, workshop, table)
    for case in sorted(cases, key=lambda each: each.id):  # one order for everybody: no deadlock
        own(member, case)
        if reviewer is not None:
            _allot_reviewer(session, member, case, reviewer)
        else:
            case = locked(session, ReviewedCase, case)
            case.workshop_id, case.table_id = workshop.id if workshop else None, table.id if table else None
    session.flush()
    for study_id in {case.study_id for case in cases}:
        numbers_moved(session, member.project_id, study_id)


def check_place(member: Member, workshop: Workshop | None, table: WorkshopTable | None) -> None:
    """Raises NotFound unless both are the member's and the table stands in the workshop."""
    for row in (workshop, table):
        if row is not None:
            own(member, row)
    if table is not None and (workshop is None or table.workshop_id != workshop.id):
        raise NotFound


def _allot_reviewer(session: Session, member: Member, case: ReviewedCase, reviewer: Person) -> None:
    if session.get(Membership, (member.project_id, reviewer.id, "reviewer")) is None:
        raise Refused(f"{reviewer.email} is not a reviewer in this project. Give them the role first.")
    if session.get(Allotment, (member.project_id, case.id, reviewer.id)) is None:
        given = select(Allotment.person_id).where(
            Allotment.project_id == member.project_id, Allotment.case_id == case.id
        )
        readers.part(session, case, list(session.exec(given)))
        session.add(Allotment(project_id=member.project_id, case_id=case.id, person_id=reviewer.id))
