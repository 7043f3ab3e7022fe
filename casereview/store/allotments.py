"""Which reviewer was given which case."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.models import Allotment, Membership, Person, ReviewedCase, Study
from casereview.store.errors import NotFound
from casereview.store.scope import cases_of, locked, own, require
from casereview.store.workshops import allot


def reviewers(session: Session, member: Member) -> list[Person]:
    """Everybody with the role of a reviewer in the project, by name."""
    require(member, "manage_workshops")
    query = select(Person).join(Membership, col(Membership.person_id) == Person.id)
    query = query.where(Membership.project_id == member.project_id, Membership.role == "reviewer")
    return list(session.exec(query.order_by(Person.name, Person.email)))


def given(session: Session, member: Member, study: Study) -> dict[int, set[int]]:
    """By case, the numbers of the people it was given to."""
    require(member, "manage_workshops")
    own(member, study)
    query = select(Allotment).join(
        ReviewedCase,
        (col(ReviewedCase.project_id) == col(Allotment.project_id)) & (col(ReviewedCase.id) == col(Allotment.case_id)),
    )
    query = query.where(Allotment.project_id == member.project_id, ReviewedCase.study_id == study.id)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for row in session.exec(query):
        found[row.case_id].add(row.person_id)
    return dict(found)


def reviewer(session: Session, member: Member, person_id: int) -> Person:
    """One of the `reviewers`. Raises NotFound."""
    found = next((each for each in reviewers(session, member) if each.id == person_id), None)
    if found is None:
        raise NotFound
    return found


def held(session: Session, member: Member, study: Study) -> Study:
    """The study, while nobody else gives out its cases: what is picked in this transaction is nobody's until its end.

    Raises NotFound.
    """
    require(member, "manage_workshops")
    own(member, study)
    return locked(session, Study, study)


def give_more(session: Session, member: Member, study: Study, person_id: int, numbers: Collection[int]) -> int:
    """Gives the reviewer the cases of these numbers beside those they have. How many are new to them."""
    person = reviewer(session, member, person_id)
    standing = session.exec(cases_of(member, study).where(col(ReviewedCase.deleted_at).is_(None))).all()
    has = _cases_of(session, member, person)
    new = [case for case in standing if case.id in numbers and case.id not in has]
    allot(session, member, new, reviewer=person)
    return len(new)


def give(
    session: Session,
    member: Member,
    study: Study,
    person_id: int,
    cases: Sequence[str],
    among: Collection[str] | None = None,
) -> None:
    """Makes the cases of these public ids the reviewer's own in this study, and no others. Raises NotFound, Refused.

    A case taken away can no longer be seen by the reviewer; what they answered stands. `among`: the cases that were
    shown to choose from, by public id, where that was not all of them; what else the reviewer has stays theirs.
    """
    person = reviewer(session, member, person_id)
    standing = session.exec(cases_of(member, study).where(col(ReviewedCase.deleted_at).is_(None))).all()
    shown = [case for case in standing if among is None or case.public_id in among]
    ticked, has = set(cases), _cases_of(session, member, person)
    allot(session, member, [c for c in shown if c.public_id in ticked and c.id not in has], reviewer=person)
    for number in {case.id for case in shown if case.public_id not in ticked} & has.keys():
        session.delete(has[number])
    session.flush()


def _cases_of(session: Session, member: Member, person: Person) -> dict[int, Allotment]:
    query = select(Allotment).where(Allotment.project_id == member.project_id, Allotment.person_id == person.id)
    return {row.case_id: row for row in session.exec(query)}
