"""Reviewers who share an ordinary case: each has a review of their own, and none sees another's.

A case given to one reviewer has one review, which the room may go on with. Given to two, to see how far two readers
agree, it has one by each: shown to one another they would be one opinion. Facilitators and analysts see them all.
"""

from collections.abc import Iterable

from sqlalchemy import func
from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.models import Allotment, DraftAnswer, Person, Response, ReviewedCase, Study
from casereview.store.names import called
from casereview.store.scope import rows


def seat_of(person_id: int) -> str:
    """The seat of a review that is one person's own."""
    return f"person {person_id}"


def apart(session: Session, member: Member, case: ReviewedCase) -> bool:
    """Whether the member reads this case on their own: it was given to somebody else too, or they have begun so."""
    if member.person_id is None or member.may("see_all_cases"):
        return False
    given = select(func.count()).where(Allotment.project_id == case.project_id, Allotment.case_id == case.id)
    own = select(func.count()).where(
        Response.project_id == case.project_id,
        Response.case_id == case.id,
        Response.seat == seat_of(member.person_id),
        col(Response.deleted_at).is_(None),
    )
    found: tuple[int, int] = session.exec(select(given.scalar_subquery(), own.scalar_subquery())).one()
    readers, begun = found
    return readers > 1 or begun > 0


def seat_for(session: Session, member: Member, case: ReviewedCase) -> str:
    """The seat this member types at: their own where they read `apart`, else "", the one of the room."""
    return seat_of(member.person_id) if member.person_id and apart(session, member, case) else ""


def readable(session: Session, member: Member, case: ReviewedCase, response: Response) -> bool:
    """Whether the member may see this review, and type into it."""
    return bool(response.seat == f"person {member.person_id}") or not apart(session, member, case)


def name_of(session: Session, response: Response) -> str:
    """The name of the reader whose own review it is; "" for one of the room or of a table."""
    who, _, number = response.seat.partition(" ")
    return called(session.get(Person, int(number))) if who == "person" else ""


def own_states(session: Session, member: Member, study: Study) -> dict[int, str]:
    """By number, how far the member's own review is of each case they read `apart`: to_do, in_progress or done."""
    if member.person_id is None or member.may("see_all_cases"):
        return {}
    states = dict.fromkeys(_shared(session, member), "to_do")
    query = rows(member, Response).where(
        Response.study_id == study.id,
        Response.seat == seat_of(member.person_id),
        col(Response.deleted_at).is_(None),
    )
    for each in session.exec(query.order_by(col(Response.round).desc())):
        begun = "in_progress" if each.touched_at else "to_do"
        states[each.case_id] = "done" if each.status == "submitted" else begun
    return states


def _shared(session: Session, member: Member) -> Iterable[int]:
    """The numbers of the member's cases that somebody else was given too."""
    mine = select(Allotment.case_id).where(
        Allotment.project_id == member.project_id, Allotment.person_id == member.person_id
    )
    query = select(Allotment.case_id).where(Allotment.project_id == member.project_id, col(Allotment.case_id).in_(mine))
    return session.exec(query.group_by(col(Allotment.case_id)).having(func.count() > 1))


def part(session: Session, case: ReviewedCase, before: list[int]) -> None:
    """Makes what the only reader so far has typed their own, since a second one is being given the case.

    `before`: the people who had the case. What the room typed stays the room's.
    """
    if len(before) != 1:
        return
    [person] = before
    query = select(Response).where(Response.project_id == case.project_id, Response.case_id == case.id)
    for each in session.exec(query.where(Response.seat == "", col(Response.deleted_at).is_(None))):
        if person in (each.touched_by_id, each.person_id) or _typed(session, each, person):
            each.seat = seat_of(person)
            session.add(each)


def _typed(session: Session, response: Response, person: int) -> bool:
    query = select(DraftAnswer.item_id).where(
        DraftAnswer.project_id == response.project_id,
        DraftAnswer.response_id == response.id,
        DraftAnswer.person_id == person,
    )
    return session.exec(query.limit(1)).first() is not None


def all_in(session: Session, case: ReviewedCase) -> bool:
    """Whether no reader of a case given to several still has to submit a review of their own."""
    given = select(Allotment.person_id).where(Allotment.project_id == case.project_id, Allotment.case_id == case.id)
    readers = set(session.exec(given))
    query = select(Response.seat).where(
        Response.project_id == case.project_id,
        Response.case_id == case.id,
        Response.status == "submitted",
        col(Response.deleted_at).is_(None),
    )
    return len(readers) < 2 or {seat_of(each) for each in readers} <= set(session.exec(query))
