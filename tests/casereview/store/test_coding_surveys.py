"""A survey's text answers are coded like contributions, once its results may be seen, and stay unchanged."""

import pytest
from sqlmodel import select

from casereview.answers import Given
from casereview.database import write
from casereview.models import CodedText, Survey, SurveyAnswer
from casereview.store import coding, quotes, studies, survey_answers, surveys, texts
from casereview.store.records import records
from tests.coding import SAID, TEXT

SURVEY = TEXT.replace('unit = "contribution"', 'unit = "response"').replace('id = "said"', 'id = "asked"')


@pytest.fixture
def asked(engine, world):
    """An anonymous survey with six text answers, still open. Its study."""
    with write(engine) as session:
        study = studies.add_study(session, world.owner, key="asked", instrument_text=SURVEY)
        survey = surveys.move(session, world.owner, surveys.set_up(session, world.owner, study), "open")
        for number in range(6):
            draft = {"point": Given(SAID[number % 4]), "role": Given("nurse" if number else "driver")}
            survey_answers.answer(session, survey.token, draft=draft, client_key=f"phone number {number:09}")
        return study


def close(session, world, study):
    survey = session.exec(select(Survey).where(Survey.study_id == study.id)).one()
    surveys.move(session, world.owner, survey, "closed")


def test_there_is_nothing_to_read_before_the_results_may_be_seen(engine, world, asked):
    with write(engine) as session:
        assert texts.texts(session, world.colleague, asked) == []
        close(session, world, asked)
        assert len(texts.texts(session, world.colleague, asked)) == 6


def test_codes_count_beside_the_answers_which_stay_as_they_were(engine, world, asked):
    with write(engine) as session:
        close(session, world, asked)
        before = session.exec(select(SurveyAnswer.value).order_by(SurveyAnswer.response_key)).all()
        for text in texts.texts(session, world.colleague, asked)[:5]:
            coding.save_codes(session, world.colleague, asked, key=text.key, codes=["full"])
        states = [each.answers["matters"].state for each in records(session, world.colleague, asked)]
        assert sorted(states) == ["answered"] * 5 + ["not_yet_coded"]
        assert session.exec(select(SurveyAnswer.value).order_by(SurveyAnswer.response_key)).all() == before
        row = session.exec(select(CodedText)).first()
        assert (row.response_id, bool(row.survey_key)) == (None, True)


def test_a_role_that_fewer_than_five_have_does_not_stand_beside_a_quote(engine, world, asked):
    with write(engine) as session:
        close(session, world, asked)
        for text in texts.texts(session, world.colleague, asked):
            coding.save_codes(session, world.colleague, asked, key=text.key, codes=["full"])
            quotes.pick_quote(session, world.colleague, asked, key=text.key, words=text.words, code="full")
        shown = quotes.quotes(session, world.colleague, texts.texts(session, world.colleague, asked))
        assert len(shown) == 6
        assert "Driver" not in {each.speaker for each in shown}
