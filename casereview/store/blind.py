"""Reviewers who answer alone: whose seat is whose, and what is closed to whom until the facilitator reveals the case.

Kept here and not by the pages: an answer that is closed is not found, and no number is made of it.
"""

from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.database import now
from casereview.instruments.model import Instrument
from casereview.models import Allotment, Response, ReviewedCase, Study
from casereview.models.reviewed_case import BlindRound
from casereview.store import readers
from casereview.store.errors import NotFound, Refused
from casereview.store.scope import check_case, locked, numbers_moved, require, rows
from casereview.store.studies import instrument_of


@dataclass(frozen=True)
class Round:
    """The round a case is in: its number, and whether it has been revealed."""

    number: int
    revealed: bool


@dataclass(frozen=True)
class Waiting:
    """How many of those the case was given to have answered in this round. What they answered is nowhere here."""

    answered: int
    asked: int


def instrument_for(session: Session, case: ReviewedCase) -> Instrument:
    """The instrument of the case's study."""
    return instrument_of(session, session.get_one(Study, case.study_id))


def round_of(session: Session, case: ReviewedCase) -> Round:
    """The round the case is in now."""
    query = select(BlindRound).where(BlindRound.project_id == case.project_id, BlindRound.case_id == case.id)
    last = session.exec(query.order_by(col(BlindRound.round).desc()).limit(1)).first()
    return Round(last.round, last.revealed_at is not None) if last else Round(1, False)


def seat_of(member: Member) -> str:
    """The seat of somebody who answers alone. Raises Refused for the command line, which is nobody."""
    if member.person_id is None:
        raise Refused("Reviewers answer alone, each signed in with their own link. Nobody can answer for them.")
    return f"person {member.person_id}"


def place(session: Session, member: Member, case: ReviewedCase, kind: str) -> tuple[str, int, str]:
    """Kind, round and seat of the review this member types into, where the instrument has reviewers who answer alone.

    Without a kind it is the member's own. Raises NotFound for a kind that only a facilitator types.
    """
    instrument = instrument_for(session, case)
    if kind in ("", instrument.alone):
        return instrument.alone, round_of(session, case).number, seat_of(member)
    if not member.may("see_all_cases"):
        raise NotFound
    return kind, 1, ""


def readable(session: Session, member: Member, case: ReviewedCase, response: Response) -> bool:
    """Whether the member may see this response: their own; any once its round is revealed; the room's by facilitators.

    Where no kind of reviewer answers alone, any, but for those who share an ordinary case (`readers`).
    """
    instrument = instrument_for(session, case)
    if not instrument.alone:
        return readers.readable(session, member, case, response)
    if response.seat == f"person {member.person_id}":
        return True
    if response.kind != instrument.alone:
        return member.may("see_all_cases") or _revealed(session, case, 1)
    return _revealed(session, case, response.round)


def check_readable(session: Session, member: Member, case: ReviewedCase, response: Response) -> None:
    """Raises NotFound where `readable` is false."""
    if not readable(session, member, case, response):
        raise NotFound


def check_writable(session: Session, member: Member, case: ReviewedCase, response: Response) -> None:
    """Raises NotFound for somebody else's answer, Refused for one whose round was revealed."""
    instrument = instrument_for(session, case)
    if not instrument.alone:
        if not readers.readable(session, member, case, response):
            raise NotFound
        return
    if response.kind != instrument.alone:
        if not member.may("see_all_cases"):
            raise NotFound
        return
    if response.seat != f"person {member.person_id}":
        raise NotFound
    here = round_of(session, case)
    if here.revealed or here.number != response.round:
        raise Refused("The answers to this case have been shown to the room, so they stand as they were given.")


def reveal(session: Session, member: Member, case: ReviewedCase, *, expected_round: int | None = None) -> Round:
    """Opens this round's answers to everybody who may see the case, and counts them.

    `expected_round`: the one that was on the page; None: whichever it is. Raises Refused where it is done already,
    or another round has begun since: what is shown cannot be closed again.
    """
    require(member, "edit_cases")
    case = locked(session, ReviewedCase, case)
    check_case(session, member, case)
    here = _open_round(session, case)
    _check_round(here, expected_round)
    row = session.get(BlindRound, (case.project_id, case.id, here.number))
    row = row or BlindRound(project_id=case.project_id, case_id=case.id, round=here.number)
    row.revealed_at, row.person_id = now(), member.person_id
    session.add(row)
    session.flush()
    numbers_moved(session, case.project_id, case.study_id)
    return Round(here.number, True)


def ask_again(session: Session, member: Member, case: ReviewedCase, *, expected_round: int | None = None) -> Round:
    """A further round, in which everybody answers again alone; the rounds before are kept. Raises Refused.

    `expected_round`: the one that was on the page; None: whichever it is.
    """
    require(member, "edit_cases")
    case = locked(session, ReviewedCase, case)
    check_case(session, member, case)
    here = round_of(session, case)
    if not here.revealed:
        raise Refused("This round is still open. Reveal it first.")
    _check_round(here, expected_round)
    after = here.number + 1
    session.add(BlindRound(project_id=case.project_id, case_id=case.id, round=after, person_id=member.person_id))
    session.flush()
    return Round(after, False)


def waiting(session: Session, member: Member, case: ReviewedCase) -> Waiting:
    """How many have answered in this round, and how many were asked: those it was given to, or more if more did."""
    check_case(session, member, case)
    here = round_of(session, case)
    found = rows(member, Response).where(
        Response.case_id == case.id,
        Response.kind == instrument_for(session, case).alone,
        Response.round == here.number,
        Response.status == "submitted",
        col(Response.deleted_at).is_(None),
    )
    answered = len(session.exec(found).all())
    given = select(func.count()).where(Allotment.project_id == case.project_id, Allotment.case_id == case.id)
    return Waiting(answered, max(answered, session.exec(given).one()))


def own_states(session: Session, member: Member, study: Study) -> dict[int, str]:
    """By case number, how far the member's own answer is in the round the case is in: done or in_progress."""
    query = rows(member, Response).where(
        Response.study_id == study.id,
        Response.seat == f"person {member.person_id}",
        col(Response.deleted_at).is_(None),
    )
    found: dict[int, tuple[int, str]] = {}
    for each in session.exec(query):
        begun = each.touched_at is not None
        state = "done" if each.status == "submitted" else "in_progress" if begun else "to_do"
        found[each.case_id] = max(found.get(each.case_id, (0, "")), (each.round, state))
    again = _rounds(session, study)
    return {case: state for case, (number, state) in found.items() if number >= again.get(case, Round(1, False)).number}


def revealed_cases(session: Session, study: Study) -> set[int]:
    """The cases of the study whose first round is revealed."""
    query = select(BlindRound.case_id).join(
        ReviewedCase,
        (col(ReviewedCase.project_id) == col(BlindRound.project_id))
        & (col(ReviewedCase.id) == col(BlindRound.case_id)),
    )
    query = query.where(BlindRound.project_id == study.project_id, ReviewedCase.study_id == study.id)
    return set(session.exec(query.where(BlindRound.round == 1, col(BlindRound.revealed_at).is_not(None))))


def _rounds(session: Session, study: Study) -> dict[int, Round]:
    query = select(BlindRound).where(BlindRound.project_id == study.project_id).order_by(col(BlindRound.round))
    return {row.case_id: Round(row.round, row.revealed_at is not None) for row in session.exec(query)}


def _revealed(session: Session, case: ReviewedCase, number: int) -> bool:
    row = session.get(BlindRound, (case.project_id, case.id, number))
    return row is not None and row.revealed_at is not None


def _check_round(here: Round, expected: int | None) -> None:
    if expected not in (None, here.number):
        raise Refused(f"Round {here.number} has begun since you opened this page. Nothing was changed; look again.")


def _open_round(session: Session, case: ReviewedCase) -> Round:
    here = round_of(session, case)
    if not instrument_for(session, case).alone:
        raise Refused("In this study nobody answers alone, so there is nothing to reveal.")
    if here.revealed:
        raise Refused("The answers to this case are revealed already.")
    return here
