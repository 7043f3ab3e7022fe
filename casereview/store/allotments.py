"""Which reviewer was given which case."""

from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.models import Allotment, Membership, Person, ReviewedCase, Study
from casereview.store.errors import NotFound
from casereview.store.scope import cases_of, own, require
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


def give(session: Session, member: Member, study: Study, person_id: int, cases: Sequence[str]) -> None:
    """Makes the cases of these public ids the reviewer's own in this study, and no others. Raises NotFound, Refused.

    A case taken away can no longer be seen by the reviewer; what they answered stands.
    """
    require(member, "manage_workshops")
    person = next((each for each in reviewers(session, member) if each.id == person_id), None)
    if person is None:
        raise NotFound
    standing = session.exec(cases_of(member, study).where(col(ReviewedCase.deleted_at).is_(None))).all()
    wanted = [case for case in standing if case.public_id in set(cases)]
    allot(session, member, wanted, reviewer=person)
    for case in standing:
        row = session.get(Allotment, (member.project_id, case.id, person.id))
        if row is not None and case not in wanted:
            session.delete(row)
    session.flush()
