"""Does what a plan says, all of it or nothing, in the transaction of the session it is given."""

import hashlib
from dataclasses import dataclass

from sqlmodel import Session

from casereview.access import Member
from casereview.importing.plan import Plan, PlannedCase, make_plan
from casereview.importing.reading_workbook import read_sheets
from casereview.importing.standing import standing_of
from casereview.models import Study, Workshop, WorkshopTable
from casereview.store import blind, projects
from casereview.store.cases import add_case, change_case
from casereview.store.errors import Refused
from casereview.store.imports import add_batch, batch_of
from casereview.store.responses import enter
from casereview.store.scope import require
from casereview.store.studies import instrument_of
from casereview.store.workshops import add_workshop, allot, tables_of, workshops

DEMONSTRATION = (
    "This project is a demonstration, for invented cases only. Import real cases into a project of their own, or say "
    "that these are invented."
)
Places = dict[str, tuple[Workshop, dict[str, WorkshopTable]]]


@dataclass(frozen=True)
class Outcome:
    """What came of a file: the plan, whether it was carried out, and when the same file came before."""

    plan: Plan
    done: bool = False
    earlier: str = ""  # "3 March 2026": this very file was imported then


def try_out(session: Session, member: Member, study: Study, data: bytes, *, update: bool = False) -> Outcome:
    """The trial run of a workbook or of pasted text. Writes nothing. Raises UnsafeWorkbookError, NotAllowed."""
    standing = standing_of(session, member, study)
    plan = make_plan(instrument_of(session, study), read_sheets(data), standing, update=update)
    earlier = batch_of(session, member, study, _hash(data))
    if earlier is None:
        return Outcome(plan)
    if not update:  # whatever became of its cases since, the same file adds nothing
        plan = Plan(plan.sheet, plan.rows, unchanged=plan.rows)
    return Outcome(plan, earlier=f"{earlier.at.day} {earlier.at:%B %Y}")


def carry_out(
    session: Session,
    member: Member,
    study: Study,
    data: bytes,
    *,
    file_name: str = "",
    update: bool = False,
    invented: bool = False,
) -> Outcome:
    """Imports unless anything is in the way; planned afresh, so that a trial run that grew old does no harm.

    The session must be one of `database.write`. A demonstration takes only cases said to be `invented`. Raises
    UnsafeWorkbookError, NotAllowed, and what the store refuses.
    """
    require(member, "import_cases")
    if projects.project(session, member).demo and not invented:
        raise Refused(DEMONSTRATION)
    tried = try_out(session, member, study, data, update=update)
    plan = tried.plan
    if plan.problems or not plan.cases:
        return tried
    places = _places(session, member, study, plan)
    for case in plan.cases:
        _bring(session, member, study, case, places)
    if not tried.earlier:
        add_batch(
            session, member, study, file_hash=_hash(data), file_name=file_name,
            added=plan.added, updated=plan.updated, submitted=plan.submitted,
        )  # fmt: skip
    return Outcome(plan, done=True, earlier=tried.earlier)


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
    if row.finished and blind.instrument_for(session, case).alone:
        raise Refused(
            f"{case.reference}: reviewers answer this study alone, so import its facts and leave the answers out."
        )
    if row.finished:
        enter(session, member, case, draft=dict(planned.draft))
