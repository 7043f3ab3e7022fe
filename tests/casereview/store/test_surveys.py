"""Surveys: opened and closed, answered exactly once, stored without a trace, and never shown below five."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from casereview.answers import Given
from casereview.database import read, write
from casereview.findings.counting import count_all
from casereview.findings.frame import Frame
from casereview.instruments.choosing import instrument_file
from casereview.instruments.loading import load
from casereview.models import Study, Survey, SurveyAnswer, SurveyKey, SurveyResponse
from casereview.store import studies, survey_answers, surveys
from casereview.store.errors import NotAllowed, NotFound, NotReady, Refused
from casereview.store.records import records
from casereview.store.survey_code import ALPHABET, as_meant, new_code
from casereview.store.survey_records import generalised
from tests.surveys import READY, add_survey, reply

KEY = "a phone's own key, no. "


@pytest.fixture
def survey(engine, world):
    """An open, anonymous readiness survey of the world's project."""
    with write(engine) as session:
        return add_survey(session, world.owner, "readiness")


def send(engine, survey, number, **changes):
    with write(engine) as session:
        return reply(session, survey, number, **changes)


def found(engine, world, survey):
    with read(engine) as session:
        study = studies.study(session, world.colleague, "readiness")
        return records(session, world.colleague, study)


def close(engine, world, survey):
    with write(engine) as session:
        surveys.move(session, world.owner, session.get_one(Survey, survey.id), "closed")


def test_a_code_is_read_as_it_was_meant():
    assert as_meant(" k7m-4xr ") == "K7M4XR"
    assert as_meant("oil00o") == "011000"
    assert len(ALPHABET) >= 31
    assert not set("ILOU") & set(ALPHABET)
    code = new_code()
    assert len(code) == 6 and as_meant(code) == code


def test_answers_are_counted_once_however_often_they_are_sent(engine, survey):
    assert send(engine, survey, 1) is True
    assert send(engine, survey, 1) is False
    assert send(engine, survey, 2) is True
    with read(engine) as session:
        assert session.get_one(Survey, survey.id).answers == 2
        assert len(session.exec(select(SurveyResponse)).all()) == 2
        assert len(session.exec(select(SurveyKey)).all()) == 2


def test_each_answer_moves_the_numbers_of_its_study_and_of_no_other(engine, world, survey):
    def versions():
        with read(engine) as session:
            return {study.key: study.data_version for study in session.exec(select(Study))}

    before = versions()
    send(engine, survey, 1)
    send(engine, survey, 1)
    assert versions() == {**before, "readiness": before["readiness"] + 1}


def test_a_response_says_nothing_about_who_sent_it(engine, survey):
    send(engine, survey, 1)
    allowed = {"project_id", "key", "survey_id", "kind", "day"}
    assert {column.name for column in SurveyResponse.__table__.columns} == allowed
    with read(engine) as session:
        response = session.exec(select(SurveyResponse)).one()
        assert len(response.day) == 10
        keys = session.exec(select(SurveyKey)).one()
        assert response.key not in keys.key_hash and KEY not in keys.key_hash


@pytest.mark.parametrize("status", ["paused", "closed"])
def test_a_survey_that_is_not_open_takes_no_answer(engine, world, survey, status):
    with write(engine) as session:
        surveys.move(session, world.owner, session.get_one(Survey, survey.id), status)
    with pytest.raises(survey_answers.NotOpen, match=status):
        send(engine, survey, 1)
    with read(engine) as session:
        assert session.get_one(Survey, survey.id).answers == 0
        assert session.exec(select(SurveyKey)).all() == []


def test_a_retry_of_what_was_counted_succeeds_even_after_the_close(engine, world, survey):
    send(engine, survey, 1)
    close(engine, world, survey)
    assert send(engine, survey, 1) is False


def test_a_missing_answer_is_named_and_nothing_is_kept(engine, survey):
    with pytest.raises(NotReady) as refused:
        send(engine, survey, 1, strategy=None)
    assert refused.value.missing == ("strategy",)
    assert send(engine, survey, 1) is True


def test_what_is_no_answer_is_refused(engine, survey):
    with pytest.raises(Refused):
        send(engine, survey, 1, strategy="9")
    with pytest.raises(NotReady):
        send(engine, survey, 1, kind="the king")


def test_closed_is_for_good(engine, world, survey):
    close(engine, world, survey)
    with pytest.raises(Refused, match="closed"), write(engine) as session:
        surveys.move(session, world.owner, session.get_one(Survey, survey.id), "open")


def test_only_a_facilitator_runs_a_survey_and_only_of_their_project(engine, world, survey):
    for member, error in ((world.colleague, NotAllowed), (world.stranger, NotFound)):
        with pytest.raises(error), write(engine) as session:
            surveys.move(session, member, session.get_one(Survey, survey.id), "closed")


def test_a_draft_cannot_be_found_by_its_link_or_code(engine, world):
    with write(engine) as session:
        draft = add_survey(session, world.owner, "accountability", status="draft")
        with pytest.raises(NotFound):
            surveys.by_token(session, draft.token)
        assert surveys.by_code(session, draft.code) is None


def test_results_of_an_anonymous_survey_wait_for_its_close(engine, world, survey):
    for number in range(6):
        send(engine, survey, number)
    assert found(engine, world, survey) == []
    close(engine, world, survey)
    assert len(found(engine, world, survey)) == 6


@pytest.mark.parametrize(("answers", "shown"), [(4, 0), (5, 5)])
def test_nothing_is_shown_of_fewer_than_five(engine, world, survey, answers, shown):
    for number in range(answers):
        send(engine, survey, number)
    close(engine, world, survey)
    assert len(found(engine, world, survey)) == shown


def test_a_small_audience_is_in_the_whole_and_in_no_group(engine, world, survey):
    for number in range(12):
        send(engine, survey, number, kind="leaders" if number < 3 else "staff")
    close(engine, world, survey)
    found_records = found(engine, world, survey)
    assert [record.kind for record in found_records].count("leaders") == 0
    with read(engine) as session:
        study = studies.study(session, world.colleague, "readiness")
        instrument = studies.instrument_of(session, study)
    results = {result.id: result for result in count_all(Frame(instrument, found_records))}
    by = results["strategy_by_audience"]
    assert by.denominator == 12
    assert by.series == ()  # nine beside twelve would give the three away


def test_a_base_of_fewer_than_five_is_not_shown(engine, world, survey):
    for number in range(7):
        send(engine, survey, number, kind="staff", strategy="5" if number < 3 else "not_my_area")
    close(engine, world, survey)
    with read(engine) as session:
        instrument = studies.instrument_of(session, studies.study(session, world.colleague, "readiness"))
    results = {each.id: each for each in count_all(Frame(instrument, found(engine, world, survey)))}
    assert results["strategy"].value is None and results["strategy"].rows == ()
    assert "not shown" in results["strategy"].headline
    assert [row.value for row in results["readiness_profile"].rows if row.code == "own_part"] == [3]


def test_groups_are_merged_until_none_is_small():
    told = [{"kind": "a", "place": "x"}] * 6 + [{"kind": "b", "place": "x"}] * 5 + [{"kind": "c", "place": "y"}] * 2
    kept = generalised(told, ["kind", "place"])
    sizes = {}
    for each in kept:
        sizes[tuple(each.items())] = sizes.get(tuple(each.items()), 0) + 1
    assert all(size >= 5 for size in sizes.values()), sizes
    assert sum(each["kind"] == "a" for each in kept) == 6


def refused_by_the_database(engine, statement):
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text(statement))


def test_anonymity_cannot_be_taken_back_once_somebody_has_answered(engine, survey):
    with engine.begin() as connection:
        connection.execute(text("UPDATE survey SET anonymous = false"))
        connection.execute(text("UPDATE survey SET anonymous = true"))
    send(engine, survey, 1)
    refused_by_the_database(engine, "UPDATE survey SET anonymous = false")
    refused_by_the_database(engine, "UPDATE study SET instrument_text = 'Who are you?' WHERE key = 'readiness'")


def test_an_answer_is_never_changed(engine, survey):
    send(engine, survey, 1)
    refused_by_the_database(engine, "UPDATE survey_response SET kind = 'leaders'")
    refused_by_the_database(engine, "UPDATE survey_answer SET other = 'Ann'")


def test_what_was_promised_stays_once_somebody_has_answered(engine, world, survey):
    send(engine, survey, 1)
    with write(engine) as session:
        mine = session.get_one(Survey, survey.id)
        surveys.change(session, world.owner, mine, seen_by=mine.seen_by, results_when=mine.results_when, expected=30)
        with pytest.raises(Refused, match="terms"):
            surveys.change(session, world.owner, mine, seen_by="Everybody", results_when="Never", expected=30)


def test_questions_about_cases_make_no_survey(engine, world):
    with pytest.raises(Refused, match="cases"), write(engine) as session:
        surveys.set_up(session, world.owner, world.study)


def test_named_services_are_kept_with_their_words(engine, world):
    with write(engine) as session:
        survey = add_survey(session, world.owner, "community-services")
    draft = {"ways": Given(("colleagues",)), "gaps": Given("no")}
    instrument = load(instrument_file("community-services"))
    for row in instrument.question["service"].rows:
        draft[f"service.{row.code}"] = Given("named", "Lunch club") if row.code == "nutrition" else Given("none")
    with write(engine) as session:
        survey_answers.answer(session, survey.token, draft=draft, client_key=KEY + "1")
    with read(engine) as session:
        texts = session.exec(select(SurveyAnswer.other).where(SurveyAnswer.other != "")).all()
    assert texts == ["Lunch club"]


def test_a_question_added_since_the_numbers_were_read_is_stored_too(engine, survey):
    with read(engine) as session:
        study = session.get_one(Study, survey.study_id)
    survey_answers._NUMBERS[study.public_id] = {"strategy": 1}  # as read before the others were there
    assert send(engine, survey, 1) is True
    with read(engine) as session:
        assert len(session.exec(select(SurveyAnswer)).all()) == len(READY)


def test_a_session_that_goes_on_knows_how_many_have_answered(engine, world):
    with write(engine) as session:
        survey = add_survey(session, world.owner, "readiness")
        for number in range(7):
            reply(session, survey, number)
        assert survey.answers == 7
