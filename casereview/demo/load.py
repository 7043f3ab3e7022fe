"""Writes the demonstration through the store, as people would have: project, study, workshops, cases, reviews."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from casereview.access import Member, member_of, operator
from casereview.demo.case_stories import load_case_stories
from casereview.demo.cases import DemoCase, cases, second_table
from casereview.demo.directory import load_directory
from casereview.demo.files import words
from casereview.demo.focus_groups import load_focus_groups
from casereview.demo.studies import load_studies
from casereview.demo.summary import load_summary
from casereview.demo.surveys import load_surveys
from casereview.instruments.choosing import instrument_file
from casereview.models import Person, ReviewedCase, Study, Workshop, WorkshopTable
from casereview.store import cases as stored
from casereview.store import drafts, people, projects, responses, studies, workshops
from casereview.store.errors import NotFound
from casereview.store.progress import state_counts

Places = dict[tuple[int, str], tuple[Workshop, WorkshopTable]]  # by number of the workshop and name of the table


@dataclass(frozen=True)
class Loaded:
    """What was written, for the command to say."""

    project: str
    study: str
    workshops: int
    states: dict[str, int]  # cases by state
    second_reviews: int
    people: list[tuple[str, str]]  # e-mail address, role


def project_key() -> str:
    """The key the demonstration has in addresses and commands."""
    return str(words("demo.toml")["project"]["key"])


def is_there(session: Session) -> bool:
    """Whether there already is a project with the demonstration's key."""
    try:
        operator(session, project_key())
    except NotFound:
        return False
    return True


def load(session: Session) -> Loaded:
    """Writes the whole demonstration in the session's transaction. Raises Refused where its project is there."""
    plan = words("demo.toml")
    projects.add_project(session, **plan["project"], demo=True)
    everybody = _people(session, operator(session, project_key()), plan["people"])
    by_role = {role: person for person, role in everybody}
    member = member_of(session, by_role["facilitator"].id, project_key())
    if member is None:
        raise NotFound
    study = _study(session, member, plan["study"])
    places = _workshops(session, member, study, plan["workshops"])
    written = _cases(session, member, study, places, plan["aside"])
    _second_table(session, member, study, places, written)
    for risk in plan["risks"]:
        stored.raise_risk(session, member, written[risk.pop("case")], **risk)
    for person, raw in zip((person for person, _ in everybody), plan["people"], strict=True):
        workshops.allot(session, member, [written[number] for number in raw.get("cases", ())], reviewer=person)
    load_studies(session, operator(session, project_key()), member)
    analyst = member_of(session, by_role["analyst"].id, project_key())
    load_focus_groups(session, member, analyst or member)
    load_surveys(session, member)
    load_directory(session, analyst or member)
    load_summary(session, member)
    load_case_stories(session, member, analyst or member, study)
    return Loaded(
        project_key(),
        study.key,
        len(plan["workshops"]),
        dict(state_counts(session, member, study)),
        len(second_table(studies.instrument_of(session, study))),
        [(person.email, role) for person, role in everybody],
    )


def _people(session: Session, member: Member, plan: list[dict[str, Any]]) -> list[tuple[Person, str]]:
    found = []
    for raw in plan:
        person = people.add_person(session, email=raw["email"], name=raw["name"])
        people.grant(session, member, person, raw["role"])
        found.append((person, raw["role"]))
    return found


def _study(session: Session, member: Member, plan: dict[str, Any]) -> Study:
    text = instrument_file(plan["instrument"]).read_text("utf-8")
    settings = {key: plan[key] for key in ("key", "title", "target", "random_draw", "how_drawn")}
    study = studies.add_study(session, member, instrument_text=text, **settings)
    for note in plan["notes"]:
        studies.add_note(session, member, study, note)
    return study


def _workshops(session: Session, member: Member, study: Study, plan: list[dict[str, Any]]) -> Places:
    places: Places = {}
    for number, raw in enumerate(plan, 1):
        held = workshops.add_workshop(session, member, study, **raw)
        places |= {(number, table.name): (held, table) for table in workshops.tables_of(session, member, held)}
    return places


def _cases(
    session: Session, member: Member, study: Study, places: Places, reasons: dict[str, str]
) -> dict[int, ReviewedCase]:
    """Every case with its review, or set aside with its reason. Gives back the cases by number."""
    written = {}
    for case in cases(studies.instrument_of(session, study)):
        workshop, table = places[case.workshop, case.table]
        row = stored.add_case(
            session,
            member,
            study,
            reference=case.reference,
            summary=case.summary,
            facts=case.facts,
            workshop=workshop,
            table=table,
        )
        _review(session, member, row, case, reasons)
        written[case.number] = row
    return written


def _review(session: Session, member: Member, row: ReviewedCase, case: DemoCase, reasons: dict[str, str]) -> None:
    if case.state == "reviewed":
        responses.enter(session, member, row, draft=case.answers)
    elif case.state == "in_progress":
        response = drafts.open_review(session, member, row)
        for ref, given in case.draft.items():
            drafts.save_entry(session, member, response, ref=ref, given=given, expected_version=0)
    elif case.state != "to_do":
        reason = reasons[str(case.number)]
        stored.set_aside(session, member, row, status=case.state, reason=reason, expected_version=row.version)


def _second_table(
    session: Session, member: Member, study: Study, places: Places, written: dict[int, ReviewedCase]
) -> None:
    """The reviews by another table, which stand beside the one that counts."""
    for case in second_table(studies.instrument_of(session, study)):
        table = places[case.workshop, case.table][1]
        responses.enter(session, member, written[case.number], draft=case.answers, table=table)
