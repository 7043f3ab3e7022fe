"""Two reviewers who share an ordinary case: a review each, and the store itself shows neither the other's."""

from dataclasses import dataclass

import pytest
from sqlmodel import Session

from casereview.access import Member
from casereview.answers import Given
from casereview.database import write
from casereview.models import ReviewedCase, Study
from casereview.store import allotments, case_list, cases, drafts, readers, responses, story_sources
from casereview.store.errors import NotFound, Refused
from casereview.store.studies import instrument_of
from tests.builders import World, make_case, make_member, make_response, make_world


@dataclass
class Shared:
    """A case that Ann was given first, and one that is nobody's."""

    world: World
    ann: Member
    ben: Member
    case: ReviewedCase
    other: ReviewedCase

    def give(self, session: Session, *people: Member) -> None:
        """Gives the case to these people."""
        for person in people:
            allotments.give(session, self.world.owner, self.world.study, person.person_id, [self.case.public_id])


@pytest.fixture
def session(engine):
    with write(engine) as opened:
        yield opened


@pytest.fixture
def shared(session):
    world = make_world(session)
    ann, ben = (make_member(session, world.project, f"{who}@example.org", "reviewer") for who in ("ann", "ben"))
    case, other = (make_case(session, world.owner, world.study, reference) for reference in ("R1", "R2"))
    made = Shared(world, ann, ben, case, other)
    made.give(session, ann)
    return made


def states(session: Session, member: Member, study: Study) -> dict[str, str]:
    rows = case_list.case_list(session, member, study)
    lines = case_list.case_lines(session, member, study)
    assert [row.state for row in rows] == [line.state for line in lines]
    return {row.reference: row.state for row in rows}


def test_a_case_given_to_one_has_the_review_of_the_room(session, shared):
    mine = drafts.open_review(session, shared.ann, shared.case)
    assert mine.seat == ""
    assert drafts.open_review(session, shared.world.owner, shared.case).id == mine.id


def test_given_to_two_each_has_their_own_and_the_first_begun_counts(session, shared):
    shared.give(session, shared.ben)
    theirs = drafts.open_review(session, shared.ben, shared.case)
    mine = drafts.open_review(session, shared.ann, shared.case)
    assert (theirs.seat, mine.seat) == (f"person {shared.ben.person_id}", f"person {shared.ann.person_id}")
    assert (theirs.counting, mine.counting) == (True, False)
    assert drafts.open_review(session, shared.ann, shared.case).id == mine.id


def test_what_the_first_reader_typed_stays_theirs_when_a_second_is_given_the_case(session, shared):
    mine = make_response(session, shared.ann, shared.case)
    shared.give(session, shared.ben)
    assert drafts.open_review(session, shared.ann, shared.case).id == mine.id
    assert drafts.open_review(session, shared.ben, shared.case).id != mine.id


def test_what_one_reader_typed_is_theirs_also_where_the_room_went_on_with_it(session, shared):
    mine = drafts.open_review(session, shared.ann, shared.case)
    drafts.save_entry(session, shared.ann, mine, ref="chance", given=Given("yes"), expected_version=0)
    drafts.save_entry(session, shared.world.owner, mine, ref="lives", given=Given("ward"), expected_version=0)
    shared.give(session, shared.ben)
    assert drafts.open_review(session, shared.ann, shared.case).id == mine.id


def test_what_the_room_typed_stays_the_rooms(session, shared):
    rooms = make_response(session, shared.world.owner, shared.case)
    shared.give(session, shared.ben)
    assert drafts.open_review(session, shared.ann, shared.case).id != rooms.id
    assert rooms.seat == ""
    assert rooms.counting


def test_neither_finds_the_others_answers(session, shared):
    shared.give(session, shared.ben)
    mine = make_response(session, shared.ann, shared.case)
    for look in (
        lambda: drafts.entries(session, shared.ben, mine),
        lambda: responses.answers_of(session, shared.ben, mine),
        lambda: responses.response(session, shared.ben, mine.public_id),
        lambda: drafts.save_entry(session, shared.ben, mine, ref="chance", given=Given("no"), expected_version=0),
        lambda: responses.submit(session, shared.ben, mine, expected_version=2),
        lambda: responses.discard_edit(session, shared.ben, mine, expected_draft=""),
    ):
        with pytest.raises(NotFound):
            look()
    assert responses.responses_of(session, shared.ben, shared.case) == []
    told = responses.history(session, shared.ben, shared.case)
    assert [row.action for row in told] == ["added"]
    assert "submitted" in [row.action for row in responses.history(session, shared.world.owner, shared.case)]


def test_the_list_tells_each_how_far_they_are_and_names_nobody(session, shared):
    study = shared.world.study
    shared.give(session, shared.ben)
    make_response(session, shared.ann, shared.case)
    assert states(session, shared.ann, study) == {"R1": "done"}
    assert states(session, shared.ben, study) == {"R1": "to_do"}
    assert case_list.case_list(session, shared.ben, study)[0].by == ""
    assert states(session, shared.world.owner, study) == {"R1": "done", "R2": "to_do"}
    begun = drafts.open_review(session, shared.ben, shared.case)
    drafts.save_entry(session, shared.ben, begun, ref="chance", given=Given("no"), expected_version=0)
    assert states(session, shared.ben, study) == {"R1": "in_progress"}
    assert cases.next_case(session, shared.ben, study) == shared.case
    assert cases.next_case(session, shared.ann, study) is None


def test_a_case_set_aside_is_so_for_everybody(session, shared):
    shared.give(session, shared.ben)
    cases.set_aside(
        session, shared.world.owner, shared.case, status="parked", reason="Later", expected_version=shared.case.version
    )
    assert states(session, shared.ben, shared.world.study) == {"R1": "parked"}


def test_only_a_facilitator_sets_a_shared_case_aside(session, shared):
    shared.give(session, shared.ben)
    with pytest.raises(Refused, match="other reviewers"):
        cases.set_aside(session, shared.ann, shared.case, status="parked", reason="Mine", expected_version=1)


def test_another_table_is_no_way_round(session, shared):
    from casereview.store import workshops

    held = workshops.add_workshop(session, shared.world.owner, shared.world.study, title="One", tables=["A"])
    table = workshops.tables_of(session, shared.world.owner, held)[0]
    shared.give(session, shared.ben)
    assert drafts.open_review(session, shared.ben, shared.case, table=table).seat == f"person {shared.ben.person_id}"


def test_whoever_is_left_with_a_case_goes_on_with_their_own(session, shared):
    shared.give(session, shared.ben)
    mine = make_response(session, shared.ann, shared.case)
    allotments.give(session, shared.world.owner, shared.world.study, shared.ben.person_id, [])
    assert drafts.open_review(session, shared.ann, shared.case).id == mine.id
    with pytest.raises(NotFound):
        drafts.open_review(session, shared.ben, shared.case)


def test_a_story_says_nothing_of_a_case_that_is_still_being_read(session, shared):
    instrument = instrument_of(session, shared.world.study)
    shared.give(session, shared.ben)
    make_response(session, shared.ann, shared.case)
    assert story_sources.answered(session, shared.case, instrument) == []
    make_response(session, shared.ben, shared.case, {"chance": "no", "lives": "ward", "ideal": "ward"})
    assert story_sources.answered(session, shared.case, instrument)


def test_one_counts_and_both_feed_agreement(session, shared):
    shared.give(session, shared.ben)
    make_response(session, shared.ann, shared.case)
    make_response(session, shared.ben, shared.case, {"chance": "no", "lives": "ward", "ideal": "ward"})
    counted, every = (
        responses.records(session, shared.world.owner, shared.world.study, counting_only=only) for only in (True, False)
    )
    assert (len(counted), len(every)) == (1, 2)


def test_a_review_has_its_readers_name(session, shared):
    shared.give(session, shared.ben)
    assert readers.name_of(session, make_response(session, shared.ben, shared.case)) == "Ben"
    assert readers.name_of(session, make_response(session, shared.world.owner, shared.other)) == ""
