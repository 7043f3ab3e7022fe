"""The directory: kept clean, one service once, put away and brought back, and nobody else's."""

import pytest

from casereview.database import write
from casereview.gap_map.listing import directory_sheet
from casereview.importing.directory import bring_directory
from casereview.store import directory, studies
from casereview.store.errors import NotAllowed, NotFound, Refused, StaleEdit
from tests.builders import make_member
from tests.gap_map import TEXT, asked, entry

CSV = b"Name,Helps with,Where\nLunch club,Eating,Hill; Dale\nChoir,Eating; Reading,Everywhere\n"
ABOUT = {"source": "Control list", "dated": "March 2026"}


@pytest.fixture
def known(engine, world):
    """A survey with a gap map; the stranger has one too, with a service of the same name."""
    with write(engine) as session:
        theirs = asked(session, world.stranger, [])
        directory.add_entry(session, world.stranger, theirs, entry("Lunch club"))
        return asked(session, world.owner, [])


def names(session, member):
    return [row.name for row in directory.entries(session, member)]


def test_a_service_is_kept_once_under_its_key_and_its_texts_are_cleaned(engine, world, known):
    with write(engine) as session:
        for _ in range(2):
            row = directory.add_entry(session, world.colleague, known, entry("  Lunch   club "), client_key="key one")
        assert names(session, world.owner) == ["Lunch club"]
        with pytest.raises(Refused, match="already"):
            directory.add_entry(session, world.owner, known, entry("LUNCH CLUB."))
        directory.add_entry(session, world.owner, known, entry("Lunch club", provider="Chapel"))
        assert directory.entry_of(row).everywhere
        assert directory.entry_by_id(session, world.owner, row.public_id).person_id == world.colleague.person_id


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (entry(""), "name"), (entry("A", source=""), "which list"), (entry("A", dated=" "), "what date"),
        (entry("A", "flying"), "not in the list any more"), (entry("A", places=("moon",)), "not in the list any more"),
        (entry("A\x00"), "NUL"), (entry("A" * 201), "too long"),
    ],
)  # fmt: skip
def test_what_cannot_stand_is_refused_in_words(engine, world, known, typed, said):
    with write(engine) as session, pytest.raises(Refused, match=said):
        directory.add_entry(session, world.owner, known, typed)


def test_changing_needs_the_version_that_stands_and_moves_it(engine, world, known):
    with write(engine) as session:
        row = directory.add_entry(session, world.owner, known, entry("Choir", "reading"))
        directory.change_entry(session, world.colleague, known, row, entry("Choir", "eating"), expected_version=1)
        with pytest.raises(StaleEdit, match="Colleague changed this"):
            directory.change_entry(session, world.owner, known, row, entry("Band"), expected_version=1)
        assert directory.entry_of(row).outcomes == ("eating",)


def test_codes_of_another_survey_stay(engine, world, known):
    text = TEXT.replace('id = "known"', 'id = "wider"').replace('code = "reading", label', 'code = "singing", label')
    with write(engine) as session:
        wider = studies.add_study(session, world.owner, key="wider", instrument_text=text)
        row = directory.add_entry(session, world.owner, wider, entry("Choir", "eating", "singing"))
        directory.change_entry(session, world.owner, known, row, entry("Choir", "reading"), expected_version=1)
        assert set(directory.entry_of(row).outcomes) == {"reading", "singing"}


def test_put_away_and_back_unless_its_like_was_added_since(engine, world, known):
    with write(engine) as session:
        row = directory.add_entry(session, world.owner, known, entry("Choir"))
        directory.retire_entry(session, world.owner, row, expected_version=1)
        assert names(session, world.owner) == []
        with pytest.raises(NotFound):
            directory.change_entry(session, world.owner, known, row, entry("Band"), expected_version=2)
        other = directory.add_entry(session, world.owner, known, entry("choir"))
        with pytest.raises(Refused, match="already"):
            directory.bring_back_entry(session, world.owner, row, expected_version=2)
        directory.retire_entry(session, world.owner, other, expected_version=1)
        directory.bring_back_entry(session, world.owner, row, expected_version=2)
        assert names(session, world.owner) == ["Choir"]


def test_a_file_comes_in_whole_and_twice_adds_nothing(engine, world, known):
    with write(engine) as session:
        plan, done = bring_directory(session, world.colleague, known, CSV, **ABOUT)
        assert (done, len(plan.added)) == (True, 2)
        assert {row.source for row in directory.entries(session, world.owner)} == {"Control list"}
        plan, done = bring_directory(session, world.owner, known, CSV, **ABOUT)
        assert (done, plan.unchanged) == (False, 2)
        other = CSV.replace(b"Hill; Dale", b"Coast")
        assert not bring_directory(session, world.owner, known, other, **ABOUT)[1]
        assert bring_directory(session, world.owner, known, other, **ABOUT, change=True)[1]
        assert [directory.entry_of(row).places for row in directory.entries(session, world.owner)] == [(), ("coast",)]
        assert names(session, world.stranger) == ["Lunch club"]


def test_a_file_with_one_wrong_cell_or_without_a_source_brings_nothing(engine, world, known):
    with write(engine) as session:
        plan, done = bring_directory(session, world.owner, known, CSV + b"Band,Flying,Hill\n", **ABOUT)
        assert (done, [each.cell for each in plan.problems]) == (False, ["B4"])
        with pytest.raises(Refused, match="where the list is from"):
            bring_directory(session, world.owner, known, CSV, source="A list", dated=" ")
        assert names(session, world.owner) == []


def test_who_may(engine, world, known):
    with write(engine) as session:
        row = directory.add_entry(session, world.owner, known, entry("Choir"))
        reviewer = make_member(session, world.project, "reviewer@example.org", "reviewer")
        administrator = make_member(session, world.project, "admin@example.org", "administrator")
        with pytest.raises(NotAllowed):
            names(session, reviewer)
        assert names(session, administrator) == ["Choir"]
        with pytest.raises(NotAllowed):
            directory.retire_entry(session, administrator, row, expected_version=1)
        with pytest.raises(NotAllowed):
            bring_directory(session, administrator, known, CSV, **ABOUT)
        for act in (
            lambda: directory.entry_by_id(session, world.stranger, row.public_id),
            lambda: directory.retire_entry(session, world.stranger, row, expected_version=1),
            lambda: directory.add_entry(session, world.stranger, known, entry("Band")),
            lambda: bring_directory(session, world.stranger, known, CSV, **ABOUT),
        ):
            with pytest.raises(NotFound):
                act()


def test_a_study_without_a_gap_map_has_no_directory(engine, world):
    with write(engine) as session, pytest.raises(NotFound):
        directory.add_entry(session, world.owner, world.study, entry("Choir"))


def test_the_sheet_has_the_outcomes_and_places_of_the_survey(engine, world, known):
    with write(engine) as session:
        sheet = directory_sheet(studies.instrument_of(session, known))
    assert [option.code for option in sheet.plain["outcomes"].options] == ["eating", "washing", "reading"]
    assert [option.label for option in sheet.plain["places"].options] == ["Everywhere", "Hill", "Dale", "Coast"]
