"""Which service each name given in a survey stands for, as a person decided. Nothing is matched without one.

A match stands while every entry it names stands as it was: see `Entry.print`. So nothing has to be told that an entry
was changed or put away, and bringing it back brings its matches back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from casereview.access import Member
from casereview.database import now
from casereview.gap_map.mapping import Matches
from casereview.gap_map.naming import Name, Named, gather
from casereview.models import DirectoryEntry, NameMatch, NameMatchEntry, Person, Study
from casereview.store import directory
from casereview.store.errors import NotFound, Refused, StaleEdit
from casereview.store.names import called
from casereview.store.scope import locked, own, require, rows
from casereview.store.studies import instrument_of
from casereview.store.survey_records import survey_records

State = Literal["to_match", "matched", "not_a_service"]


@dataclass(frozen=True)
class Matched:
    """One name and what was decided. `before`: services it was matched to until one was changed or put away."""

    name: Name
    state: State
    services: tuple[DirectoryEntry, ...] = ()
    before: tuple[DirectoryEntry, ...] = ()
    version: int = 0  # 0 where nobody has decided anything yet
    by: str = ""
    at: datetime | None = None


def named(session: Session, member: Member, study: Study) -> Named:
    """The names given in the study's survey; none before its results may be seen. Raises NotFound without a gap map."""
    require(member, directory.SEE)
    own(member, study)
    instrument = instrument_of(session, study)
    if instrument.gap_map is None:
        raise NotFound("This study has no gap map.")
    return gather(instrument, [record.answers for record in survey_records(session, member, study)])


def matched(session: Session, member: Member, study: Study) -> list[Matched]:
    """Every name with what was decided about it, those named most first. Raises NotAllowed: names are free text."""
    require(member, directory.EDIT)
    decided = _decided(session, member, study)
    return [_matched(name, decided) for name in named(session, member, study).names]


def standing_matches(session: Session, member: Member, study: Study, found: Named) -> Matches:
    """By name the public ids of the services it stands for, for the map; names not yet matched are not in it."""
    decided = _decided(session, member, study)
    every = [_matched(name, decided) for name in found.names]
    return {each.name.id: tuple(row.public_id for row in each.services) for each in every if each.state != "to_match"}


def match(
    session: Session,
    member: Member,
    study: Study,
    name: str,
    services: Sequence[str],
    *,
    expected_version: int,
    among: Named | None = None,
) -> NameMatch:
    """Says that the name stands for these services, by public id. Raises Refused for none, NotFound, StaleEdit.

    `among`: the names of the survey, where they have been gathered in this transaction already.
    """
    chosen = [directory.entry_by_id(session, member, each) for each in dict.fromkeys(services)]
    if not chosen:
        raise Refused("Choose the service that is meant, or say that it is not in the directory or not a service.")
    if any(row.retired_at is not None for row in chosen):
        raise Refused("One of these services was put away meanwhile. Choose again.")
    row = _decide(session, member, study, name, "matched", expected_version, among)
    for entry in chosen:
        print_of_it = directory.entry_of(entry).print
        key = {"project_id": row.project_id, "match_id": row.id, "entry_id": entry.id}
        session.add(NameMatchEntry(**key, entry_hash=print_of_it))
    session.flush()
    return row


def not_a_service(session: Session, member: Member, study: Study, name: str, *, expected_version: int) -> NameMatch:
    """Says that the name stands for no service. Raises NotFound, StaleEdit."""
    return _decide(session, member, study, name, "not_a_service", expected_version)


def undo(session: Session, member: Member, study: Study, name: str, *, expected_version: int) -> NameMatch:
    """Sends the name back to those not yet matched. Raises NotFound, StaleEdit."""
    return _decide(session, member, study, name, "undecided", expected_version)


def _decide(
    session: Session, member: Member, study: Study, name: str, decision: str, expected_version: int,
    among: Named | None = None,
) -> NameMatch:  # fmt: skip
    """The row of the name with its new decision and no service yet, made where there is none."""
    require(member, directory.EDIT)
    if (among or named(session, member, study)).name(name) is None:
        raise NotFound
    found = session.exec(_rows(member, study).where(NameMatch.name_hash == name)).first()
    row = locked(session, NameMatch, found) if found else None
    if (row.version if row else 0) != expected_version:
        raise _stale(session, row)
    if row is None:
        return _made(session, member, study, name, decision)
    row.decision, row.version, row.person_id, row.at = decision, row.version + 1, member.person_id, now()
    key = (col(NameMatchEntry.project_id) == row.project_id) & (col(NameMatchEntry.match_id) == row.id)
    session.exec(delete(NameMatchEntry).where(key))
    session.flush()
    return row


def _made(session: Session, member: Member, study: Study, name: str, decision: str) -> NameMatch:
    row = NameMatch(
        project_id=study.project_id, study_id=study.id, name_hash=name, decision=decision, person_id=member.person_id
    )
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:  # somebody else was first, a moment ago
        raise _stale(session, session.exec(_rows(member, study).where(NameMatch.name_hash == name)).first()) from error
    return row


def _stale(session: Session, row: NameMatch | None) -> StaleEdit:
    who = session.get(Person, row.person_id) if row and row.person_id else None
    return StaleEdit("name", "", "", row.version if row else 0, called(who))


def _rows(member: Member, study: Study) -> SelectOfScalar[NameMatch]:
    return rows(member, NameMatch).where(NameMatch.study_id == study.id)


Decided = dict[str, tuple[NameMatch, Person | None, list[tuple[NameMatchEntry, DirectoryEntry]]]]


def _decided(session: Session, member: Member, study: Study) -> Decided:
    """Every decision of the study by name, with who made it and the services it names."""
    own(member, study)
    who = select(NameMatch, Person).outerjoin(Person, col(Person.id) == col(NameMatch.person_id))
    who = who.where(NameMatch.project_id == study.project_id, NameMatch.study_id == study.id)
    found: Decided = {row.name_hash: (row, person, []) for row, person in session.exec(who)}
    by_number = {row.id: pairs for row, _, pairs in found.values()}
    same = (col(DirectoryEntry.project_id) == col(NameMatchEntry.project_id)) & (
        col(DirectoryEntry.id) == col(NameMatchEntry.entry_id)
    )
    query = select(NameMatchEntry, DirectoryEntry).join(DirectoryEntry, same)
    query = query.where(NameMatchEntry.project_id == study.project_id).order_by(col(DirectoryEntry.name))
    for pair in session.exec(query):
        if pair[0].match_id in by_number:
            by_number[pair[0].match_id].append((pair[0], pair[1]))
    return found


def _matched(name: Name, decided: Decided) -> Matched:
    if name.id not in decided:
        return Matched(name, "to_match")
    row, person, pairs = decided[name.id]
    said = {"version": row.version, "by": called(person), "at": row.at}
    services = tuple(entry for _, entry in pairs)
    if row.decision == "not_a_service":
        return Matched(name, "not_a_service", **said)  # type: ignore[arg-type]
    if row.decision == "matched" and all(_stands(kept, entry) for kept, entry in pairs):
        return Matched(name, "matched", services, **said)  # type: ignore[arg-type]
    return Matched(name, "to_match", before=services, **said)  # type: ignore[arg-type]


def _stands(kept: NameMatchEntry, entry: DirectoryEntry) -> bool:
    return entry.retired_at is None and directory.entry_of(entry).print == kept.entry_hash
