"""Brings a file of services into the directory: looked at first, then all of it or nothing, in one transaction."""

from sqlmodel import Session

from casereview.access import Member
from casereview.gap_map.planning import DirectoryPlan, make_directory_plan
from casereview.importing.reading_csv import read_list
from casereview.models import DirectoryEntry, Study
from casereview.store import changing, directory
from casereview.store.errors import NotFound, Refused
from casereview.store.scope import own, require
from casereview.store.studies import instrument_of
from casereview.store.values import tidy


def try_directory(
    session: Session, member: Member, study: Study, data: bytes, *, source: str, dated: str, change: bool = False
) -> DirectoryPlan:
    """The trial run. Writes nothing. Raises UnsafeWorkbookError, Refused where the list has no source or date."""
    require(member, directory.EDIT)
    own(member, study)
    instrument = instrument_of(session, study)
    if instrument.gap_map is None:
        raise NotFound
    source, dated = tidy(source, "The source", 400), tidy(dated, "The date", 100)
    if not source or not dated:
        raise Refused("Say where the list is from, and of what date it is. Both stand beside every service of it.")
    standing = [directory.entry_of(row) for row in directory.entries(session, member)]
    away = [directory.entry_of(row) for row in changing.put_away(session, member, DirectoryEntry, directory.SEE)]
    return make_directory_plan(
        instrument, read_list(data), {each.identity: each for each in standing},
        {each.identity: each for each in away}, source=source, dated=dated, change=change,
    )  # fmt: skip


def bring_directory(
    session: Session, member: Member, study: Study, data: bytes, *, source: str, dated: str, change: bool = False
) -> tuple[DirectoryPlan, bool]:
    """Brings it, planned afresh, unless anything is in the way or nothing is new; says which. A session of `write`."""
    plan = try_directory(session, member, study, data, source=source, dated=dated, change=change)
    if plan.problems or not (plan.added or plan.changed):
        return plan, False
    directory.bring_entries(session, member, study, plan.added, plan.changed)
    return plan, True
