"""A workshop planned by mistake goes; one that a review stands on stays, whoever asks."""

import pytest

from casereview.database import write
from casereview.models import Attendance, WorkshopTable
from casereview.store import cases, histories, workshop_removal, workshops
from casereview.store.deletion import delete_case, restore_case
from casereview.store.errors import NotAllowed, NotFound, Refused, StaleEdit
from casereview.store.scope import rows
from casereview.store.workshop_changes import print_of
from tests.builders import make_case, make_member, make_response, make_world


@pytest.fixture
def session(engine):
    with write(engine) as opened:
        yield opened


@pytest.fixture
def world(session):
    return make_world(session)


@pytest.fixture
def held(session, world):
    return plan(session, world)


def plan(session, world, title="Monday"):
    return workshops.add_workshop(
        session, world.owner, world.study, title=title, tables=["A", "B"], attendance={"East": 3}, client_key=title
    )


def remove(session, world, held, member=None):
    stood = print_of(session, world.owner, held)
    return workshop_removal.remove_workshop(session, member or world.owner, held, expected_print=stood)


def titles(session, world) -> list[str]:
    return [each.title for each in workshops.workshops(session, world.owner, world.study)]


def test_it_goes_with_its_tables_and_attendance_and_no_other_does(session, world, held):
    plan(session, world, "Friday")
    assert remove(session, world, held) == 0
    assert titles(session, world) == ["Friday"]
    for table in (Attendance, WorkshopTable):
        assert {row.workshop_id for row in session.exec(rows(world.owner, table))}.isdisjoint({held.id})
        assert session.exec(rows(world.owner, table)).first() is not None


def test_the_form_that_made_it_can_be_sent_again(session, world, held):
    remove(session, world, held)
    assert plan(session, world).title == "Monday"


def test_its_cases_stay_without_a_workshop_and_their_history_says_so(session, world, held):
    table = workshops.tables_of(session, world.owner, held)[0]
    case, gone = (make_case(session, world.owner, world.study, name, workshop=held, table=table) for name in "XY")
    delete_case(session, world.owner, gone, expected_version=gone.version)
    assert remove(session, world, held) == 1
    restore_case(session, world.owner, gone.public_id)
    assert [row.workshop for row in cases.case_list(session, world.owner, world.study)] == ["", ""]
    assert histories.history(session, world.owner, case)[0].before.value == "Monday, table A"


@pytest.mark.parametrize("deleted", [False, True])
def test_one_with_a_review_stays(session, world, held, deleted):
    case = make_case(session, world.owner, world.study, workshop=held)
    make_response(session, world.owner, case, {"chance": "no"})
    if deleted:
        delete_case(session, world.owner, case, expected_version=case.version)
    with pytest.raises(Refused, match="this workshop stays"):
        remove(session, world, held)
    assert titles(session, world) == ["Monday"]


def test_what_changed_since_it_was_looked_at_is_told(session, world, held):
    with pytest.raises(StaleEdit):
        workshop_removal.remove_workshop(session, world.owner, held, expected_print="old")
    assert titles(session, world) == ["Monday"]


def test_only_who_manages_workshops_removes_one_and_cases_are_moved_by_who_may(session, world, held):
    with pytest.raises(NotAllowed):
        remove(session, world, held, world.colleague)
    with pytest.raises(NotFound):
        remove(session, world, held, world.stranger)
    keeper = make_member(session, world.project, "ann@example.org", "administrator")
    case = make_case(session, world.owner, world.study, workshop=held)
    with pytest.raises(Refused, match="It has cases"):
        remove(session, world, held, keeper)
    cases.change_case(session, world.owner, case, expected_version=case.version, place=(None, None))
    assert remove(session, world, held, keeper) == 0
