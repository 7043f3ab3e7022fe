"""Does what a plan says, all of it or nothing, in the transaction of the session it is given."""

import hashlib
from dataclasses import dataclass

from sqlmodel import Session

from casereview.access import Member
from casereview.importing.cells import Sheet
from casereview.importing.plan import Plan, PlannedCase, make_plan
from casereview.importing.reading_workbook import read_workbook
from casereview.importing.standing import standing_of
from casereview.models import Study, Workshop, WorkshopTable
from casereview.store.cases import add_case, change_case
from casereview.store.imports import add_batch, batch_of
from casereview.store.responses import enter
from casereview.store.scope import require
from casereview.store.studies import instrument_of
from casereview.store.workshops import add_workshop, allot, tables_of, workshops

Places = dict[str, tuple[Workshop, dict[str, WorkshopTable]]]


@dataclass(frozen=True)
class Outcome:
    """What came of a file: the plan, whether it was carried out, and when the same file came before."""

    plan: Plan
    done: bool = False
    earlier: str = ""  # "3 March 2026": this very file was imported then


def try_out(session: Session, member: Member, study: Study, data: bytes, *, update: bool = False) -> Outcome:
    """The trial run of a workbook. Writes nothing. Raises UnsafeWorkbookError, NotAllowed."""
    return _tried(session, member, study, data, read_workbook(data), update)


def carry_out(
    session: Session, member: Member, study: Study, data: bytes, *, file_name: str = "", update: bool = False
) -> Outcome:
    """Imports a workbook unless anything is in the way; planned afresh, so a trial run that grew old does no harm.

    The session must be one of `database.write`. Raises UnsafeWorkbookError, NotAllowed, and what the store refuses.
    """
    require(member, "import_cases")
    tried = _tried(session, member, study, data, read_workbook(data), update)
    if tried.plan.problems or not tried.plan.cases:
        return tried
    places = _places(session, member, study, tried.plan)
    for case in tried.plan.cases:
        _bring(session, member, study, case, places)
    if not tried.earlier:
        plan = tried.plan
        add_batch(
            session, member, study, file_hash=_hash(data), file_name=file_name,
            added=plan.added, updated=plan.updated, submitted=plan.submitted,
        )  # fmt: skip
    return Outcome(tried.plan, done=True, earlier=tried.earlier)


def _tried(session: Session, member: Member, study: Study, data: bytes, sheets: list[Sheet], update: bool) -> Outcome:
    standing = standing_of(session, member, study)
    earlier = batch_of(session, member, study, _hash(data))
    plan = make_plan(instrument_of(session, study), sheets, standing, update=update)
    return Outcome(plan, earlier=f"{earlier.at.day} {earlier.at:%B %Y}" if earlier else "")


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _places(session: Session, member: Member, study: Study, plan: Plan) -> Places:
    """Adds the workshops that are new; gives every workshop of the study by title, with its tables by name."""
    for title, tables in plan.places.items():
        add_workshop(session, member, study, title=title, tables=tables)
    return {
        workshop.title: (workshop, {table.name: table for table in tables_of(session, member, workshop)})
        for workshop in workshops(session, member, study)
    }


def _bring(session: Session, member: Member, study: Study, planned: PlannedCase, places: Places) -> None:
    row = planned.row
    workshop, tables = places.get(row.workshop, (None, {}))
    table = tables.get(row.table)
    facts = row.facts if row.finished else row.facts | row.judged
    if planned.existing is None:
        case = add_case(
            session, member, study, reference=row.reference or None, summary=row.summary, facts=facts,
            client_key=planned.key or None, workshop=workshop, table=table,
        )  # fmt: skip
    else:
        old = planned.existing.case
        case = change_case(session, member, old, expected_version=old.version, summary=row.summary or None, facts=facts)
        if workshop is not None:
            allot(session, member, [case], workshop=workshop, table=table)
    if row.finished:
        enter(session, member, case, draft=dict(planned.draft))
