"""Quotes show the speaker's role and nothing else; a figure beside a code says where it is from."""

import pytest
from sqlmodel import select

from casereview.answers import Given
from casereview.database import write
from casereview.models import ReviewedCase
from casereview.store import coding, quotes, responses
from casereview.store.errors import NotAllowed, NotFound, Refused, StaleEdit
from tests.coding import make_said


@pytest.fixture
def said(engine):
    with write(engine) as session:
        found = make_said(session)
        for text, codes in zip(
            found.all(session), (["no_bus"], ["no_bus", "no_car"], ["full"], ["no_car"]), strict=True
        ):
            coding.save_codes(session, found.first, found.study, key=text.key, codes=codes)
        return found


@pytest.fixture
def session(engine, said):
    with write(engine) as open_session:
        yield open_session


def pick(session, said, place, words, code, who=None):
    key = said.all(session)[place].key
    return quotes.pick_quote(session, who or said.first, said.study, key=key, words=words, code=code)


def shown(session, said):
    return [(each.code, each.words, each.speaker) for each in quotes.quotes(session, said.first, said.all(session))]


def test_a_quote_is_words_of_the_text_under_one_of_its_codes(session, said):
    pick(session, said, 1, "no bus  comes.", "no_bus")
    pick(session, said, 3, "No car.", "no_car")
    pick(session, said, 3, "No car.", "no_car")
    assert shown(session, said) == [("no_bus", "no bus comes.", "Nurse"), ("no_car", "No car.", "Driver")]


@pytest.mark.parametrize(
    ("words", "code"), [("No bus ever comes.", "no_bus"), ("", "no_bus"), ("no bus comes.", "full")]
)
def test_other_words_or_another_code_are_refused(session, said, words, code):
    with pytest.raises(Refused):
        pick(session, said, 1, words, code)
    assert shown(session, said) == []


def test_words_that_look_as_if_they_name_somebody_are_refused(session, said):
    case = session.exec(
        select(ReviewedCase).where(ReviewedCase.study_id == said.study.id).order_by(ReviewedCase.id)
    ).first()
    responses.enter(session, said.first, case, draft={"point": Given("Ring me on 01603 555 123 about it.")})
    coding.save_codes(session, said.first, said.study, key=said.all(session)[0].key, codes=["full"])
    with pytest.raises(Refused, match="phone"):
        pick(session, said, 0, "Ring me on 01603 555 123 about it.", "full")


def test_a_quote_goes_when_its_text_was_changed_or_lost_the_code(session, said):
    pick(session, said, 0, "The bus stopped", "no_bus")
    key = said.all(session)[0].key
    coding.save_codes(session, said.first, said.study, key=key, codes=["full"], expected_version=1)
    assert shown(session, said) == []
    coding.save_codes(session, said.first, said.study, key=key, codes=["no_bus"], expected_version=2)
    assert len(shown(session, said)) == 1
    case = session.exec(
        select(ReviewedCase).where(ReviewedCase.study_id == said.study.id).order_by(ReviewedCase.id)
    ).first()
    responses.enter(session, said.first, case, draft={"point": Given("Nothing stopped.")})
    assert shown(session, said) == []


def test_a_quote_can_be_taken_away_but_not_by_a_stranger(session, said):
    found = pick(session, said, 3, "No car.", "no_car")
    with pytest.raises(NotFound):
        quotes.drop_quote(session, said.stranger, said.study, found.public_id)
    with pytest.raises(NotAllowed):
        quotes.drop_quote(session, said.reviewer, said.study, found.public_id)
    quotes.drop_quote(session, said.second, said.study, found.public_id)
    assert shown(session, said) == []


def test_a_figure_names_its_source_and_two_people_do_not_overwrite_each_other(session, said):
    def say(words, source, version=0):
        return quotes.say_figure(
            session, said.first, said.study, code="no_bus", words=words, source=source, expected_version=version
        )

    with pytest.raises(Refused, match="where the figure is from"):
        say("48% within 15 minutes", "")
    say("48% within 15 minutes", "Transport statistics, 2019")
    with pytest.raises(StaleEdit):
        say("50%", "Somewhere")
    assert quotes.figures(session, said.second, said.study)["no_bus"].words == "48% within 15 minutes"
    say("", "", version=1)
    assert quotes.figures(session, said.second, said.study) == {}
