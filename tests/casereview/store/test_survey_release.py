"""What we heard: after the close only, frozen once published, and the newest is what links show."""

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from casereview.database import read, write
from casereview.models import Survey
from casereview.store import survey_release as releases
from casereview.store import surveys
from casereview.store.errors import NotAllowed, NotFound, Refused, StaleEdit
from tests.surveys import add_survey, reply


@pytest.fixture
def survey(engine, world):
    """A closed readiness survey of twelve, and the stranger's with a release of their own."""
    with write(engine) as session:
        theirs = closed(session, world.stranger)
        publish(session, world.stranger, theirs, opening="Theirs")
        return closed(session, world.owner)


def closed(session, member, answers=12):
    made = add_survey(session, member, "readiness")
    for number in range(answers):
        reply(session, made, number, strategy="2" if number < 6 else "4")
    return surveys.move(session, member, session.get_one(Survey, made.id), "closed")


def save(session, member, survey, version=0, **fields):
    words = {"opening": "You said a lot.", "next_steps": "We act.", "chosen": ["strategy"]} | fields
    return releases.save(session, member, survey, expected_version=version, **words)


def publish(session, member, survey, **fields):
    version = releases.draft_of(session, member, survey).version
    draft = save(session, member, survey, version, **fields)
    return releases.publish(session, member, survey, expected_version=draft.version)


def test_a_release_shows_what_was_chosen_and_links_show_the_newest(engine, world, survey):
    with write(engine) as session:
        assert releases.current(session, survey) is None
        publish(session, world.owner, survey)
        second = publish(session, world.owner, survey, opening="Corrected.", chosen=[])
        assert (second.number, releases.current(session, survey).public_id) == (2, second.public_id)
        first = releases.releases(session, world.owner, survey)[1]
    shown = releases.Shown.from_json(first.shown)
    assert (shown.answers, shown.opening, [each.id for each in shown.findings]) == (12, "You said a lot.", ["strategy"])
    assert shown.findings[0].number == "3.0 out of 5"  # six gave 2, six gave 4
    assert releases.Shown.from_json(second.shown).findings == ()


def test_what_is_published_already_is_not_published_again(engine, world, survey):
    with write(engine) as session:
        publish(session, world.owner, survey)
        with pytest.raises(Refused, match="published already"):
            releases.publish(session, world.owner, survey, expected_version=0)
        assert len(releases.releases(session, world.owner, survey)) == 1


def test_withdrawn_it_is_shown_to_nobody_and_no_older_one_takes_its_place(engine, world, survey):
    with write(engine) as session:
        publish(session, world.owner, survey)
        second = publish(session, world.owner, survey)
        releases.withdraw(session, world.owner, survey, second.public_id)
        assert releases.current(session, survey) is None
        releases.withdraw(session, world.owner, survey, second.public_id, back=True)
        assert releases.current(session, survey).number == 2


def test_what_was_published_is_frozen_by_the_database(engine, world, survey):
    with write(engine) as session:
        made = publish(session, world.owner, survey)
        session.exec(text("UPDATE study SET title = 'Another title', data_version = data_version + 1"))
        assert releases.Shown.from_json(releases.current(session, survey).shown).title == "Readiness"
    for change in ("shown = '{}'", "opening = 'x'", "number = 9", "published_at = NULL"):
        with pytest.raises(DBAPIError, match="never changed"), engine.begin() as connection:
            connection.execute(text(f"UPDATE survey_release SET {change} WHERE id = {made.id}"))


def test_nothing_is_composed_before_the_close_or_published_without_words(engine, world, survey):
    with write(engine) as session:
        session.exec(text(f"UPDATE survey SET status = 'open' WHERE id = {survey.id}"))
        session.expire_all()
        with pytest.raises(Refused, match="closed"):
            save(session, world.owner, survey)
        session.exec(text(f"UPDATE survey SET status = 'closed' WHERE id = {survey.id}"))
        session.expire_all()
        draft = save(session, world.owner, survey, next_steps=" ")
        with pytest.raises(Refused, match="what happens next"):
            releases.publish(session, world.owner, survey, expected_version=draft.version)
        for chosen in (["strategy", "strategy"], ["strategy_by_audience"], ["made up"]):
            with pytest.raises(Refused, match="cannot be shown"):
                save(session, world.owner, survey, draft.version, chosen=chosen)


def test_too_few_answers_leave_words_and_no_figure(engine, world):
    with write(engine) as session:
        few = closed(session, world.owner, answers=9)
        assert releases.offered(session, world.owner, session.get_one(type(world.study), few.study_id)) == []
        assert json.loads(publish(session, world.owner, few, chosen=[]).shown)["findings"] == []


def test_two_who_compose_at_once_do_not_overwrite_each_other(engine, world, survey):
    with write(engine) as session:
        save(session, world.colleague, survey, opening="Mine.")
        with pytest.raises(StaleEdit, match="Colleague"):
            save(session, world.owner, survey, opening="No, mine.")
        with pytest.raises(StaleEdit):
            releases.publish(session, world.owner, survey, expected_version=0)
        assert releases.draft_of(session, world.owner, survey).opening == "Mine."


def test_an_analyst_composes_a_facilitator_publishes_and_a_stranger_finds_nothing(engine, world, survey):
    with write(engine) as session:
        draft = save(session, world.colleague, survey)
        with pytest.raises(NotAllowed):
            releases.publish(session, world.colleague, survey, expected_version=draft.version)
        made = releases.publish(session, world.owner, survey, expected_version=draft.version)
        with pytest.raises(NotAllowed):
            releases.withdraw(session, world.colleague, survey, made.public_id)
        with pytest.raises(NotFound):
            releases.releases(session, world.stranger, survey)
        assert releases.draft_of(session, world.colleague, survey).opening == "You said a lot."  # the next one's start
    with read(engine) as session, pytest.raises(NotFound):
        releases.release(session, world.owner, survey, "made up")
