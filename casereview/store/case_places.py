"""Moving a case to another workshop or table, and changes of its reference and place told in its history."""

from sqlmodel import Session

from casereview.access import Member
from casereview.answers import Given
from casereview.models import ReviewedCase, Workshop, WorkshopTable
from casereview.store.errors import NotFound
from casereview.store.scope import remember
from casereview.store.values import told
from casereview.store.workshops import check_place

Place = tuple[Workshop | None, WorkshopTable | None]
REFERENCE, PLACE = "case--reference", "case--place"  # in the history, beside the refs of facts: no fact is called so


def move(session: Session, member: Member, case: ReviewedCase, place: Place) -> None:
    """Gives the case to a workshop and table of its study, or to none. Raises NotFound."""
    workshop, table = place
    check_place(member, workshop, table)
    if workshop is not None and workshop.study_id != case.study_id:
        raise NotFound
    before = place_words(session, case)
    case.workshop_id, case.table_id = workshop.id if workshop else None, table.id if table else None
    remember_words(session, member, case, PLACE, before, place_words(session, case))


def place_words(session: Session, case: ReviewedCase) -> str:
    """Where the case is reviewed: "Workshop 1, table A"; "" where that is open."""
    workshop = session.get(Workshop, case.workshop_id) if case.workshop_id else None
    table = session.get(WorkshopTable, case.table_id) if case.table_id else None
    return ", ".join([*([workshop.title] if workshop else []), *([f"table {table.name}"] if table else [])])


def remember_words(session: Session, member: Member, case: ReviewedCase, ref: str, before: str, after: str) -> None:
    """One row of history about words of the case itself; none where nothing changed."""
    if before != after:
        old, new = (told(Given(words)) if words else None for words in (before, after))
        remember(session, member, case, "fact_changed", ref=ref, before=old, after=new)
