"""A workshop is changed and loses nothing: its tables, who came, and the cases it is given."""

from datetime import date

import pytest

from casereview.database import write
from casereview.store import cases, histories, workshop_changes, workshops
from casereview.store.errors import NotAllowed, Refused, StaleEdit
from casereview.store.table_cases import give_cases
from casereview.store.workshop_changes import Plan
from tests.builders import make_case, make_member, make_world


@pytest.fixture
def session(engine):
    with write(engine) as opened:
        yield opened


@pytest.fixture
def world(session):
    return make_world(session)


@pytest.fixture
def held(session, world):
    return workshops.add_workshop(
        session, world.owner, world.study, title="Monday", date=date(2026, 11, 2), place="Hall", tables=["A", "B"],
        attendance={"East": 3},
    )  # fmt: skip


def change(session, world, held, member=None, **fields):
    """Changes the workshop as it stands now."""
    stood = workshop_changes.print_of(session, world.owner, held)
    plan = Plan(**{"title": "Monday", "held_on": None, **fields})
    workshop_changes.change_workshop(session, member or world.owner, held, plan, expected_print=stood)


def names(session, world, held) -> list[str]:
    return [table.name for table in workshops.tables_of(session, world.owner, held)]


def ids(session, world, held) -> list[int]:
    return [table.id for table in workshops.tables_of(session, world.owner, held)]


def test_everything_can_be_changed(session, world, held):
    before, (a, b) = world.study.data_version, ids(session, world, held)
    change(
        session, world, held, title="Tuesday", held_on=date(2026, 11, 3), place="Room 4", tables={a: "Red", b: "Blue"},
        more=["Green", " "], attendance={"East": 2, "West": 5},
    )  # fmt: skip
    assert (held.title, held.held_on, held.place) == ("Tuesday", "2026-11-03", "Room 4")
    assert names(session, world, held) == ["Red", "Blue", "Green"]
    assert ids(session, world, held)[:2] == [a, b]
    assert workshops.attendance_of(session, world.owner, held) == {"East": 2, "West": 5}
    session.refresh(world.study)
    assert world.study.data_version > before


def test_two_tables_change_names(session, world, held):
    a, b = ids(session, world, held)
    change(session, world, held, tables={a: "B", b: "A"})
    assert names(session, world, held) == ["B", "A"]


def test_an_empty_table_is_taken_away_and_one_with_cases_stays(session, world, held):
    a, b = ids(session, world, held)
    table = workshops.tables_of(session, world.owner, held)[0]
    make_case(session, world.owner, world.study, workshop=held, table=table)
    change(session, world, held, tables={b: ""})
    assert names(session, world, held) == ["A"]
    with pytest.raises(Refused, match="Table A has cases"):
        change(session, world, held, tables={a: ""})


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"title": " "}, "title"), ({"title": "Friday"}, "already"), ({"more": ["A"]}, "both be called"),
     ({"more": ["C", "C"]}, "both be called")],
)  # fmt: skip
def test_what_cannot_be_is_refused(session, world, held, fields, said):
    workshops.add_workshop(session, world.owner, world.study, title="Friday")
    with pytest.raises(Refused, match=said):
        change(session, world, held, **fields)


def test_a_change_over_somebody_elses_is_told(session, world, held):
    stood = workshop_changes.print_of(session, world.owner, held)
    change(session, world, held, attendance={"East": 4})
    with pytest.raises(StaleEdit):
        workshop_changes.change_workshop(
            session, world.owner, held, Plan("Monday", None), expected_print=stood
        )  # fmt: skip


def test_only_who_manages_workshops_changes_one(session, world, held):
    for member in (world.colleague, make_member(session, world.project, "ann@example.org", "reviewer")):
        with pytest.raises(NotAllowed):
            change(session, world, held, member)


def test_cases_are_dealt_out_over_the_tables_and_the_history_says_so(session, world, held):
    made = [make_case(session, world.owner, world.study, f"R{number}") for number in range(1, 6)]
    tables = workshops.tables_of(session, world.owner, held)
    numbers = {case.id for case in made[:4]}
    assert give_cases(session, world.owner, world.study, numbers, held, tables) == 4
    assert give_cases(session, world.owner, world.study, numbers, held, tables) == 0
    found = cases.case_list(session, world.owner, world.study)
    assert [(row.workshop, row.table) for row in found] == [("Monday", "A"), ("Monday", "B")] * 2 + [("", "")]
    assert histories.history(session, world.owner, made[0])[0].after.value == "Monday, table A"
    assert give_cases(session, world.owner, world.study, {made[0].id}, held) == 1
    assert cases.case_list(session, world.owner, world.study)[0].table == ""
