"""The case list: adding, finding and changing cases, setting them aside and bringing them back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.answers import Given
from casereview.models import ReviewedCase, Study, Workshop, WorkshopTable
from casereview.store import blind, readers
from casereview.store.case_list import CaseLine, CaseRow, case_lines, case_list
from casereview.store.case_places import REFERENCE, Place, move, remember_words
from casereview.store.case_versions import current, moved, standing
from casereview.store.deletion import delete_case, deleted_cases, restore_case
from casereview.store.errors import NotFound, Refused
from casereview.store.facts import facts_of, write_facts
from casereview.store.having_cases import check_has_cases
from casereview.store.next_cases import Needed, next_case
from casereview.store.once import once
from casereview.store.references import check_free, check_reference, next_reference
from casereview.store.risks import raise_risk, risks
from casereview.store.scope import cases_of, check_case, own, remember, require, rows
from casereview.store.values import tidy
from casereview.store.workshops import check_place

__all__ = [
    "CaseLine", "CaseRow", "Needed", "add_case", "bring_back", "case", "case_lines", "case_list", "change_case",
    "check_reference", "delete_case",
    "deleted_cases", "facts_of", "next_case", "next_reference", "raise_risk", "restore_case", "risks", "set_aside",
    "study_and_case",
]  # fmt: skip

# Every page of a case asks this, so it is built once: building a statement takes ten times as long as running it.
_IN_STUDY: Any = (
    select(Study, ReviewedCase)
    .join(ReviewedCase, col(ReviewedCase.study_id) == Study.id)
    .where(
        Study.project_id == bindparam("project"),
        ReviewedCase.project_id == bindparam("project"),
        Study.key == bindparam("study"),
        ReviewedCase.public_id == bindparam("case"),
    )
)
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
    check_has_cases(session, study)
    check_place(member, workshop, table)
    name = check_reference(reference) if reference is not None and reference.strip() else None

    def make() -> int:
        case = ReviewedCase(
            project_id=study.project_id, study_id=study.id, reference=name or next_reference(session, member, study),
            summary=tidy(summary, "The summary", 20_000), position=end_of_list(session, study),
            workshop_id=workshop.id if workshop else None, table_id=table.id if table else None,
        )  # fmt: skip
        check_free(session, member, case)
        session.add(case)
        session.flush()
        write_facts(session, member, case, facts or {}, new=True)
        remember(session, member, case, "added")
        session.flush()
        return case.id

    body: dict[str, object] = {"study": study.id, "reference": name, "summary": summary, "facts": dict(facts or {})}
    number = once(session, member, client_key=client_key, action="case", body=body, make=make)
    return session.get_one(ReviewedCase, number)


def case(session: Session, member: Member, public_id: str) -> ReviewedCase:
    """One case the member may see. Raises NotFound, also when it was deleted."""
    require(member, "see_cases")
    found = session.exec(rows(member, ReviewedCase).where(ReviewedCase.public_id == public_id)).first()
    if found is None:
        raise NotFound
    check_case(session, member, found)
    return found


def study_and_case(session: Session, member: Member, study_key: str, public_id: str) -> tuple[Study, ReviewedCase]:
    """A study by its key and one of its cases that the member may see, in one query. Raises NotFound."""
    require(member, "see_cases")
    named = {"project": member.project_id, "study": study_key, "case": public_id}
    found = session.exec(_IN_STUDY, params=named).first()
    if found is None:
        raise NotFound
    study, case = found
    check_case(session, member, case)
    return study, case


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
    place: Place | None = None,
) -> ReviewedCase:
    """Changes what is given and leaves the rest; a fact of None is blanked, a `place` of two None is nowhere.

    Raises StaleEdit, Refused, NotFound, NotAllowed.
    """
    require(member, "edit_cases")
    with session.begin_nested():  # refused half-way, nothing of it stays, also when the caller goes on and commits
        case = current(session, member, case, expected_version, mine=summary or "a change of the case")
        if reference is not None:
            before, case.reference = case.reference, check_reference(reference)
            check_free(session, member, case)
            remember_words(session, member, case, REFERENCE, before, case.reference)
        if place is not None:
            move(session, member, case, place)
        if summary is not None and tidy(summary, "The summary", 20_000) != case.summary:
            before, case.summary = case.summary, tidy(summary, "The summary", 20_000)
            remember(session, member, case, "summary_changed", before=before, after=case.summary)
        write_facts(session, member, case, facts or {})
        return moved(session, case)


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
    if _with_others(session, member, case):
        raise Refused("This case is with other reviewers too. Ask the facilitator to set it aside.")
    case = current(session, member, case, expected_version, mine=f"{status}: {words}")
    remember(session, member, case, "set_aside", before=standing(case), after=f"{status}: {words}")
    case.status, case.reason = status, words
    return moved(session, case)


def _with_others(session: Session, member: Member, case: ReviewedCase) -> bool:
    """Whether other reviewers, who work alone, would lose the case too."""
    alone = bool(blind.instrument_for(session, case).alone)
    return (alone and not member.may("see_all_cases")) or readers.apart(session, member, case)


def bring_back(session: Session, member: Member, case: ReviewedCase, *, expected_version: int) -> ReviewedCase:
    """Undoes `set_aside`. Raises StaleEdit."""
    require(member, "set_aside_cases")
    case = current(session, member, case, expected_version, mine="open")
    remember(session, member, case, "brought_back", before=standing(case), after="open")
    case.status, case.reason = "open", ""
    return moved(session, case)


def end_of_list(session: Session, study: Study) -> int:
    """The position after the last case of the list."""
    query = select(func.max(ReviewedCase.position)).where(ReviewedCase.project_id == study.project_id)
    return (session.exec(query.where(ReviewedCase.study_id == study.id)).one() or 0) + 1
