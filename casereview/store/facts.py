"""Facts of a case: what the case list says, for its attributes and as the start of any answer."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.answers import Given
from casereview.database import now
from casereview.instruments.model import Instrument
from casereview.models import CaseFact, ReviewedCase, Study, StudyItem
from casereview.store.errors import Refused
from casereview.store.scope import check_case, remember
from casereview.store.studies import instrument_of, item_numbers
from casereview.store.values import check, given, to_json, told


def facts_of(session: Session, member: Member, case: ReviewedCase) -> dict[str, Given]:
    """The facts of a case by ref; a blank one is absent."""
    check_case(session, member, case)
    query = select(StudyItem.ref, CaseFact.value, CaseFact.other).join(CaseFact, col(CaseFact.item_id) == StudyItem.id)
    found = session.exec(query.where(CaseFact.project_id == case.project_id, CaseFact.case_id == case.id))
    entries = {ref: given(value, other) for ref, value, other in found}
    return {ref: entry for ref, entry in entries.items() if entry is not None}


def write_facts(
    session: Session, member: Member, case: ReviewedCase, facts: Mapping[str, Given | None], *, new: bool = False
) -> bool:
    """Writes facts that differ from what stands, with history unless the case is new. Whether anything changed.

    Checks no right: callers do. Raises Refused for a ref or value the instrument does not have.
    """
    study = session.get_one(Study, case.study_id)
    numbers, instrument = item_numbers(session, study), instrument_of(session, study)
    changed = False
    for ref, entry in facts.items():
        check_fact(instrument, ref, entry)
        key = (case.project_id, case.id, numbers[ref])
        row = None if new else session.get(CaseFact, key)
        if (given(row.value, row.other) if row else None) == entry:
            continue
        row = row or CaseFact(project_id=key[0], case_id=key[1], item_id=key[2], version=0)
        _write(session, member, case, row, ref, entry, history=not new)
        changed = True
    session.flush()
    return changed


def check_fact(instrument: Instrument, ref: str, entry: Given | None) -> None:
    """Raises Refused for a ref or value the instrument does not have."""
    if ref not in instrument.item:
        raise Refused(f"The instrument has no question “{ref}”.")
    check(instrument.item[ref], entry)


def _write(
    session: Session,
    member: Member,
    case: ReviewedCase,
    row: CaseFact,
    ref: str,
    entry: Given | None,
    *,
    history: bool,
) -> None:
    before = given(row.value, row.other)
    row.value, row.other = (to_json(entry.value), entry.other) if entry else (None, "")
    row.version, row.client_key, row.person_id, row.at = row.version + 1, "", member.person_id, now()
    session.add(row)
    if history:
        remember(session, member, case, "fact_changed", ref=ref, before=told(before), after=told(entry))
