"""References of cases: one each in a study, issued or given, and never one that may name a person."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.identifiers import looks_like_identifier
from casereview.models import ReviewedCase, Study
from casereview.store.errors import Refused
from casereview.store.scope import locked, own
from casereview.store.values import tidy
from casereview.text import as_seen


def check_reference(reference: str) -> str:
    """`reference` as it looks, so that it is found. Raises Refused where it may name a person."""
    name = as_seen(tidy(reference, "The reference", 60))
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


def references_for(session: Session, member: Member, study: Study, wanted: Sequence[str]) -> list[str]:
    """A reference for each of many new cases: the one wanted, or where that is blank the next the study issues.

    Raises Refused for one in use or wanted twice, and where one may name a person.
    """
    own(member, study)
    counted = locked(session, Study, study)
    named = [check_reference(name) if name.strip() else "" for name in wanted]
    query = select(ReviewedCase.reference).where(ReviewedCase.project_id == study.project_id)
    standing = session.exec(query.where(ReviewedCase.study_id == study.id, col(ReviewedCase.deleted_at).is_(None)))
    held = {name.casefold(): name for name in standing}
    for name in filter(None, named):
        if name.casefold() in held:
            raise Refused(_in_use(name, held[name.casefold()]))
        held[name.casefold()] = name
    found = [name or _issued(counted, held) for name in named]
    session.flush()
    return found


def _issued(study: Study, held: dict[str, str]) -> str:
    """The next reference of the study that nobody holds; from then on it is held."""
    while True:
        study.reference_counter += 1
        name = f"R{study.reference_counter:03d}"
        if name.casefold() not in held:
            held[name.casefold()] = name
            return name


def check_free(session: Session, member: Member, case: ReviewedCase) -> None:
    """Raises Refused where another case has the reference, capital and small letters counting as the same."""
    with session.no_autoflush:
        holder = _holder(session, case.project_id, case.study_id, case.reference, but=case.id)
    if holder is not None:
        raise Refused(_in_use(case.reference, holder))


def _in_use(name: str, holder: str) -> str:
    alike = "" if holder == name else ", and capital and small letters count as the same"
    return f"There is already a case “{holder}” in this study{alike}. Use another reference."


def _holder(session: Session, project_id: int, study_id: int, reference: str, but: int | None = None) -> str | None:
    """The reference of another case that has it, as it is spelled there. `but`: the number of the case that asks."""
    query = select(ReviewedCase.reference).where(
        ReviewedCase.project_id == project_id,
        ReviewedCase.study_id == study_id,
        col(ReviewedCase.deleted_at).is_(None),
    )
    if reference.isascii():  # databases fold these alike, which spares reading every reference
        query = query.where(func.lower(ReviewedCase.reference) == reference.lower())
    if but is not None:
        query = query.where(ReviewedCase.id != but)
    return next((held for held in session.exec(query) if held.casefold() == reference.casefold()), None)
