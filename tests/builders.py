"""Rows for tests, with defaults: a project with its people, a study, cases and responses; and somebody else's."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Table, insert
from sqlmodel import Session, SQLModel, select

from casereview.access import Member, member_of, operator
from casereview.answers import Given, Value
from casereview.models import Project, Response, ReviewedCase, Study
from casereview.models.base import public_id
from casereview.store import cases, people, projects, responses, studies
from tests.tiny import TINY_TEXT

ANSWERS: dict[str, Value] = {"chance": "yes", "means": ("friend",), "lives": "ward", "ideal": "home"}
FACTS: dict[str, Value] = {"area": "north"}


@dataclass
class World:
    """One project as a test meets it. The stranger is a facilitator elsewhere, in a project full of noise."""

    project: Project
    study: Study
    owner: Member  # administrator and facilitator
    colleague: Member  # analyst
    stranger: Member
    noise: Study


def draft(values: dict[str, Value]) -> dict[str, Given]:
    """Plain values as a draft."""
    return {ref: Given(value) for ref, value in values.items()}


def make_project(session: Session, key: str = "norfolk", **fields: object) -> Project:
    """A project."""
    return projects.add_project(session, key=key, **{"title": key.title(), **fields})  # type: ignore[arg-type]


def make_member(session: Session, project: Project, email: str, *roles: str) -> Member:
    """Somebody with these roles in the project."""
    person = people.add_person(session, email=email, name=email.partition("@")[0].title())
    for role in roles:
        people.grant(session, operator(session, project.key), person, role)
    found = member_of(session, person.id, project.key)
    assert found is not None
    return found


def make_study(session: Session, member: Member, key: str = "cases", text: str = TINY_TEXT, **fields: object) -> Study:
    """A study on the tiny instrument, or on `text`."""
    return studies.add_study(session, member, key=key, instrument_text=text, **fields)  # type: ignore[arg-type]


def make_case(
    session: Session, member: Member, study: Study, reference: str | None = None, **fields: object
) -> ReviewedCase:
    """A case with facts, under an issued reference unless one is given."""
    return cases.add_case(
        session, member, study, reference=reference, **{"facts": draft(FACTS), **fields}  # type: ignore[arg-type]
    )  # fmt: skip


def make_response(
    session: Session, member: Member, case: ReviewedCase, values: dict[str, Value] | None = None, **fields: object
) -> Response:
    """A submitted response with the default answers, or `values`."""
    answers = draft(ANSWERS if values is None else values)
    return responses.enter(session, member, case, draft=answers, **fields)  # type: ignore[arg-type]


def make_noise(session: Session) -> tuple[Study, Member]:
    """Somebody else's project, with the same keys, references and answers as the test's own may have."""
    elsewhere = make_project(session, "elsewhere")
    stranger = make_member(session, elsewhere, "stranger@example.org", "administrator", "facilitator")
    study = make_study(session, stranger)
    for _ in range(3):
        make_response(session, stranger, make_case(session, stranger, study))
    make_case(session, stranger, study)
    return study, stranger


def make_world(session: Session, text: str = TINY_TEXT) -> World:
    """A project with a study and its people, and noise beside it.

    Made through the store once for each kind of database; into other empty ones its rows are copied, under public ids
    of their own, since what is counted is kept by public id.
    """
    key = (str(session.get_bind().engine.url), text)
    if session.exec(select(Project.id)).first() is not None:
        return _made(session, text)
    if key not in _worlds:
        made = _made(session, text)
        _worlds[key] = made, _rows(session)
        return made
    made, rows = _worlds[key]
    for table, copied in rows:
        session.connection().execute(insert(table), [_renamed(row) for row in copied])
    return replace(
        made,
        project=session.get_one(Project, made.project.id),
        study=session.get_one(Study, made.study.id),
        noise=session.get_one(Study, made.noise.id),
    )


_worlds: dict[tuple[str, str], tuple[World, list[tuple[Table, list[dict[str, Any]]]]]] = {}


def _rows(session: Session) -> list[tuple[Table, list[dict[str, Any]]]]:
    """Every row of the database, by table, in an order that foreign keys allow."""
    session.flush()
    found = [
        (table, [dict(row) for row in session.connection().execute(table.select()).mappings()])
        for table in SQLModel.metadata.sorted_tables
    ]
    return [(table, rows) for table, rows in found if rows]


def _renamed(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"public_id": public_id()} if "public_id" in row else row


def _made(session: Session, text: str) -> World:
    noise, stranger = make_noise(session)
    project = make_project(session)
    owner = make_member(session, project, "owner@example.org", "administrator", "facilitator")
    colleague = make_member(session, project, "colleague@example.org", "analyst")
    return World(project, make_study(session, owner, text=text), owner, colleague, stranger, noise)
