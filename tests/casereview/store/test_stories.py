"""Stories: one a case, checked by somebody else for these very words, and off the summary whenever anything moved."""

from datetime import date

import pytest
from sqlmodel import Session, select

from casereview.access import operator
from casereview.answers import Given
from casereview.database import write
from casereview.models import CaseStory, Person, ReviewedCase, StoryChange
from casereview.store import cases, responses, stories, stories_away, story_checks, story_sources, workshops
from casereview.store.errors import KeyReused, NotAllowed, NotFound, Refused, StaleEdit
from casereview.store.people import grant
from casereview.store.stories import StoryTyped
from casereview.store.story_checks import CHECKLIST, check_story, on_summary, show_on_summary
from casereview.store.story_events import (
    EventTyped,
    add_event,
    change_event,
    events,
    put_event_back,
    remove_event,
)
from casereview.store.story_sources import answered
from casereview.store.studies import instrument_of
from casereview.stories.reading import read_stories, read_story
from casereview.stories.when import Moment
from tests.builders import make_case, make_member, make_response

CONTACT = EventTyped(Moment(date(2025, 3, 3)), "contact", "Rang the council about help with shopping.")
MISSED = EventTyped(
    Moment(date(2025, 6, 1), "month"), "life", "Stopped going out.", "Somebody to go with.", "means", "friend"
)
TYPED = StoryTyped("Nobody to go with", "A woman in her eighties", tells={"area": 0})


@pytest.fixture
def session(engine, world):
    """The world with five alike cases of the study, the first with a story of two events by the owner."""
    with write(engine) as open_session:
        first = make_case(open_session, world.owner, world.study, "R1", summary="Lived alone.")
        make_response(open_session, world.owner, first)
        for _ in range(4):
            make_case(open_session, world.owner, world.study)
        theirs = make_case(open_session, world.stranger, world.noise, "R1 of theirs")
        their_story = stories.write_story(open_session, world.stranger, theirs, TYPED)
        add_event(open_session, world.stranger, their_story, CONTACT)
        made = stories.write_story(open_session, world.owner, first, TYPED)
        for each in (MISSED, CONTACT):
            add_event(open_session, world.owner, made, each)
        yield open_session


def story_of(session: Session, world) -> CaseStory:
    return session.exec(select(CaseStory).where(CaseStory.project_id == world.project.id)).one()


def check(session, world, who=None, *, reasons=(), ticked=frozenset(CHECKLIST), **more):
    who, story = who or world.colleague, story_of(session, world)
    reading = read_story(session, world.owner, story)
    more = {"expected_version": story.version, "told_hash": reading.told_hash, **more}
    return check_story(session, who, story, ticked=ticked, reasons=dict(reasons), **more)


def change(session, world, **fields):
    story = story_of(session, world)
    typed = StoryTyped(**{**vars(TYPED), **fields})
    return stories.change_story(session, world.owner, story, typed, expected_version=story.version)


def test_a_story_is_told_in_order_with_what_the_room_answered(session, world):
    told = read_story(session, world.owner, story_of(session, world)).told
    assert [(each.when, each.could, each.room) for each in told.steps] == [
        ("First contact", "", ""),
        ("3 months after", "Somebody to go with.", "A friend"),
    ]
    assert told.facts == (("Area", "North"),)


def test_a_case_has_one_story_and_the_same_key_makes_it_once(session, world):
    case = make_case(session, world.owner, world.study, "R9")
    one = stories.write_story(session, world.owner, case, TYPED, client_key="k")
    assert stories.write_story(session, world.owner, case, TYPED, client_key="k").id == one.id
    with pytest.raises(KeyReused):
        stories.write_story(session, world.owner, case, StoryTyped("Another"), client_key="k")
    with pytest.raises(Refused, match="has a story already"):
        stories.write_story(session, world.owner, case, StoryTyped("Another"))


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"title": " "}, "title"),
        ({"tells": {"nonsense": 0}}, "facts"),
        ({"tells": {}, "profile": "area"}, "tell that fact too"),
        ({"outcome": "x" * 601}, "too long"),
    ],
)
def test_what_cannot_stand_is_refused_in_words(session, world, fields, why):
    with pytest.raises(Refused, match=why):
        change(session, world, **fields)


def test_an_event_may_only_name_an_answer_the_room_gave(session, world):
    story = story_of(session, world)
    for ref, code in (("means", "nurse"), ("area", "north"), ("nonsense", "x")):
        with pytest.raises(Refused, match="did not give this answer"):
            add_event(session, world.owner, story, EventTyped(MISSED.moment, "life", "x", "y", ref, code))
    with pytest.raises(Refused, match="what could have been done"):
        add_event(session, world.owner, story, EventTyped(MISSED.moment, "life", "x", "", "means", "friend"))


def test_somebody_else_checks_it_by_name_and_every_later_change_undoes_that(session, world):
    reading = read_story(session, world.owner, story_of(session, world))
    assert not reading.leaves
    assert reading.found == ()
    check(session, world)
    reading = read_story(session, world.owner, story_of(session, world))
    assert (reading.leaves, reading.checker) == (True, "Colleague")
    row = events(session, world.owner, reading.story)[0]
    changes = [
        lambda story: change(session, world, opening="A woman of eighty"),
        lambda story: add_event(session, world.owner, story, EventTyped(Moment(date(2025, 9, 1)), "health", "Fell.")),
        lambda story: remove_event(session, world.owner, story, row, expected_version=story.version),
        lambda story: put_event_back(session, world.owner, story, row, expected_version=story.version),
        lambda story: change_event(
            session, world.owner, story, row, EventTyped(Moment(date(2025, 3, 4)), "contact", row.words),
            expected_version=story.version,
        ),
    ]  # fmt: skip
    for make in changes:
        make(story_of(session, world))
        assert not read_story(session, world.owner, story_of(session, world)).leaves
        check(session, world)
        assert read_story(session, world.owner, story_of(session, world)).leaves


def test_a_fact_that_moves_undoes_the_check_too_and_so_does_a_rarer_combination(session, world):
    check(session, world)
    story = story_of(session, world)
    case, *others = cases.cases_in(session, world.owner, world.study)
    cases.change_case(session, world.owner, others[0], expected_version=1, facts={"area": Given("south")})
    reading = read_story(session, world.owner, story)
    assert [each.what for each in reading.found] == ["are a rare combination"]
    assert not reading.leaves
    cases.change_case(session, world.owner, others[0], expected_version=2, facts={"area": Given("north")})
    assert read_story(session, world.owner, story).leaves
    cases.change_case(session, world.owner, case, expected_version=case.version, facts={"area": Given("south")})
    assert not read_story(session, world.owner, story).leaves


def test_a_fact_that_many_cases_share_is_read_once(session, world, monkeypatch):
    read, from_json = [], story_sources.from_json
    monkeypatch.setattr(story_sources, "from_json", lambda text: read.append(text) or from_json(text))
    found = story_sources.facts_by_case(session, world.study, instrument_of(session, world.study))
    assert [each["area"] for each in found.values()] == ["north"] * 5
    assert read == ['"north"']


def test_an_answer_the_room_changed_has_to_be_chosen_again(session, world):
    story = story_of(session, world)
    case = cases.cases_in(session, world.owner, world.study)[0]
    (response,) = responses.responses_of(session, world.owner, case)
    answers = {"chance": "yes", "means": ("nurse",), "lives": "ward", "ideal": "home"}
    responses.enter(session, world.owner, case, draft={ref: Given(value) for ref, value in answers.items()})
    (found,) = read_story(session, world.owner, story).found
    assert (found.what, found.grave) == ("rests on an answer the room no longer gives", True)
    assert response.counting


def test_a_writer_cannot_check_nor_can_the_command_line_or_somebody_without_the_right(session, world):
    grant(session, world.owner, session.get_one(Person, world.colleague.person_id), "facilitator")
    with pytest.raises(Refused, match="You wrote part of this story"):
        check(session, world, world.owner)
    with pytest.raises(Refused, match="carries a name"):
        check(session, world, operator(session, world.project.key))
    reviewer = make_member(session, world.project, "reviewer@example.org", "reviewer")
    with pytest.raises(NotAllowed):
        check(session, world, reviewer)
    with pytest.raises(NotFound):
        check(session, world, world.stranger)
    assert not read_story(session, world.owner, story_of(session, world)).leaves


def test_a_checker_who_changes_a_word_is_a_writer_from_then_on(session, world):
    second = make_member(session, world.project, "second@example.org", "facilitator")
    check(session, world, second)
    story = story_of(session, world)
    stories.change_story(session, second, story, StoryTyped("Other"), expected_version=story.version)
    with pytest.raises(Refused, match="You wrote part"):
        check(session, world, second)


def test_what_was_found_needs_a_reason_and_some_of_it_has_to_go(session, world):
    change(session, world, opening="A woman called Doris")
    with pytest.raises(Refused, match="why it may stand"):
        check(session, world)
    (found,) = read_story(session, world.owner, story_of(session, world)).found
    made = check(session, world, reasons={found.id: "The name is invented."})
    assert "The name is invented." in made.reasons
    change(session, world, opening="A woman with NHS number 943 476 5919")
    (found,) = read_story(session, world.owner, story_of(session, world)).found
    with pytest.raises(Refused, match="has to go first"):
        check(session, world, reasons={found.id: "It is invented."})


def test_the_checklist_is_whole_and_the_words_are_those_that_were_shown(session, world):
    with pytest.raises(Refused, match="Tick each line"):
        check(session, world, ticked={"neighbour"})
    with pytest.raises(StaleEdit):
        check(session, world, told_hash="0" * 64)
    with pytest.raises(StaleEdit):
        check(session, world, expected_version=1)
    with pytest.raises(StaleEdit):
        stories.change_story(session, world.owner, story_of(session, world), TYPED, expected_version=1)


def test_only_a_checked_story_stands_on_the_summary_and_one_at_a_time(session, world):
    story = story_of(session, world)
    with pytest.raises(Refused, match="Only a checked story"):
        show_on_summary(session, world.owner, story, shown=True, expected_version=story.version)
    check(session, world)
    show_on_summary(session, world.owner, story, shown=True, expected_version=story.version)
    assert on_summary(session, world.owner).story.id == story.id
    assert on_summary(session, world.stranger) is None
    other = stories.write_story(session, world.owner, cases.cases_in(session, world.owner, world.study)[1], TYPED)
    add_event(session, world.owner, other, CONTACT)
    reading = read_story(session, world.owner, other)
    check_story(
        session, world.colleague, other, expected_version=other.version, told_hash=reading.told_hash,
        ticked=set(CHECKLIST), reasons={},
    )  # fmt: skip
    show_on_summary(session, world.owner, other, shown=True, expected_version=other.version)
    assert on_summary(session, world.owner).story.id == other.id
    add_event(session, world.owner, other, EventTyped(MISSED.moment, "service", "A bath seat came."))
    assert on_summary(session, world.owner) is None


def test_a_case_deleted_or_set_aside_takes_its_story_off_the_summary(session, world):
    check(session, world)
    story = story_of(session, world)
    show_on_summary(session, world.owner, story, shown=True, expected_version=story.version)
    case = cases.cases_in(session, world.owner, world.study)[0]
    case = cases.set_aside(
        session, world.owner, case, status="withdrawn", reason="They asked", expected_version=case.version
    )
    assert on_summary(session, world.owner) is None
    case = cases.bring_back(session, world.owner, case, expected_version=case.version)
    assert on_summary(session, world.owner) is not None
    cases.delete_case(session, world.owner, case, expected_version=case.version)
    assert on_summary(session, world.owner) is None
    assert read_stories(session, world.owner, world.study) == []
    with pytest.raises(NotFound):
        stories.story(session, world.owner, story.public_id)


def test_a_reviewer_reads_what_is_checked_and_the_stories_of_their_own_cases(session, world):
    reviewer = make_member(session, world.project, "reviewer@example.org", "reviewer")
    story = story_of(session, world)
    with pytest.raises(NotFound):
        read_story(session, reviewer, story)
    with pytest.raises(NotFound):
        stories.change_story(session, reviewer, story, TYPED, expected_version=story.version)
    check(session, world)
    assert [each.story.id for each in read_stories(session, reviewer, world.study)] == [story.id]
    told = session.get_one(ReviewedCase, story.case_id).public_id
    assert len(read_stories(session, reviewer, world.study, cases={told})) == 1
    assert read_stories(session, reviewer, world.study, cases={"another"}) == []
    change(session, world, title="Another")
    assert read_stories(session, reviewer, world.study) == []
    case = cases.cases_in(session, world.owner, world.study)[0]
    person = session.get_one(Person, reviewer.person_id)
    workshops.allot(session, world.owner, [case], reviewer=person)
    assert len(read_stories(session, reviewer, world.study)) == 1


def test_a_story_put_away_comes_back_unchecked_and_remembers_every_change(session, world):
    check(session, world)
    story = story_of(session, world)
    show_on_summary(session, world.owner, story, shown=True, expected_version=story.version)
    stories_away.put_away(session, world.owner, story, expected_version=story.version)
    assert on_summary(session, world.owner) is None
    assert stories.stories(session, world.owner, world.study) == []
    assert [each.id for each in stories_away.away(session, world.owner, world.study)] == [story.id]
    assert stories_away.away(session, world.stranger) == []
    stories_away.bring_back(session, world.owner, story.public_id)
    assert not read_story(session, world.owner, story_of(session, world)).leaves
    told = [row.what for row, _ in stories.history(session, story)]
    assert told == ["Brought back", "Put away", "Checked", "Event added", "Event added", "Written"]
    theirs = session.exec(select(StoryChange).where(StoryChange.project_id == world.stranger.project_id)).all()
    assert len(theirs) == 2


def test_the_neighbours_story_is_not_there(session, world):
    theirs = session.exec(select(CaseStory).where(CaseStory.project_id == world.stranger.project_id)).one()
    with pytest.raises(NotFound):
        stories.story(session, world.owner, theirs.public_id)
    for act in (
        lambda: stories_away.put_away(session, world.owner, theirs, expected_version=theirs.version),
        lambda: add_event(session, world.owner, theirs, CONTACT),
        lambda: show_on_summary(session, world.owner, theirs, shown=False, expected_version=theirs.version),
        lambda: events(session, world.owner, theirs),
    ):
        with pytest.raises(NotFound):
            act()
    assert story_checks.on_summary(session, world.stranger) is None


def test_an_answer_reads_by_itself(session, world):
    case = cases.cases_in(session, world.owner, world.study)[0]
    values = {"chance": "yes", "means": ("friend",), "lives": "ward", "helpers.nurse": "not"}
    responses.enter(session, world.owner, case, draft={ref: Given(value) for ref, value in values.items()})
    found = answered(session, case, instrument_of(session, world.study))
    assert [each.label for each in found] == [
        "Was there a chance: yes", "A friend", "Where now: ward", "Nurse (did not)",
    ]  # fmt: skip
