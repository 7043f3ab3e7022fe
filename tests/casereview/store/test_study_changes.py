"""A study is changed as a whole, over nobody's head, and no other study with it."""

import pytest

from casereview.database import write
from casereview.store import studies, study_changes
from casereview.store.errors import NotAllowed, NotFound, Refused, StaleEdit
from casereview.store.study_changes import StudyPlan
from tests.builders import make_member, make_world


@pytest.fixture
def session(engine):
    with write(engine) as opened:
        yield opened


@pytest.fixture
def world(session):
    return make_world(session)


def change(session, world, plan, member=None, study=None):
    stood = study_changes.print_of(session, world.owner, world.study)
    study_changes.change(session, member or world.owner, study or world.study, plan, expected_print=stood)


def notes(session, world) -> list[str]:
    return [note.text for note in studies.notes(session, world.owner, world.study)]


def test_a_change_moves_the_numbers_and_saving_what_stands_does_not(session, world):
    before = world.study.data_version
    plan = StudyPlan("Café", 12, "Every fifth", True, more="A note")
    change(session, world, plan)
    session.refresh(world.study)
    assert (world.study.target, world.study.how_drawn, world.study.random_draw) == (12, "Every fifth", True)
    assert world.study.data_version == before + 1
    study_changes.change(session, world.owner, world.study, plan, expected_print="long ago")
    session.refresh(world.study)
    assert (world.study.data_version, notes(session, world)) == (before + 1, ["A note"])


def test_a_note_not_sent_stays_and_other_studies_keep_theirs(session, world):
    studies.add_note(session, world.owner, world.study, "One")
    studies.add_note(session, world.stranger, world.noise, "Theirs")
    change(session, world, StudyPlan("T", None, more="Two"))
    one = studies.notes(session, world.owner, world.study)[0]
    change(session, world, StudyPlan("T", None, notes={one.id: ""}))
    assert notes(session, world) == ["Two"]
    assert [note.text for note in studies.notes(session, world.stranger, world.noise)] == ["Theirs"]


@pytest.mark.parametrize("note", ["Another note", ""])
def test_a_change_over_somebody_elses_is_told_and_changes_nothing(session, world, note):
    stood = study_changes.print_of(session, world.owner, world.study)
    change(session, world, StudyPlan("Theirs", 7, more=note))
    with pytest.raises(StaleEdit):
        study_changes.change(session, world.owner, world.study, StudyPlan("Mine", 7), expected_print=stood)
    assert world.study.title == "Theirs"


@pytest.mark.parametrize("plan", [StudyPlan(" ", 1), StudyPlan("T", 0), StudyPlan("x" * 201, None)])
def test_what_cannot_be_is_refused(session, world, plan):
    with pytest.raises(Refused):
        change(session, world, plan)


def test_only_who_manages_studies_of_the_project_changes_one(session, world):
    for member in (world.colleague, make_member(session, world.project, "ann@example.org", "reviewer")):
        with pytest.raises(NotAllowed):
            change(session, world, StudyPlan("T", 1), member)
    with pytest.raises(NotFound):
        change(session, world, StudyPlan("T", 1), study=world.noise)
