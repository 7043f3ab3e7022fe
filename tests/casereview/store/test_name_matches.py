"""Names are matched by people only, to entries as they stood then; nothing of a survey shows before it may be seen."""

import pytest
from sqlmodel import select

from casereview.database import write
from casereview.gap_map.naming import print_of_name
from casereview.models import NameMatch
from casereview.store import directory, name_matches, surveys
from casereview.store.errors import NotAllowed, NotFound, Refused, StaleEdit
from casereview.store.gap_maps import gap_map
from tests.builders import make_member
from tests.gap_map import asked, entry

CLUB = print_of_name("Lunch club")
SAID = [{"area": "hill", "eating": "Lunch club"}] * 3 + [
    {"area": "hill", "eating": "LUNCH-CLUB", "washing": "Bath"}
] * 3


@pytest.fixture
def known(engine, world):
    """A closed survey with six answers and a directory of two; the stranger's has the same, matched."""
    with write(engine) as session:
        theirs = asked(session, world.stranger, SAID)
        row = directory.add_entry(session, world.stranger, theirs, entry("Lunch club"))
        name_matches.match(session, world.stranger, theirs, CLUB, [row.public_id], expected_version=0)
        found = asked(session, world.owner, SAID)
        for name in ("Chapel lunch", "Market lunch"):
            directory.add_entry(session, world.owner, found, entry(name, places=("hill",)))
        return found


def standing(session, world, known):
    return {each.name.words: each for each in name_matches.matched(session, world.owner, known)}


def club(session, world, known):
    (found,) = [each for each in name_matches.matched(session, world.owner, known) if each.name.id == CLUB]
    return found


def ids(session, world):
    return [row.public_id for row in directory.entries(session, world.owner)]


def match(session, world, known, *, version=0, services=None, member=None):
    chosen = ids(session, world)[:1] if services is None else services
    return name_matches.match(session, member or world.colleague, known, CLUB, chosen, expected_version=version)


def test_nothing_is_matched_until_somebody_does_it_and_it_is_said_who(engine, world, known):
    with write(engine) as session:
        assert {each.state for each in standing(session, world, known).values()} == {"to_match"}
        match(session, world, known)
        found = club(session, world, known)
        assert (found.state, found.by, found.version) == ("matched", "Colleague", 1)
        assert [row.name for row in found.services] == ["Chapel lunch"]
        assert gap_map(session, world.owner, known).cells["eating", "hill"].people == 6


def test_a_name_may_stand_for_several_be_no_service_and_be_undone(engine, world, known):
    with write(engine) as session:
        match(session, world, known, services=ids(session, world))
        assert len(club(session, world, known).services) == 2
        name_matches.not_a_service(session, world.owner, known, CLUB, expected_version=1)
        assert club(session, world, known).state == "not_a_service"
        assert gap_map(session, world.owner, known).cells["eating", "hill"].state == "unnamed"
        name_matches.undo(session, world.owner, known, CLUB, expected_version=2)
        assert (club(session, world, known).state, club(session, world, known).before) == ("to_match", ())


def test_a_changed_or_put_away_entry_sends_its_names_back_and_the_like_of_it_brings_them_again(engine, world, known):
    with write(engine) as session:
        match(session, world, known)
        row = directory.entries(session, world.owner)[0]
        same = entry("Chapel lunch", places=("hill",), contact="The vestry", dated="April 2026")
        directory.change_entry(session, world.owner, known, row, same, expected_version=1)
        assert club(session, world, known).state == "matched"  # a contact or a date is not what a match rests on
        directory.retire_entry(session, world.owner, row, expected_version=2)
        waiting = club(session, world, known)
        assert (waiting.state, [each.name for each in waiting.before]) == ("to_match", ["Chapel lunch"])
        assert gap_map(session, world.owner, known).waiting == 2
        directory.bring_back_entry(session, world.owner, row, expected_version=3)
        assert club(session, world, known).state == "matched"
        wider = entry("Chapel lunch", places=("hill", "dale"))
        directory.change_entry(session, world.owner, known, row, wider, expected_version=4)
        assert club(session, world, known).state == "to_match"


def test_the_second_is_told_and_overwrites_nothing(engine, world, known):
    with write(engine) as session:
        match(session, world, known)
        with pytest.raises(StaleEdit, match="Colleague changed this"):
            match(session, world, known, services=ids(session, world)[1:], member=world.owner)
        assert [row.name for row in club(session, world, known).services] == ["Chapel lunch"]


def test_what_cannot_be_matched(engine, world, known):
    with write(engine) as session:
        row = directory.entries(session, world.owner)[0]
        with pytest.raises(Refused, match="Choose the service"):
            match(session, world, known, services=[])
        theirs = directory.entries(session, world.stranger)[0].public_id
        with pytest.raises(NotFound):
            match(session, world, known, services=[theirs])
        with pytest.raises(NotFound):
            name_matches.not_a_service(session, world.owner, known, print_of_name("Never said"), expected_version=0)
        directory.retire_entry(session, world.owner, row, expected_version=1)
        with pytest.raises(Refused, match="put away"):
            match(session, world, known, services=[row.public_id])


def test_nothing_shows_before_the_close_nor_of_four(engine, world):
    with write(engine) as session:
        study = asked(session, world.owner, SAID, key="still-open", close=False)
        few = asked(session, world.owner, SAID[:4], key="few")
        for each in (study, few):
            directory_of = gap_map(session, world.owner, each)
            assert name_matches.matched(session, world.owner, each) == []
            assert {cell.state for cell in directory_of.cells.values()} == {"hidden"}
            with pytest.raises(NotFound):
                name_matches.not_a_service(session, world.owner, each, CLUB, expected_version=0)
        survey = surveys.survey_of(session, world.owner, study)
        surveys.move(session, world.owner, survey, "closed")
        assert len(name_matches.matched(session, world.owner, study)) == 2


def test_the_words_people_typed_are_kept_nowhere_but_with_their_answers(engine, world, known):
    with write(engine) as session:
        match(session, world, known)
        rows = session.exec(select(NameMatch)).all()
        assert rows
        assert not [row for row in rows if "unch" in row.name_hash]


def test_who_may(engine, world, known):
    with write(engine) as session:
        administrator = make_member(session, world.project, "admin@example.org", "administrator")
        assert gap_map(session, administrator, known).people == 6
        with pytest.raises(NotAllowed):
            name_matches.matched(session, administrator, known)
        with pytest.raises(NotAllowed):
            match(session, world, known, member=administrator)
        for act in (gap_map, name_matches.matched, name_matches.named):
            with pytest.raises(NotFound):
                act(session, world.stranger, known)
        with pytest.raises(NotFound):
            gap_map(session, world.owner, world.study)
