"""Workshops: tables, who came by team, allotted cases."""

from datetime import date

import pytest
from sqlalchemy import Engine

from casereview.database import read, write
from casereview.store import cases, people, workshops
from casereview.store.errors import NotAllowed, NotFound, Refused
from tests.builders import World, make_case


def test_a_workshop_has_its_tables_and_counts_of_people_by_team(engine: Engine, world: World) -> None:
    with write(engine) as session:
        made = workshops.add_workshop(
            session, world.owner, world.study, title="May", date=date(2026, 5, 4), place="Town hall",
            tables=["Blue", "Red", "Blue"], attendance={"Front door": 4},
        )  # fmt: skip
    with read(engine) as session:
        found = workshops.workshop(session, world.owner, made.public_id)
        assert (found.title, found.held_on, found.place) == ("May", "2026-05-04", "Town hall")
        assert [table.name for table in workshops.tables_of(session, world.owner, found)] == ["Blue", "Red"]
        assert workshops.attendance_of(session, world.owner, found) == {"Front door": 4}
        assert workshops.workshops(session, world.stranger, world.noise) == []


def test_a_title_names_one_workshop_and_the_same_key_makes_one(engine: Engine, world: World) -> None:
    numbers = set()
    for _ in range(2):
        with write(engine) as session:
            numbers.add(
                workshops.add_workshop(session, world.owner, world.study, title="May", client_key="w").id  # once
            )
    assert len(numbers) == 1
    for title in ("May", "  "):
        with pytest.raises(Refused), write(engine) as session:
            workshops.add_workshop(session, world.owner, world.study, title=title)


def test_cases_are_allotted_to_a_table_and_taken_back(engine: Engine, world: World) -> None:
    with write(engine) as session:
        made = workshops.add_workshop(session, world.owner, world.study, title="May", tables=["A"])
        table = workshops.tables_of(session, world.owner, made)[0]
        chosen = [make_case(session, world.owner, world.study) for _ in range(2)]
        workshops.allot(session, world.owner, chosen, workshop=made, table=table)
        assert [(row.workshop, row.table) for row in cases.case_list(session, world.owner, world.study)] == [
            ("May", "A"),
            ("May", "A"),
        ]
        elsewhere = make_case(session, world.owner, world.study)
        found = cases.next_case(session, world.owner, world.study, after=chosen[0])
        assert found is not None and found.id == chosen[1].id
        assert elsewhere.table_id is None
        workshops.allot(session, world.owner, chosen[:1])
        assert cases.case_list(session, world.owner, world.study)[0].workshop == ""


def test_only_a_reviewer_of_the_project_is_allotted_cases(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
        stranger = people.add_person(session, email="stranger@example.org")
    with pytest.raises(Refused, match="not a reviewer"), write(engine) as session:
        workshops.allot(session, world.owner, [case], reviewer=stranger)


def test_a_stranger_finds_no_workshop_and_an_analyst_makes_none(engine: Engine, world: World) -> None:
    with write(engine) as session:
        made = workshops.add_workshop(session, world.owner, world.study, title="May")
        case = make_case(session, world.owner, world.study)
        for act in (
            lambda: workshops.workshop(session, world.stranger, made.public_id),
            lambda: workshops.tables_of(session, world.stranger, made),
            lambda: workshops.workshops(session, world.stranger, world.study),
            lambda: workshops.allot(session, world.stranger, [case]),
        ):
            with pytest.raises(NotFound):
                act()
        with pytest.raises(NotAllowed):
            workshops.add_workshop(session, world.colleague, world.study, title="June")
