"""Giving many cases at once to a workshop: to it as a whole, to one of its tables, or dealt out over its tables."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col

from casereview.access import Member
from casereview.models import ReviewedCase, Study, Workshop, WorkshopTable
from casereview.store.cases import change_case
from casereview.store.scope import cases_of, require


def give_cases(
    session: Session,
    member: Member,
    study: Study,
    numbers: Collection[int],
    workshop: Workshop,
    tables: Sequence[WorkshopTable] = (),
) -> int:
    """Moves the cases of these numbers, in the order of the list, one to each of `tables` in turn; the history says so.

    How many cases moved. Raises NotFound, NotAllowed.
    """
    require(member, "edit_cases")
    query = cases_of(member, study).where(col(ReviewedCase.deleted_at).is_(None))
    standing = session.exec(query.order_by(col(ReviewedCase.position), col(ReviewedCase.id))).all()
    chosen = [case for case in standing if case.id in numbers]
    moved = 0
    for turn, case in enumerate(chosen):
        table = tables[turn % len(tables)] if tables else None
        if (case.workshop_id, case.table_id) != (workshop.id, table.id if table else None):
            change_case(session, member, case, expected_version=case.version, place=(workshop, table))
            moved += 1
    return moved
