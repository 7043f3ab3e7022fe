"""Does what a plan says, all of it or nothing, in the transaction of the session it is given."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from casereview.access import Member
from casereview.answers import Given
from casereview.importing.plan import Plan, make_plan
from casereview.importing.planned import PlannedCase
from casereview.importing.reading_workbook import read_sheets
from casereview.importing.rows import CaseRow
from casereview.importing.standing import Existing, Standing, standing_of
from casereview.instruments.model import Instrument
from casereview.models import Study, Workshop, WorkshopTable
from casereview.store import projects
from casereview.store.cases import change_case
from casereview.store.errors import Refused
from casereview.store.imports import add_batch, batch_of
from casereview.store.many_cases import NewCase, add_cases
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


@dataclass(frozen=True)
class Look:
    """A trial run with what it was compared with, so that it need not be done again while nothing has changed."""

    outcome: Outcome
    file_hash: str
    update: bool
    instrument: Instrument
    standing: Standing

    def still_fits(self, other: "Look") -> bool:
        """Whether a trial run of `other` (its outcome left out) would come to the same."""
        mine, theirs = ((each.file_hash, each.update, each.instrument.id, each.standing.says) for each in (self, other))
        return mine == theirs and self.instrument is other.instrument


def try_out(session: Session, member: Member, study: Study, data: bytes, *, update: bool = False) -> Outcome:
    """The trial run of a workbook or of pasted text. Writes nothing. Raises UnsafeWorkbookError, NotAllowed."""
    return look_at(session, member, study, data, update=update).outcome


def look_at(
    session: Session, member: Member, study: Study, data: bytes, *, update: bool = False, before: Look | None = None
) -> Look:
    """As `try_out`, to be handed on. `before`: an earlier look, taken over where nothing has changed since."""
    instrument, standing = instrument_of(session, study), standing_of(session, member, study)
    earlier = batch_of(session, member, study, _hash(data))
    here = Look(Outcome(Plan()), _hash(data), update, instrument, standing)
    if before is not None and earlier is None and not before.outcome.earlier and before.still_fits(here):
        return before
    plan = make_plan(instrument, read_sheets(data), standing, update=update)
    if earlier is None:
        return replace(here, outcome=Outcome(plan))
    if not update:  # whatever became of its cases since, the same file adds nothing
        plan = Plan(plan.sheet, plan.rows, unchanged=plan.rows)
    return replace(here, outcome=Outcome(plan, earlier=f"{earlier.at.day} {earlier.at:%B %Y}"))


def carry_out(
    session: Session,
    member: Member,
    study: Study,
    data: bytes,
    *,
    file_name: str = "",
    update: bool = False,
    invented: bool = False,
    before: Look | None = None,
) -> Outcome:
    """Imports unless anything is in the way; a trial run that grew old is done afresh, so that it does no harm.

    The session must be one of `database.write`. `before`: a `look_at` the file from before the session was opened,
    so that a large file is not read while everybody else waits to write. A demonstration takes only cases said to be
    `invented`. Raises UnsafeWorkbookError, NotAllowed, and what the store refuses.
    """
    require(member, "import_cases")
    if projects.project(session, member).demo and not invented:
        raise Refused(DEMONSTRATION)
    tried = look_at(session, member, study, data, update=update, before=before).outcome
    plan = tried.plan
    if plan.problems or not plan.cases:
        return tried
    _write(session, member, study, plan)
    if not tried.earlier:
        add_batch(
            session, member, study, file_hash=_hash(data), file_name=file_name,
            added=plan.added, updated=plan.updated, submitted=plan.submitted,
        )  # fmt: skip
    return Outcome(plan, done=True, earlier=tried.earlier)


def _write(session: Session, member: Member, study: Study, plan: Plan) -> None:
    """New cases all at once, then each case that is changed. Raises what the store refuses."""
    if instrument_of(session, study).alone and (
        wrong := next((each for each in plan.cases if each.row.finished), None)
    ):
        raise Refused(
            f"{wrong.row.reference}: reviewers answer this study alone, so import its facts and leave the answers out."
        )
    places = _places(session, member, study, plan)
    add_cases(session, member, study, [_new(each, places) for each in plan.cases if each.existing is None])
    for case in plan.cases:
        if case.existing is not None:
            _change(session, member, case, case.existing, places)


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


def _new(planned: PlannedCase, places: Places) -> NewCase:
    row = planned.row
    workshop, tables = places.get(row.workshop, (None, {}))
    return NewCase(
        row.reference, row.summary, _facts(row), planned.draft if row.finished else None, planned.key, workshop,
        tables.get(row.table),
    )  # fmt: skip


def _change(session: Session, member: Member, planned: PlannedCase, existing: Existing, places: Places) -> None:
    row, old = planned.row, existing.case
    workshop, tables = places.get(row.workshop, (None, {}))
    case = change_case(
        session, member, old, expected_version=old.version, summary=row.summary or None, facts=_facts(row)
    )
    if workshop is not None:
        allot(session, member, [case], workshop=workshop, table=tables.get(row.table))
    if row.finished:
        enter(session, member, case, draft=dict(planned.draft))


def _facts(row: CaseRow) -> Mapping[str, Given]:
    """What the row says beside a review: of a finished one its facts, else everything, for the form to start from."""
    return row.facts if row.finished else row.facts | row.judged
