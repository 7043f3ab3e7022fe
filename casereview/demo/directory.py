"""The directory of the demonstration, and which of its services the names in the survey stand for."""

from sqlmodel import Session

from casereview.access import Member
from casereview.demo.files import table, words
from casereview.gap_map.entry import Entry
from casereview.gap_map.naming import print_of_name
from casereview.store import directory, name_matches, studies

NAME = "directory.toml"


def planned() -> list[Entry]:
    """Every service of the list."""
    plan = words(NAME)
    return [_entry(row, plan["source"], plan["dated"]) for row in table(plan["entries"])]


def load_directory(session: Session, member: Member) -> None:
    """Writes the directory, then matches the names of the survey to it, as a person would."""
    plan = words(NAME)
    study = studies.study(session, member, plan["study"])
    found = {entry.name: directory.add_entry(session, member, study, entry).public_id for entry in planned()}
    given = name_matches.named(session, member, study)
    for name, services in plan["matches"].items():
        chosen = [found[service] for service in services]
        name_matches.match(session, member, study, print_of_name(name), chosen, expected_version=0, among=given)
    for name in plan["none"]["names"]:
        name_matches.not_a_service(session, member, study, print_of_name(name), expected_version=0)


def _entry(row: dict[str, str], source: str, dated: str) -> Entry:
    outcomes, places = (tuple(filter(None, row[column].split("; "))) for column in ("outcomes", "places"))
    texts = {column: row[column] for column in ("name", "provider", "contact")}
    return Entry(outcomes=outcomes, places=places, everywhere=not places, source=source, dated=dated, **texts)
