"""Which reviewer has which cases: given, given more, and taken back only where they were shown."""

import pytest

from casereview.database import write
from casereview.models import Person
from casereview.store import allotments, cases
from casereview.store.errors import NotAllowed, NotFound
from tests.builders import make_case, make_member, make_project, make_study, make_world


@pytest.fixture
def session(engine):
    with write(engine) as opened:
        yield opened


@pytest.fixture
def world(session):
    return make_world(session)


@pytest.fixture
def ann(session, world):
    return make_member(session, world.project, "ann@example.org", "reviewer")


@pytest.fixture
def three(session, world):
    return [make_case(session, world.owner, world.study, f"R{number}") for number in (1, 2, 3)]


def queue(session, world, member) -> list[str]:
    return [line.reference for line in cases.case_lines(session, member, world.study)]


def test_more_cases_stand_beside_those_they_have(session, world, ann, three):
    assert allotments.give_more(session, world.owner, world.study, ann.person_id, {three[0].id}) == 1
    assert allotments.give_more(session, world.owner, world.study, ann.person_id, {c.id for c in three[:2]}) == 1
    assert queue(session, world, ann) == ["R1", "R2"]


def test_only_what_was_shown_is_taken_back(session, world, ann, three):
    ids = [case.public_id for case in three]
    allotments.give(session, world.owner, world.study, ann.person_id, ids)
    allotments.give(session, world.owner, world.study, ann.person_id, [ids[0]], among=ids[:2])
    assert queue(session, world, ann) == ["R1", "R3"]
    allotments.give(session, world.owner, world.study, ann.person_id, [], among=[])
    assert queue(session, world, ann) == ["R1", "R3"]
    allotments.give(session, world.owner, world.study, ann.person_id, [])
    assert queue(session, world, ann) == []


def test_cases_of_another_study_are_left_alone(session, world, ann, three):
    other = make_study(session, world.owner, "other")
    there = make_case(session, world.owner, other, "S1")
    allotments.give(session, world.owner, other, ann.person_id, [there.public_id])
    assert allotments.give_more(session, world.owner, world.study, ann.person_id, {there.id, three[0].id}) == 1
    allotments.give(session, world.owner, world.study, ann.person_id, [])
    assert [line.reference for line in cases.case_lines(session, ann, other)] == ["S1"]


def test_only_reviewers_of_the_project_are_given_cases(session, world, ann, three):
    away = make_member(session, make_project(session, "away"), "eve@example.org", "reviewer")
    for number in (away.person_id, world.colleague.person_id, 10**12):
        with pytest.raises(NotFound):
            allotments.give_more(session, world.owner, world.study, number, {three[0].id})
    with pytest.raises(NotAllowed):
        allotments.give_more(session, ann, world.study, ann.person_id, {three[0].id})
    assert session.get_one(Person, ann.person_id).email == "ann@example.org"
