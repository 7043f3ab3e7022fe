"""The counts the room is shown: those of a plain loop over the responses, taken at the last two fives."""

from collections import Counter

import pytest

from casereview.database import read, write
from casereview.models import Study, Survey
from casereview.store import studies, survey_rungs, surveys
from casereview.store.survey_records import read_records
from casereview.store.values import to_json
from tests.surveys import add_survey, reply

REFS = ["strategy", "data.used"]


@pytest.fixture
def survey(engine, world):
    """The world's open readiness survey, and one of somebody else's whose answers must not be counted."""
    with write(engine) as session:
        theirs = add_survey(session, world.stranger, "readiness")
        reply(session, theirs, 99, strategy="5")
        return add_survey(session, world.owner, "readiness")


def answered(engine, survey, first, last):
    with write(engine) as session:
        for number in range(first, last):
            reply(session, session.get_one(Survey, survey.id), number, strategy=str(number % 3 + 1))


def counted_slowly(session, survey, ref):
    study = session.get_one(Study, survey.study_id)
    found = read_records(session, survey, study, studies.instrument_of(session, study))
    return Counter((r.answers[ref].state, to_json(r.answers[ref].value)) for r in found)


def test_counts_are_those_of_a_plain_loop(engine, survey):
    answered(engine, survey, 0, 7)
    with read(engine) as session:
        found = survey_rungs.tally_of(session, survey, REFS)
        for ref in REFS:
            plain = Counter({(state, value): n for state, value, n in found[ref]})
            assert plain == counted_slowly(session, survey, ref)
            assert len(survey_rungs.answers_of(found, ref)) == 7


def test_an_open_survey_shows_the_count_of_five_ago_and_a_closed_one_the_last(engine, world, survey):
    shown = []
    for number in range(16):
        answered(engine, survey, number, number + 1)
        with read(engine) as session:
            found = survey_rungs.shown_now(session, session.get_one(Survey, survey.id), REFS)
            shown.append(found and (found[0], len(survey_rungs.answers_of(found[1], "strategy"))))
    assert shown == [None] * 9 + [(5, 5)] * 5 + [(10, 10)] * 2
    with write(engine) as session:
        mine = session.get_one(Survey, survey.id)
        assert set(survey_rungs._kept(mine)) == {10, 15}
        surveys.move(session, world.owner, mine, "closed")
        assert survey_rungs.shown_now(session, mine, REFS)[0] == 16
