"""Where a case can be reviewed: nowhere yet, a workshop, or one of its tables, as a list to choose from."""

from dataclasses import dataclass

from sqlmodel import Session

from casereview.access import Member
from casereview.models import ReviewedCase, Study, Workshop, WorkshopTable
from casereview.store import workshops


@dataclass(frozen=True)
class Place:
    """One line of the list. `code` is "" for nowhere yet."""

    code: str
    words: str
    workshop: Workshop | None = None
    table: WorkshopTable | None = None


def places(session: Session, member: Member, study: Study) -> dict[str, Place]:
    """Every place of the study by its code, nowhere first."""
    found = [Place("", "Not given to a workshop yet")]
    for workshop in workshops.workshops(session, member, study):
        found.append(Place(code_of(workshop.id, None), workshop.title, workshop))
        for table in workshops.tables_of(session, member, workshop):
            words = f"{workshop.title}, table {table.name}"
            found.append(Place(code_of(workshop.id, table.id), words, workshop, table))
    return {place.code: place for place in found}


def place_of(case: ReviewedCase) -> str:
    """The code of the place a case has."""
    return code_of(case.workshop_id, case.table_id)


def code_of(workshop_id: int | None, table_id: int | None) -> str:
    """12 or 12.3; "" for nowhere yet."""
    return ".".join(str(number) for number in (workshop_id, table_id) if number)
