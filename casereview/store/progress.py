"""How far a study is, in counts: for everybody in the project, since it shows no case."""

from collections import Counter

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.models import Response, ReviewedCase, Study
from casereview.store import blind
from casereview.store.scope import own, require, visible
from casereview.store.studies import instrument_of

ASIDE = ("parked", "skipped", "withdrawn")


def state_counts(session: Session, member: Member, study: Study) -> Counter[str]:
    """Cases by state (to_do, in_progress, done, parked, skipped, withdrawn), deleted ones apart. One query."""
    require(member, "see_project")
    own(member, study)
    touched = col(Response.touched_at).is_not(None)
    query = (
        select(ReviewedCase.status, Response.status, touched, func.count())
        .outerjoin(
            Response,
            (col(Response.project_id) == ReviewedCase.project_id)
            & (col(Response.case_id) == ReviewedCase.id)
            & col(Response.counting)
            & col(Response.deleted_at).is_(None),
        )
        .where(ReviewedCase.project_id == member.project_id, ReviewedCase.study_id == study.id)
        .where(col(ReviewedCase.deleted_at).is_(None))
        .group_by(ReviewedCase.status, Response.status, touched)
    )
    counts: Counter[str] = Counter()
    if instrument_of(session, study).alone:
        return _alone(session, study)
    for status, response, begun, number in session.connection().execute(query):
        counts[_state(status, response, bool(begun))] += number
    return counts


def _alone(session: Session, study: Study) -> Counter[str]:
    """Where reviewers answer alone a case is done once it is revealed."""
    shown = blind.revealed_cases(session, study)
    query = select(ReviewedCase.id, ReviewedCase.status).where(
        ReviewedCase.project_id == study.project_id,
        ReviewedCase.study_id == study.id,
        col(ReviewedCase.deleted_at).is_(None),
    )
    found = session.exec(query).all()
    return Counter(status if status != "open" else "done" if case in shown else "to_do" for case, status in found)


def complete(study: Study, states: Counter[str]) -> bool:
    """Whether the target is reached, cases set aside counted with it; without a target, whether no case is open.

    Only then do the figures show by themselves: a running tally sways how the next cases are judged.
    """
    if study.target:
        return sum(states[state] for state in ("done", *ASIDE)) >= study.target
    return not states["to_do"] + states["in_progress"]


def tally_hidden(session: Session, member: Member, study: Study) -> bool:
    """Whether the running figures stay closed: cases are still to come, and nobody has shown the tally.

    Never of a survey or where reviewers answer alone: what may be seen of these is settled where they are read.
    """
    instrument = instrument_of(session, study)
    if instrument.unit == "response" or instrument.alone or study.tally_shown:
        return False
    return not complete(study, state_counts(session, member, study))


def _state(status: str, response: str | None, begun: bool) -> str:
    """The same words as the case list uses for a row."""
    if status != "open":
        return status
    if response == "submitted":
        return "done"
    return "in_progress" if response and begun else "to_do"


def turn(session: Session, member: Member, case: ReviewedCase) -> tuple[int, int]:
    """Which case it is of how many at the same table: (5, 7). Those set aside are not counted.

    Without a table it is counted among the cases of its workshop, and without a workshop among the whole case list.

    Counts only cases the member may see; (0, n) for a case that is itself set aside. One query.
    """
    study = session.get_one(Study, case.study_id)
    place = (col(ReviewedCase.position), col(ReviewedCase.id))
    before = (place[0] < case.position) | ((place[0] == case.position) & (place[1] <= case.id))
    query = select(func.count().filter(before), func.count()).where(
        *visible(member, study),
        col(ReviewedCase.deleted_at).is_(None),
        col(ReviewedCase.status) == "open",
        *_beside(case),
    )
    number, among = session.exec(query).one()
    return (number, among) if case.status == "open" else (0, among)


def _beside(case: ReviewedCase) -> tuple[ColumnElement[bool], ...]:
    if case.table_id is not None:
        return (col(ReviewedCase.workshop_id) == case.workshop_id, col(ReviewedCase.table_id) == case.table_id)
    return () if case.workshop_id is None else (col(ReviewedCase.workshop_id) == case.workshop_id,)
