"""The directory of a project: which services exist, for what and where, and which list of what date says so."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from sqlmodel import Session

from casereview.access import Member
from casereview.gap_map.entry import Entry, Service
from casereview.gap_map.listing import outcomes_of, places_of
from casereview.models import DirectoryEntry, Study
from casereview.store import changing
from casereview.store.errors import NotFound, Refused
from casereview.store.once import once
from casereview.store.scope import own, require
from casereview.store.studies import instrument_of
from casereview.store.values import from_json, tidy, to_json

SEE, EDIT = "see_gap_map", "edit_directory"
LENGTHS = {"name": 200, "provider": 200, "contact": 400, "source": 400, "dated": 100}
NAMES = {"dated": "The date"}


def entries(session: Session, member: Member) -> list[DirectoryEntry]:
    """The services of the project that were not put away, by name. Raises NotAllowed."""
    found = changing.standing(session, member, DirectoryEntry, SEE)
    return sorted(found, key=lambda row: (row.name.casefold(), row.provider.casefold()))


def entry_by_id(session: Session, member: Member, public_id: str) -> DirectoryEntry:
    """One service, put away or not. Raises NotFound, NotAllowed."""
    return changing.by_public_id(session, member, DirectoryEntry, public_id, SEE)


def services(session: Session, member: Member) -> list[Service]:
    """The directory as the map counts it."""
    return [Service(row.public_id, entry_of(row)) for row in entries(session, member)]


def entry_of(row: DirectoryEntry) -> Entry:
    """What a row says."""
    texts = {name: getattr(row, name) for name in LENGTHS}
    return Entry(**texts, outcomes=codes(row.outcomes), places=codes(row.places), everywhere=row.everywhere)


def checked(session: Session, member: Member, study: Study, typed: Entry) -> Entry:
    """`typed` cleaned, its codes in the order of the study's. Raises Refused, in words, for what cannot stand."""
    own(member, study)
    instrument = instrument_of(session, study)
    if instrument.gap_map is None:
        raise NotFound
    texts: dict[str, Any] = {
        name: " ".join(tidy(getattr(typed, name), NAMES.get(name, f"The {name}"), most).split())
        for name, most in LENGTHS.items()
    }
    found = replace(
        typed, **texts, outcomes=_known(typed.outcomes, outcomes_of(instrument)),
        places=() if typed.everywhere else _known(typed.places, places_of(instrument)),
    )  # fmt: skip
    _check_given(found)
    return found


def add_entry(
    session: Session, member: Member, study: Study, typed: Entry, *, client_key: str | None = None
) -> DirectoryEntry:
    """A new service. Raises Refused, also where it is there already, KeyReused, NotAllowed."""
    require(member, EDIT)
    found = checked(session, member, study, typed)

    def make() -> int:
        _check_free(session, member, found)
        row = _made(member, found)
        session.add(row)
        session.flush()
        return row.id

    number = once(session, member, client_key=client_key, action="service", body=asdict(found), make=make)
    return session.get_one(DirectoryEntry, number)


def change_entry(
    session: Session, member: Member, study: Study, row: DirectoryEntry, typed: Entry, *, expected_version: int
) -> DirectoryEntry:
    """Changes every field; codes that only another survey knows stay. Raises StaleEdit, Refused, NotFound.

    Where the name, the provider, the outcomes or the places change, the names matched to it wait to be matched again:
    `Entry.print` is what their matches rest on.
    """
    found = checked(session, member, study, typed)
    row = changing.held(session, member, row, expected_version, found.name, EDIT)
    if row.retired_at is not None:
        raise NotFound
    _check_free(session, member, found, but=row)
    return _written(session, member, study, row, found)


def bring_entries(session: Session, member: Member, study: Study, added: list[Entry], changed: list[Entry]) -> None:
    """Adds and changes what a plan made in this transaction says; the plan knows that no service comes in twice."""
    require(member, EDIT)
    here = {entry_of(row).identity: row for row in entries(session, member)}
    for entry in changed:
        row = changing.held(session, member, here[entry.identity], here[entry.identity].version, entry.name, EDIT)
        _written(session, member, study, row, checked(session, member, study, entry))
    session.add_all([_made(member, checked(session, member, study, entry)) for entry in added])
    session.flush()


def retire_entry(session: Session, member: Member, row: DirectoryEntry, *, expected_version: int) -> DirectoryEntry:
    """Puts a service away for 30 days; the names matched to it wait to be matched again. Raises StaleEdit."""
    return changing.retire(session, member, row, expected_version=expected_version, edit=EDIT)


def bring_back_entry(session: Session, member: Member, row: DirectoryEntry, *, expected_version: int) -> DirectoryEntry:
    """Undoes it, and the matches that rested on it stand again. Raises Refused, also where its like was added since."""
    _check_free(session, member, entry_of(row), but=row)
    return changing.bring_back(session, member, row, expected_version=expected_version, edit=EDIT)


def codes(text: str) -> tuple[str, ...]:
    """A JSON list of codes."""
    found = from_json(text)
    return found if isinstance(found, tuple) else ()


def _made(member: Member, entry: Entry) -> DirectoryEntry:
    return DirectoryEntry(project_id=member.project_id, person_id=member.person_id, **_columns(entry))


def _written(session: Session, member: Member, study: Study, row: DirectoryEntry, entry: Entry) -> DirectoryEntry:
    for name, value in _columns(_with_others(entry, entry_of(row), session, study)).items():
        setattr(row, name, value)
    return changing.touched(session, member, row)


def _columns(entry: Entry) -> dict[str, Any]:
    listed = {name: to_json(getattr(entry, name)) for name in ("outcomes", "places")}
    return {**{name: getattr(entry, name) for name in LENGTHS}, **listed, "everywhere": entry.everywhere}


def _known(given: Iterable[str], labels: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    given, known = set(given), [code for code, _ in labels]
    if given - set(known):
        raise Refused("An outcome or a place is not in the list any more. Reload the page and choose again.")
    return tuple(code for code in known if code in given)


def _check_given(entry: Entry) -> None:
    if not entry.name:
        raise Refused("Write the name of the service.")
    if not entry.outcomes:
        raise Refused("Choose what it helps with: one outcome or more.")
    if not entry.everywhere and not entry.places:
        raise Refused("Choose where it can be had: one place or more, or everywhere.")
    if not entry.source or not entry.dated:
        raise Refused("Say which list it is from, and of what date the list is.")


def _check_free(session: Session, member: Member, entry: Entry, but: DirectoryEntry | None = None) -> None:
    """Raises Refused where another entry that stands is the same service."""
    for row in changing.standing(session, member, DirectoryEntry, SEE):
        if (but is None or row.id != but.id) and entry_of(row).identity == entry.identity:
            by = f" by {row.provider}" if row.provider else ""
            raise Refused(f"“{row.name}”{by} is in the directory already. Change that, or say who provides this one.")


def _with_others(found: Entry, before: Entry, session: Session, study: Study) -> Entry:
    """`found` with the codes of `before` that this study does not know and so could not show."""
    instrument = instrument_of(session, study)
    outcomes, places = dict(outcomes_of(instrument)), dict(places_of(instrument))
    outcomes_kept = tuple(code for code in before.outcomes if code not in outcomes)
    places_kept = () if found.everywhere else tuple(code for code in before.places if code not in places)
    return replace(found, outcomes=found.outcomes + outcomes_kept, places=found.places + places_kept)
