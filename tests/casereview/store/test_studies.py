"""Studies: an instrument frozen as its text stood, and project lists that append and retire only."""

import pytest
from sqlalchemy import Engine

from casereview.answers import Answer
from casereview.database import read, write
from casereview.instruments.loading import InstrumentError
from casereview.instruments.question import Option
from casereview.store import projects, responses, studies
from casereview.store.errors import NotAllowed, NotFound, Refused
from tests.builders import World, make_case, make_project, make_response, make_study
from tests.tiny import TINY_TEXT

NORTH, SOUTH = Option(code="north", label="North"), Option(code="south", label="South")
EAST = Option(code="east", label="East")
ROWS = TINY_TEXT.replace(
    'type = "grid"\nrows = ', 'type = "grid"\nrows_project_list = "services"\nrows = '
).replace('id = "tiny"', 'id = "rowed"')  # fmt: skip


def test_a_study_keeps_the_text_and_numbers_every_item(engine: Engine, world: World) -> None:
    with read(engine) as session:
        found = studies.study(session, world.owner, "cases")
        assert found.instrument_text == TINY_TEXT
        instrument = studies.instrument_of(session, found)
        assert list(studies.item_numbers(session, found)) == [item.ref for item in instrument.items]


def test_a_text_that_is_not_right_is_refused_in_words(engine: Engine, world: World) -> None:
    with pytest.raises(InstrumentError, match="no question"), write(engine) as session:
        make_study(session, world.owner, "bad", TINY_TEXT.replace('{ chance = ["yes"] }', '{ luck = ["yes"] }', 1))


def test_a_changed_text_under_the_same_version_is_refused_and_a_new_version_is_not(
    engine: Engine, world: World
) -> None:
    changed = TINY_TEXT.replace("Was there a chance?", "Was there no chance?")
    with pytest.raises(Refused, match="Give the changed file version 2"), write(engine) as session:
        make_study(session, world.owner, "again", changed)
    with write(engine) as session:
        make_study(session, world.owner, "again", changed.replace("version = 1", "version = 2"))
        make_study(session, world.owner, "same", TINY_TEXT)


@pytest.mark.parametrize("key", ["cases", "Upper", "with space", "", "../x"])
def test_a_key_is_free_and_can_stand_in_an_address(engine: Engine, world: World, key: str) -> None:
    with pytest.raises(Refused), write(engine) as session:
        make_study(session, world.owner, key)


def test_the_lists_of_a_project_start_from_the_file_and_fill_every_instrument(engine: Engine, world: World) -> None:
    with write(engine) as session:
        assert projects.project_lists(session, world.owner) == {"area": (NORTH, SOUTH)}
        projects.set_list(session, world.owner, "area", [EAST, SOUTH])
        instrument = studies.instrument_of(session, world.study)
        assert instrument.question["area"].options == (EAST, SOUTH)
        theirs = studies.instrument_of(session, world.noise)
        assert theirs.question["area"].options == (NORTH, SOUTH)


@pytest.mark.parametrize(
    "options",
    [[NORTH], [SOUTH, NORTH], [NORTH, EAST, SOUTH], [NORTH, SOUTH.replace(label="Far south")], [EAST, SOUTH]],
)
def test_a_list_in_use_cannot_lose_move_or_reword_an_option(
    engine: Engine, world: World, options: list[Option]
) -> None:
    with write(engine) as session:
        make_case(session, world.owner, world.study)
    with pytest.raises(Refused, match="in use"), write(engine) as session:
        projects.set_list(session, world.owner, "area", options)


def test_a_list_in_use_can_grow_and_retire_and_moves_the_numbers(engine: Engine, world: World) -> None:
    with write(engine) as session:
        make_case(session, world.owner, world.study)
        before = studies.study(session, world.owner, "cases").data_version
        projects.set_list(session, world.owner, "area", [NORTH, SOUTH.replace(retired=True), EAST])
    with read(engine) as session:
        found = studies.study(session, world.owner, "cases")
        question = studies.instrument_of(session, found).question["area"]
        assert [option.code for option in question.choosable] == ["north", "east"]
        assert found.data_version > before


def test_a_row_that_a_list_gains_was_not_asked_of_earlier_responses(engine: Engine, world: World) -> None:
    with write(engine) as session:
        study = make_study(session, world.owner, "rows", ROWS)
        make_response(session, world.owner, make_case(session, world.owner, study), {"chance": "no"})
        services = projects.project_lists(session, world.owner)["services"]
        projects.set_list(session, world.owner, "services", [*services, EAST])
        make_response(
            session, world.owner, make_case(session, world.owner, study), {"chance": "no", "helpers.east": "helped"}
        )
        found = responses.records(session, world.owner, study)
    assert [record.answers["helpers.east"] for record in found] == [Answer("not_asked"), Answer("answered", "helped")]


def test_notes_and_the_tally_belong_to_the_study(engine: Engine, world: World) -> None:
    with write(engine) as session:
        studies.add_note(session, world.owner, world.study, "Another caption says 20.")
        studies.show_tally(session, world.owner, world.study, True)
    with read(engine) as session:
        found = studies.study(session, world.owner, "cases")
        assert found.tally_shown
        assert [note.text for note in studies.notes(session, world.colleague, found)] == ["Another caption says 20."]
        assert studies.notes(session, world.stranger, world.noise) == []


def test_a_stranger_finds_no_study_and_an_analyst_cannot_change_one(engine: Engine, world: World) -> None:
    with write(engine) as session:
        make_study(session, world.owner, "only-here", TINY_TEXT)
        with pytest.raises(NotFound):
            studies.study(session, world.stranger, "only-here")
        with pytest.raises(NotFound):
            studies.show_tally(session, world.stranger, world.study, True)
        with pytest.raises(NotFound):
            studies.notes(session, world.stranger, world.study)
        for act in (
            lambda: make_study(session, world.colleague, "mine"),
            lambda: studies.show_tally(session, world.colleague, world.study, True),
            lambda: studies.add_note(session, world.colleague, world.study, "x"),
            lambda: projects.set_list(session, world.colleague, "area", [EAST]),
        ):
            with pytest.raises(NotAllowed):
                act()
        assert [each.key for each in studies.studies(session, world.stranger)] == ["cases"]


def test_a_project_key_is_used_once_and_people_see_their_own_projects(engine: Engine, world: World) -> None:
    with write(engine) as session:
        make_project(session, "unseen")
        with pytest.raises(Refused, match="already"):
            make_project(session, "norfolk")
        assert world.owner.person_id is not None
        assert [each.key for each in projects.projects_of(session, world.owner.person_id)] == ["norfolk"]
