"""What a paper form says about a case before anybody has judged it: reference, facts and summary, of many at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.answers import Given
from casereview.models import CaseFact, ReviewedCase, Study, StudyItem
from casereview.store.case_list import CaseRow, case_list
from casereview.store.scope import visible
from casereview.store.values import given

WAITING = ("to_do", "in_progress")
Facts = dict[str, Given]  # by ref


@dataclass(frozen=True)
class CasePaper:
    """One case as it is printed. `begun`: somebody has typed into it already."""

    public_id: str
    reference: str
    summary: str
    workshop: str
    table: str
    begun: bool
    facts: Facts


def case_papers(
    session: Session, member: Member, study: Study, *, workshop: str = "", table: str = ""
) -> list[CasePaper]:
    """The cases still to do that the member may see, in order; of a workshop or of one of its tables, by name.

    Raises NotAllowed for somebody who may see no cases.
    """
    waiting = [row for row in case_list(session, member, study) if row.state in WAITING]
    chosen = [row for row in waiting if workshop in ("", row.workshop) and table in ("", row.table)]
    facts = _facts(session, member, study)
    return [_paper(row, facts.get(row.public_id, {})) for row in chosen]


def _paper(row: CaseRow, facts: Facts) -> CasePaper:
    begun = row.state == "in_progress"
    return CasePaper(row.public_id, row.reference, row.summary, row.workshop, row.table, begun, facts)


def _facts(session: Session, member: Member, study: Study) -> dict[str, Facts]:
    """By public id of the case, what the case list says. One query."""
    query = (
        select(ReviewedCase.public_id, StudyItem.ref, CaseFact.value, CaseFact.other)
        .join(
            CaseFact, (col(CaseFact.project_id) == ReviewedCase.project_id) & (col(CaseFact.case_id) == ReviewedCase.id)
        )
        .join(StudyItem, (col(StudyItem.project_id) == CaseFact.project_id) & (col(StudyItem.id) == CaseFact.item_id))
        .where(*visible(member, study), col(ReviewedCase.deleted_at).is_(None))
    )
    found: defaultdict[str, Facts] = defaultdict(dict)
    rows: Sequence[tuple[str, str, str | None, str]] = session.exec(query).all()
    for case, ref, value, other in rows:
        entry = given(value, other)
        if entry is not None:
            found[case][ref] = entry
    return found
