"""Whoever answers alone is answered by the store itself: nothing of anybody else before the facilitator reveals it."""

import pytest
from sqlmodel import Session, select

from casereview.answers import Given
from casereview.database import read, write
from casereview.findings.study import study_results
from casereview.importing.standing import standing_of
from casereview.models import Person, Response, ReviewedCase, Study
from casereview.store import blind, case_list, cases, drafts, histories, progress, records, responses
from casereview.store.errors import NotAllowed, NotFound, Refused
from tests.alone import Exercise, make_exercise
from tests.builders import ANSWERS, draft, make_response


@pytest.fixture
def exercise(engine):
    """An exercise in which Ann has answered and Ben has not."""
    with write(engine) as session:
        made = make_exercise(session)
        made.anns = make_response(session, made.ann, made.case).id
    return made


@pytest.fixture
def session(engine, exercise):
    with write(engine) as opened:
        yield opened


def anns(session: Session, exercise: Exercise) -> Response:
    return session.get_one(Response, exercise.anns)


def case(session: Session, exercise: Exercise) -> ReviewedCase:
    return session.get_one(ReviewedCase, exercise.case.id)


def test_each_reviewer_has_a_seat_of_their_own(session, exercise):
    mine = drafts.open_review(session, exercise.ben, case(session, exercise))
    assert mine.id != exercise.anns
    assert (mine.kind, mine.seat) == ("individual", f"person {exercise.ben.person_id}")
    assert drafts.open_review(session, exercise.ann, case(session, exercise)).id == exercise.anns


@pytest.mark.parametrize("who", ["ben", "owner", "colleague", "stranger", "eve"])
def test_nobody_finds_another_answer_before_the_reveal(session, exercise, who):
    member = getattr(exercise, who, None) or getattr(exercise.world, who)
    theirs, here = anns(session, exercise), case(session, exercise)
    for look in (
        lambda: drafts.entries(session, member, theirs),
        lambda: drafts.draft_of(session, member, theirs),
        lambda: responses.answers_of(session, member, theirs),
        lambda: responses.response(session, member, theirs.public_id),
        lambda: drafts.save_entry(session, member, theirs, ref="chance", given=Given("no"), expected_version=0),
        lambda: responses.submit(session, member, theirs, expected_version=2),
        lambda: responses.discard_edit(session, member, theirs, expected_draft=""),
    ):
        with pytest.raises((NotFound, NotAllowed)):
            look()
    if who in ("ben", "owner"):
        assert responses.responses_of(session, member, here) == []
        assert all(row.action != "submitted" for row in histories.history(session, member, here))
        assert all(row.by == "" for row in case_list.case_list(session, member, exercise.world.study))
    else:
        with pytest.raises((NotFound, NotAllowed)):
            responses.responses_of(session, member, here)
            histories.history(session, member, here)


def test_no_number_holds_a_closed_answer_for_anybody(session, exercise, engine):
    world = exercise.world
    for member in (world.owner, world.colleague):
        assert records.records(session, member, world.study) == []
        assert records.records(session, member, world.study, counting_only=False) == []
    assert records.case_records(session, exercise.ben, case(session, exercise)) == []
    session.commit()
    with read(engine) as reading:
        frame, results = study_results(reading, world.owner, world.study)
    assert len(frame) == 0
    assert all(result.value is None for result in results)


def test_the_reveal_opens_the_round_to_those_who_may_see_the_case(session, exercise):
    world = exercise.world
    blind.reveal(session, world.owner, case(session, exercise))
    theirs = anns(session, exercise)
    for member in (exercise.ben, world.owner):
        assert responses.answers_of(session, member, theirs)["chance"].value == "yes"
        assert [each.id for each in responses.responses_of(session, member, case(session, exercise))] == [exercise.anns]
        assert len(records.case_records(session, member, case(session, exercise))) == 1
    for member in (exercise.eve, world.stranger):
        with pytest.raises(NotFound):
            responses.answers_of(session, member, theirs)
        with pytest.raises(NotFound):
            records.case_records(session, member, case(session, exercise))
    assert len(records.records(session, world.colleague, world.study)) == 1


def test_everybodys_answer_counts_and_the_mdts_beside(session, exercise):
    world = exercise.world
    make_response(session, exercise.ben, case(session, exercise), {**ANSWERS, "chance": "no"})
    make_response(session, world.owner, case(session, exercise), kind="mdt")
    assert records.records(session, world.owner, world.study) == []
    blind.reveal(session, world.owner, case(session, exercise))
    found = records.records(session, world.owner, world.study)
    assert sorted((each.kind, each.answers["chance"].value) for each in found) == [
        ("individual", "no"), ("individual", "yes"), ("mdt", "yes"),
    ]  # fmt: skip


def test_what_was_revealed_stands_as_it_was_given(session, exercise):
    blind.reveal(session, exercise.world.owner, case(session, exercise))
    with pytest.raises(Refused, match="have been shown to the room"):
        drafts.save_entry(
            session, exercise.ann, anns(session, exercise), ref="chance", given=Given("no"), expected_version=0
        )
    with pytest.raises(Refused, match="have been shown to the room"):
        drafts.open_review(session, exercise.ben, case(session, exercise))


def test_a_further_round_is_closed_again_and_the_first_is_kept(session, exercise):
    world, here = exercise.world, case(session, exercise)
    with pytest.raises(Refused, match="still open"):
        blind.ask_again(session, world.owner, here)
    blind.reveal(session, world.owner, here)
    blind.ask_again(session, world.owner, here)
    again = make_response(session, exercise.ann, here, {**ANSWERS, "chance": "no"})
    assert (again.round, again.id) != (1, exercise.anns)
    with pytest.raises(NotFound):
        responses.answers_of(session, exercise.ben, again)
    assert responses.answers_of(session, exercise.ben, anns(session, exercise))["chance"].value == "yes"
    assert records.later_rounds(session, world.owner, world.study) == []
    blind.reveal(session, world.owner, here)
    assert responses.answers_of(session, exercise.ben, again)["chance"].value == "no"
    assert [each.round for each in records.later_rounds(session, world.owner, world.study)] == [2]
    with pytest.raises(NotFound):
        records.later_rounds(session, world.stranger, world.study)
    assert [each.round for each in records.case_records(session, world.owner, here)] == [1, 2]
    assert [each.round for each in records.records(session, world.owner, world.study)] == [1]


def test_a_further_round_stands_beside_the_first_and_moves_no_number(session, exercise, engine):
    world, here = exercise.world, case(session, exercise)
    blind.reveal(session, world.owner, here)
    session.commit()
    with read(engine) as reading:
        before = study_results(reading, world.owner, reading.get_one(Study, world.study.id))[1]
    blind.ask_again(session, world.owner, here)
    make_response(session, exercise.ann, here, {**ANSWERS, "lives": "hostel"})
    blind.reveal(session, world.owner, here)
    session.commit()
    with read(engine) as reading:
        after = study_results(reading, world.owner, reading.get_one(Study, world.study.id))[1]
    assert [(each.numerator, each.denominator) for each in before] == [(e.numerator, e.denominator) for e in after]
    (by_kind,) = [each for each in after if each.id == "lives_by_kind"]
    assert [each.label for each in by_kind.series] == ["Individuals", "Individuals, round 2 (1 case)", "MDT"]
    assert [[row.code for row in each.rows if row.numerator] for each in by_kind.series[:2]] == [["ward"], ["hostel"]]


@pytest.mark.parametrize("who", ["ann", "colleague"])
def test_only_a_facilitator_reveals(session, exercise, who):
    member = getattr(exercise, who, None) or getattr(exercise.world, who)
    with pytest.raises(NotAllowed):
        blind.reveal(session, member, case(session, exercise))
    with pytest.raises(NotAllowed):
        blind.ask_again(session, member, case(session, exercise))


def test_a_stranger_reveals_nothing(session, exercise):
    with pytest.raises(NotFound):
        blind.reveal(session, exercise.world.stranger, case(session, exercise))


def test_it_is_revealed_once(session, exercise):
    blind.reveal(session, exercise.world.owner, case(session, exercise))
    with pytest.raises(Refused, match="revealed already"):
        blind.reveal(session, exercise.world.owner, case(session, exercise))


def test_the_mdts_answer_is_the_facilitators_and_closed_to_reviewers_until_the_reveal(session, exercise):
    world, here = exercise.world, case(session, exercise)
    mdt = make_response(session, world.owner, here, kind="mdt")
    for look in (
        lambda: responses.answers_of(session, exercise.ann, mdt),
        lambda: drafts.open_review(session, exercise.ann, here, kind="mdt"),
    ):
        with pytest.raises(NotFound):
            look()
    blind.reveal(session, world.owner, here)
    assert responses.answers_of(session, exercise.ann, mdt)["chance"].value == "yes"
    with pytest.raises(NotFound):
        drafts.open_review(session, exercise.ann, here, kind="mdt")


def test_a_list_shows_a_reviewer_their_own_progress_and_names_nobody(session, exercise):
    study = exercise.world.study

    def states(member):
        return [row.state for row in case_list.case_list(session, member, study)]

    assert states(exercise.ann) == ["done"]
    assert states(exercise.ben) == ["to_do"]
    assert states(exercise.eve) == []
    assert states(exercise.world.owner) == ["in_progress", "to_do"]
    mine = drafts.open_review(session, exercise.ben, case(session, exercise))
    drafts.save_entry(session, exercise.ben, mine, ref="chance", given=Given("no"), expected_version=0)
    assert states(exercise.ben) == ["in_progress"]
    blind.reveal(session, exercise.world.owner, case(session, exercise))
    assert states(exercise.world.owner) == ["done", "to_do"]
    assert progress.state_counts(session, exercise.world.owner, study) == {"done": 1, "to_do": 1}


def test_the_facilitator_sees_how_many_have_answered(session, exercise):
    waiting = blind.waiting(session, exercise.world.owner, case(session, exercise))
    assert (waiting.answered, waiting.asked) == (1, 2)


def test_an_answer_leans_on_no_fact_about_what_happened(session, exercise):
    world = exercise.world
    cases.change_case(session, world.owner, case(session, exercise), expected_version=1, facts=draft({"lives": "ward"}))
    mine = drafts.open_review(session, exercise.ben, case(session, exercise))
    assert list(drafts.entries(session, exercise.ben, mine)) == ["area"]
    with pytest.raises(Refused, match="the facilitator’s to change"):
        drafts.save_entry(session, exercise.ben, mine, ref="area", given=Given("south"), expected_version=1)


def test_one_reviewer_sets_no_case_aside_for_the_others(session, exercise):
    with pytest.raises(Refused, match="Ask the facilitator"):
        cases.set_aside(
            session, exercise.ann, case(session, exercise), status="parked", reason="not today", expected_version=1
        )


def test_an_import_is_compared_with_no_answer_given_alone(session, exercise):
    standing = standing_of(session, exercise.world.owner, exercise.world.study)
    assert [each.answers for each in standing.cases.values()] == [None, None]


def test_nobody_answers_for_a_reviewer(session, exercise):
    from casereview.access import operator

    with pytest.raises(Refused, match="Nobody can answer for them"):
        make_response(session, operator(session, "norfolk"), case(session, exercise))
    assert len(session.exec(select(Person).where(Person.email == "ann@example.org")).all()) == 1
