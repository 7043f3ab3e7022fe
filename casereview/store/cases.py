"""The case list: adding, finding, setting aside and bringing back cases; deletion that can be undone."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.answers import Given
from casereview.database import now
from casereview.identifiers import looks_like_identifier
from casereview.models import ReviewedCase, Risk, Study, Workshop, WorkshopTable
from casereview.store import blind
from casereview.store.case_list import CaseRow, case_list, next_case
from casereview.store.errors import NotFound, Refused, StaleEdit
from casereview.store.facts import facts_of, write_facts
from casereview.store.names import last_to_change
from casereview.store.once import once
from casereview.store.scope import cases_of, check_case, locked, numbers_moved, own, remember, require, rows
from casereview.store.values import tidy
from casereview.store.workshops import check_place

__all__ = [
    "CaseRow", "add_case", "bring_back", "case", "case_list", "change_case", "delete_case", "deleted_cases", "facts_of",
    "next_case", "next_reference", "raise_risk", "restore_case", "risks", "set_aside",
]  # fmt: skip

ASIDE = {"parked": "parked", "skipped": "skipped", "withdrawn": "withdrawn"}


def add_case(
    session: Session,
    member: Member,
    study: Study,
    *,
    reference: str | None = None,
    summary: str = "",
    facts: Mapping[str, Given | None] | None = None,
    client_key: str | None = None,
    workshop: Workshop | None = None,
    table: WorkshopTable | None = None,
) -> ReviewedCase:
    """A new case at the end of the list. Without `reference` the study issues one.

    Raises Refused for a reference in use or one that looks like an NHS or NI number, KeyReused, NotAllowed.
    """
    require(member, "edit_cases")
    own(member, study)
    check_place(member, workshop, table)
    name = check_reference(reference) if reference is not None and reference.strip() else None

    def make() -> int:
        case = ReviewedCase(
            project_id=study.project_id, study_id=study.id, reference=name or next_reference(session, member, study),
            summary=tidy(summary, "The summary", 20_000), position=_end_of_list(session, study),
            workshop_id=workshop.id if workshop else None, table_id=table.id if table else None,
        )  # fmt: skip
        _check_free(session, member, case)
        session.add(case)
        session.flush()
        write_facts(session, member, case, facts or {}, new=True)
        remember(session, member, case, "added")
        session.flush()
        return case.id

    body: dict[str, object] = {"study": study.id, "reference": name, "summary": summary, "facts": dict(facts or {})}
    number = once(session, member, client_key=client_key, action="case", body=body, make=make)
    return session.get_one(ReviewedCase, number)


def check_reference(reference: str) -> str:
    """`reference` without white space at its ends. Raises Refused where it may name a person."""
    name = tidy(reference, "The reference", 60)
    if not name or "\n" in name:
        raise Refused("Give the case a reference of one line.")
    what = looks_like_identifier(name)
    if what:
        raise Refused(f"The reference looks like {what}. Use one that cannot be traced to a person.")
    return name


def next_reference(session: Session, member: Member, study: Study) -> str:
    """The next reference the study issues (R001, R002 ...), never one in use. Each call uses one up."""
    own(member, study)
    counted = locked(session, Study, study)
    while True:
        counted.reference_counter += 1
        name = f"R{counted.reference_counter:03d}"
        if _holder(session, study.project_id, study.id, name) is None:
            session.flush()
            return name


def case(session: Session, member: Member, public_id: str) -> ReviewedCase:
    """One case the member may see. Raises NotFound, also when it was deleted."""
    require(member, "see_cases")
    found = session.exec(rows(member, ReviewedCase).where(ReviewedCase.public_id == public_id)).first()
    if found is None:
        raise NotFound
    check_case(session, member, found)
    return found


def cases_in(session: Session, member: Member, study: Study) -> list[ReviewedCase]:
    """Every case of the study that the member may see and that was not deleted, in the order of the list."""
    require(member, "see_cases")
    query = cases_of(member, study).where(col(ReviewedCase.deleted_at).is_(None))
    return list(session.exec(query.order_by(col(ReviewedCase.position), col(ReviewedCase.id))))


def change_case(
    session: Session,
    member: Member,
    case: ReviewedCase,
    *,
    expected_version: int,
    reference: str | None = None,
    summary: str | None = None,
    facts: Mapping[str, Given | None] | None = None,
) -> ReviewedCase:
    """Changes what is given and leaves the rest; a fact of None is blanked. Raises StaleEdit, Refused, NotAllowed."""
    require(member, "edit_cases")
    with session.begin_nested():  # refused half-way, nothing of it stays, also when the caller goes on and commits
        case = _current(session, member, case, expected_version, mine=summary or "a change of the case")
        if reference is not None:
            case.reference = check_reference(reference)
            _check_free(session, member, case)
        if summary is not None and tidy(summary, "The summary", 20_000) != case.summary:
            before, case.summary = case.summary, tidy(summary, "The summary", 20_000)
            remember(session, member, case, "summary_changed", before=before, after=case.summary)
        write_facts(session, member, case, facts or {})
        return _moved(session, case)


def set_aside(
    session: Session, member: Member, case: ReviewedCase, *, status: str, reason: str, expected_version: int
) -> ReviewedCase:
    """Parks, skips or withdraws a case, with a reason; it is then in no number. Raises StaleEdit, Refused."""
    require(member, "set_aside_cases")
    words = tidy(reason, "The reason")
    if status not in ASIDE:
        raise Refused("Choose parked, skipped or withdrawn.")
    if not words:
        raise Refused("Give a reason.")
    if blind.instrument_for(session, case).alone and not member.may("see_all_cases"):
        raise Refused("This case is with other reviewers too. Ask the facilitator to set it aside.")
    case = _current(session, member, case, expected_version, mine=f"{status}: {words}")
    remember(session, member, case, "set_aside", before=_standing(case), after=f"{status}: {words}")
    case.status, case.reason = status, words
    return _moved(session, case)


def bring_back(session: Session, member: Member, case: ReviewedCase, *, expected_version: int) -> ReviewedCase:
    """Undoes `set_aside`. Raises StaleEdit."""
    require(member, "set_aside_cases")
    case = _current(session, member, case, expected_version, mine="open")
    remember(session, member, case, "brought_back", before=_standing(case), after="open")
    case.status, case.reason = "open", ""
    return _moved(session, case)


def delete_case(session: Session, member: Member, case: ReviewedCase, *, expected_version: int) -> ReviewedCase:
    """Takes a case out of every list and number. `restore_case` undoes it. Raises StaleEdit."""
    require(member, "edit_cases")
    case = _current(session, member, case, expected_version, mine="deleted")
    case.deleted_at = now()
    remember(session, member, case, "deleted", before=_standing(case))
    return _moved(session, case)


def deleted_cases(session: Session, member: Member, study: Study) -> list[ReviewedCase]:
    """The cases of the study that were deleted and can be restored."""
    require(member, "edit_cases")
    query = cases_of(member, study).where(col(ReviewedCase.deleted_at).is_not(None))
    return list(session.exec(query.order_by(col(ReviewedCase.position))))


def restore_case(session: Session, member: Member, public_id: str) -> ReviewedCase:
    """Brings a deleted case back with everything it had. Raises NotFound, Refused where its reference is taken."""
    require(member, "edit_cases")
    query = rows(member, ReviewedCase).where(
        ReviewedCase.public_id == public_id, col(ReviewedCase.deleted_at).is_not(None)
    )
    case = session.exec(query.with_for_update()).first()
    if case is None:
        raise NotFound
    _check_free(session, member, case)
    case.deleted_at = None
    remember(session, member, case, "restored", after=_standing(case))
    return _moved(session, case)


def raise_risk(
    session: Session,
    member: Member,
    case: ReviewedCase,
    *,
    to_whom: str,
    when: datetime,
    note: str = "",
    client_key: str | None = None,
) -> Risk:
    """Notes that a live risk was raised outside this session. In no number. Raises Refused without `to_whom`."""
    require(member, "enter_cases")
    check_case(session, member, case)
    whom = tidy(to_whom, "To whom", 200)
    if not whom:
        raise Refused("Say to whom it was raised: a team or a role.")

    def make() -> int:
        risk = Risk(
            project_id=case.project_id, case_id=case.id, to_whom=whom, raised_at=when,
            note=tidy(note, "The note"), person_id=member.person_id,
        )  # fmt: skip
        session.add(risk)
        remember(session, member, case, "risk_raised", after=whom)
        session.flush()
        return risk.id

    body: dict[str, object] = {"case": case.id, "to": whom, "when": when, "note": note}
    return session.get_one(Risk, once(session, member, client_key=client_key, action="risk", body=body, make=make))


def risks(session: Session, member: Member, case: ReviewedCase) -> list[Risk]:
    """The risks raised about a case, oldest first."""
    check_case(session, member, case)
    return list(session.exec(rows(member, Risk).where(Risk.case_id == case.id).order_by(col(Risk.id))))


def _current(session: Session, member: Member, case: ReviewedCase, expected_version: int, *, mine: str) -> ReviewedCase:
    """The case as it stands, held for writing. Raises StaleEdit where it is not the version that was looked at."""
    own(member, case)
    fresh = locked(session, ReviewedCase, case)
    check_case(session, member, fresh)
    if fresh.version != expected_version:
        raise StaleEdit("case", mine, _standing(fresh), fresh.version, last_to_change(session, fresh))
    return fresh


def _moved(session: Session, case: ReviewedCase) -> ReviewedCase:
    case.version += 1
    session.add(case)
    session.flush()
    numbers_moved(session, case.project_id, case.study_id)
    return case


def _standing(case: ReviewedCase) -> str:
    return "open" if case.status == "open" else f"{case.status}: {case.reason}"


def _end_of_list(session: Session, study: Study) -> int:
    query = select(func.max(ReviewedCase.position)).where(ReviewedCase.project_id == study.project_id)
    return (session.exec(query.where(ReviewedCase.study_id == study.id)).one() or 0) + 1


def _check_free(session: Session, member: Member, case: ReviewedCase) -> None:
    with session.no_autoflush:
        holder = _holder(session, case.project_id, case.study_id, case.reference)
    if holder is not None and holder != case.id:
        raise Refused(f"There is already a case “{case.reference}” in this study. Use another reference.")


def _holder(session: Session, project_id: int, study_id: int, reference: str) -> int | None:
    query = select(ReviewedCase.id).where(
        ReviewedCase.project_id == project_id,
        ReviewedCase.study_id == study_id,
        ReviewedCase.reference == reference,
        col(ReviewedCase.deleted_at).is_(None),
    )
    return session.exec(query).first()
