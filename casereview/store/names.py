"""Names of people as others see them beside a change."""

from sqlmodel import Session, col, select

from casereview.models import History, Person, ReviewedCase

COMMAND_LINE = "command line"


def called(person: Person | None) -> str:
    """A person's name, or e-mail address where no name was given; nobody is the command line."""
    return written(person.name, person.email) if person else COMMAND_LINE


def written(name: str | None, email: str | None) -> str:
    """The same from the two columns, which are None where nobody was found."""
    return name or email or COMMAND_LINE


def last_to_change(session: Session, case: ReviewedCase) -> str:
    """Who made the newest change in the case's history."""
    query = select(Person).join(History, col(History.person_id) == Person.id)
    newest = query.where(History.project_id == case.project_id, History.case_id == case.id)
    return called(session.exec(newest.order_by(col(History.id).desc())).first())
