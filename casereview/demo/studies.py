"""The shorter studies of the demonstration, written through the store: their cases, answers and notes."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from casereview.access import Member, member_of
from casereview.answers import Draft
from casereview.demo.files import table, words
from casereview.instruments.choosing import instrument_file
from casereview.instruments.model import Instrument
from casereview.models import Person, ReviewedCase, Study
from casereview.reading import read
from casereview.store import allotments, blind, cases, people, responses, studies
from casereview.store.errors import NotFound

OPEN = "CO-5"  # the case of the exercise that is still being answered


def plans() -> list[dict[str, Any]]:
    """The studies, in the order they are written."""
    return list(words("studies.toml")["studies"])


def drafts(instrument: Instrument, name: str) -> list[tuple[Mapping[str, str], Draft]]:
    """Each row of a table with its answers, read by the same boundary as a form. Raises ReadingError."""
    return [(row, _draft(instrument, row)) for row in table(name)]


def load_studies(session: Session, administrator: Member, facilitator: Member) -> list[Study]:
    """Writes every study of studies.toml into the facilitator's project."""
    written = []
    for plan in plans():
        text = instrument_file(plan["instrument"]).read_text("utf-8")
        settings = {key: plan[key] for key in ("key", "title", "target", "how_drawn")}
        study = studies.add_study(session, facilitator, instrument_text=text, **settings)
        for note in plan["notes"]:
            studies.add_note(session, facilitator, study, note)
        if "cases" in plan:
            _reviewed(session, facilitator, study, plan["cases"])
        else:
            _exercise(session, administrator, facilitator, study, plan)
        written.append(study)
    return written


def _reviewed(session: Session, member: Member, study: Study, name: str) -> None:
    """One review of each case."""
    instrument = studies.instrument_of(session, study)
    for row, draft in drafts(instrument, name):
        case = cases.add_case(session, member, study, reference=row["reference"])
        responses.enter(session, member, case, draft=draft)


def _exercise(session: Session, administrator: Member, member: Member, study: Study, plan: dict[str, Any]) -> None:
    """Cases that nine people answer alone and then an MDT; all but one are revealed."""
    instrument = studies.instrument_of(session, study)
    answers = drafts(instrument, plan["answers"])
    written = {
        reference: cases.add_case(session, member, study, reference=reference, summary=summary)
        for reference, summary in plan["summaries"].items()
    }
    alone = _reviewers(session, administrator, {row["reviewer"] for row, _ in answers} - {""})
    for reviewer in alone.values():
        allotments.give(session, member, study, _number(reviewer), [case.public_id for case in written.values()])
    for row, draft in answers:
        _answer(session, alone.get(row["reviewer"], member), written[row["reference"]], row["kind"], draft)
    for reference, case in written.items():
        if reference != OPEN:
            blind.reveal(session, member, case)
    _again(session, member, alone, written, drafts(instrument, plan["again"]))


def _again(
    session: Session,
    member: Member,
    alone: dict[str, Member],
    written: dict[str, ReviewedCase],
    answers: list[tuple[Mapping[str, str], Draft]],
) -> None:
    """A second round, after the MDT was heard: everybody answers once more alone, and it is revealed too."""
    for reference in dict.fromkeys(row["reference"] for row, _ in answers):
        blind.ask_again(session, member, written[reference])
    for row, draft in answers:
        _answer(session, alone[row["reviewer"]], written[row["reference"]], "individual", draft)
    for reference in dict.fromkeys(row["reference"] for row, _ in answers):
        blind.reveal(session, member, written[reference])


def _answer(session: Session, member: Member, case: ReviewedCase, kind: str, draft: Draft) -> None:
    responses.enter(session, member, case, draft=draft, kind=kind)


def _reviewers(session: Session, administrator: Member, numbers: set[str]) -> dict[str, Member]:
    """The reviewers by number, each a person of the project with the role."""
    found = {}
    for number in sorted(numbers):
        person = people.add_person(session, email=f"reviewer-{number}@example.org", name=f"Demo reviewer {number}")
        people.grant(session, administrator, person, "reviewer")
        found[number] = _member(session, person, administrator.project_key)
    return found


def _member(session: Session, person: Person, project: str) -> Member:
    member = member_of(session, person.id, project)
    if member is None:
        raise NotFound
    return member


def _number(member: Member) -> int:
    if member.person_id is None:
        raise NotFound
    return member.person_id


def _draft(instrument: Instrument, row: Mapping[str, str]) -> Draft:
    given = {}
    for item in instrument.items:
        cell = row.get(item.ref, "")
        entry = read(item, cell.split("; ") if item.question.multiple else [cell])
        if entry is not None:
            given[item.ref] = entry
    return given
