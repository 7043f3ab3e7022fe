"""A survey as its facilitator runs it, and the room's screen: hidden first, in steps of five, never below five."""

from itertools import pairwise

import pytest

from casereview import database
from casereview.access import operator
from casereview.models import Survey
from casereview.store.survey_rungs import newest
from casereview.web.commands import serve
from casereview.web.surveys.blueprint import joining, only_here
from tests.surveys import add_survey, reply

SURVEY = "/p/riverside/readiness/survey"
ROOM = "/p/riverside/readiness/room"


@pytest.fixture
def either_url(database_url):
    """Counting is tested on both databases in tests/casereview/store/test_survey_rungs.py."""
    return database_url


@pytest.fixture
def survey(app):
    with database.write(app.extensions["engine"]) as session:
        return add_survey(session, operator(session, "riverside"), "readiness", expected=30)


def answers(app, survey, first, last):
    with database.write(app.extensions["engine"]) as session:
        for number in range(first, last):
            reply(session, session.get_one(Survey, survey.id), number)


def act(owner, what):
    owner.see(f"{ROOM}/controls")
    return owner.post_form(f"{ROOM}/controls", {"act": what})


def test_a_survey_is_set_up_opened_paused_and_closed(app, owner):
    owner.see("/p/riverside/studies/new?instrument=readiness")
    where = owner.post_form("/p/riverside/studies/new", {"instrument": "readiness", "title": "Poll", "key": "poll"})
    assert where.location == "/p/riverside/poll/survey"
    owner.see(where.location)
    form = {"anonymous": "yes", "seen_by": "The team.", "results_when": "In May.", "expected": "x"}
    assert owner.post_form(where.location, form).status_code == 422
    assert owner.page.find(id="seen_by").text.strip() == "The team."
    assert owner.post_form(where.location, form | {"expected": "30"}).status_code == 303
    for status, words in (("open", "is open"), ("paused", "is paused"), ("open", "is open"), ("closed", "is closed")):
        owner.post_form(f"{where.location}/status", {"status": status})
        assert words in owner.see(where.location).main.text
    owner.post_form(f"{where.location}/status", {"status": "open"})
    assert "is closed" in owner.see(where.location).main.text


def test_code_link_and_qr_are_there_and_the_qr_has_its_quiet_modules(owner, survey):
    page = owner.see(SURVEY)
    assert f"{survey.code[:3]} {survey.code[3:]}" in page.main.text
    assert page.find("a", href=f"http://localhost/s/{survey.token}")
    qr = page.select_one("svg.qr")
    assert qr.find("path", attrs={"fill": "#fff"}) or "#fff" in str(qr)
    dark = next(part for part in qr.find_all("path") if part.get("stroke") == "#000")["d"]
    assert dark.startswith("M4 4.5")


@pytest.mark.parametrize(
    ("host", "alone"),
    [
        ("127.0.0.1:5000", True), ("localhost:5000", True), ("[::1]:5000", True), ("reviews.localhost", True),
        ("192.168.1.20:5000", False), ("reviews.council.example", False),
        ("[2001:db8::1]:80", False), ("[broken", False), ("LOCALHOST", True),
    ],
)  # fmt: skip
def test_an_address_that_no_phone_can_follow_is_known(host, alone):
    assert only_here(host) is alone


def test_where_phones_cannot_follow_the_address_the_facilitator_is_told_what_to_do(owner, survey, monkeypatch):
    assert "HOST=0.0.0.0 make run" in owner.see(SURVEY).main.text
    monkeypatch.setattr(serve, "WINDOWS", True)  # there is no make
    assert "serve --host 0.0.0.0 and open it by the address" in owner.see(SURVEY).main.text
    assert "works on this computer only" in owner.see(ROOM).text
    with owner.application.test_request_context(base_url="http://192.168.1.20:5000"):
        assert not joining(survey).only_here


def test_the_controls_open_and_pause_and_say_what_the_screen_shows(app, owner, survey):
    controls = f"{ROOM}/controls"
    shown = [("open", "shows how to join", "Pause the survey"), ("paused", "opens in a moment", "Open it again")]
    for (status, words, button), other in zip(shown, ("paused", "open"), strict=True):
        page = owner.see(controls)
        assert words in page.main.text and f"The survey is {status}." in page.main.text
        assert page.main.find("button", value=other).text == button
        sent = owner.post_form(f"{SURVEY}/status", {"status": other, "back": "controls"})
        assert sent.location == controls
    owner.post_form(f"{SURVEY}/status", {"status": "closed"})
    page = owner.see(controls)
    assert "The screen says thank you." in page.main.text
    assert page.main.find("button", value="open") is None


def test_an_analyst_sees_how_it_stands_and_moves_nothing(colleague, survey):
    page = colleague.see(SURVEY)
    assert not page.main.find("form")
    assert colleague.post_form(f"{SURVEY}/status", {"status": "closed"}).status_code == 403
    assert colleague.get(f"{ROOM}/controls").status_code == 403


def test_the_screen_hides_a_result_until_it_is_revealed(app, owner, survey):
    answers(app, survey, 0, 12)
    assert "Join on your phone" in owner.see(ROOM).main.text
    act(owner, "choose:strategy")
    page = owner.see(ROOM)
    assert "coherent" in page.h1.text and "hidden" in page.main.text and not page.find(class_="bars")
    act(owner, "reveal")
    page = owner.see(ROOM)
    assert page.find(class_="screen__answer").text.split() == ["5", "of", "5", "gave", "1", "or", "2"]
    assert "The first 5 answers" in page.find(class_="screen__foot").text
    act(owner, "hide")
    assert not owner.see(ROOM).find(class_="bars")
    act(owner, "undo")
    assert owner.see(ROOM).find(class_="bars")
    act(owner, "next")
    page = owner.see(ROOM)
    assert "my own part" in page.h1.text and not page.find(class_="bars")
    act(owner, "reveal")
    owner.see(SURVEY)
    owner.post_form(f"{SURVEY}/status", {"status": "closed"})
    assert "of 12" in " ".join(owner.see(ROOM).find(class_="bars").text.split())  # all of them, once it is closed


def base(owner):
    """How many the result on the screen stands for."""
    return int(owner.see(ROOM).find(class_="screen__answer").span.text.split()[-1])


def test_nothing_is_revealed_before_five_lie_five_back(app, owner, survey):
    answers(app, survey, 0, 9)
    act(owner, "choose:strategy")
    act(owner, "reveal")
    assert "before 10 people" in owner.see(f"{ROOM}/controls").text
    assert not owner.see(ROOM).find(class_="bars")
    answers(app, survey, 9, 10)
    act(owner, "reveal")
    assert base(owner) == 5


def test_no_two_pictures_and_no_picture_and_the_results_lie_less_than_five_apart(app, owner, survey):
    answers(app, survey, 0, 10)
    act(owner, "choose:strategy")
    seen = []
    for number in range(10, 18):
        act(owner, "reveal")
        answers(app, survey, number, number + 1)
        seen.append(base(owner))
        act(owner, "hide")  # hidden and revealed again it is the same picture
    act(owner, "reveal")
    owner.see(SURVEY)
    owner.post_form(f"{SURVEY}/status", {"status": "closed"})
    seen.append(base(owner))
    steps = sorted(set(seen))
    assert steps == [5, 10, 18]
    assert min(later - earlier for earlier, later in pairwise(steps)) >= 5


def test_however_a_survey_ends_its_last_picture_lies_five_back():
    for answers_at_close in range(200):
        last = newest(answers_at_close)
        assert last % 5 == 0 and (last == 0 or answers_at_close - last >= 5)
        assert answers_at_close < 10 or answers_at_close - last < 10  # and no further back than need be


def test_a_question_with_few_known_answers_is_not_shown(app, owner, survey):
    with database.write(app.extensions["engine"]) as session:
        for number in range(10):
            reply(session, session.get_one(Survey, survey.id), number, strategy="3" if number < 4 else "not_my_area")
    act(owner, "choose:strategy")
    act(owner, "reveal")
    page = owner.see(ROOM)
    assert "Too few answers" in page.main.text and not page.find(class_="bars")


def test_words_people_typed_are_no_choice_for_the_screen(app, owner):
    with database.write(app.extensions["engine"]) as session:
        add_survey(session, operator(session, "riverside"), "accountability")
    page = owner.see("/p/riverside/accountability/room/controls")
    offered = [button["value"] for button in page.select(".controls__choose")]
    assert offered == ["choose:accountable_to", "choose:support_from"]
    owner.post_form("/p/riverside/accountability/room/controls", {"act": "choose:support_words"})
    assert "Choose a question first" in owner.see("/p/riverside/accountability/room/controls").text


def test_nothing_moved_is_answered_with_304(app, owner, survey):
    first = owner.get(f"{ROOM}/version")
    again = owner.get(f"{ROOM}/version", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and not again.data
    answers(app, survey, 0, 1)
    assert owner.get(f"{ROOM}/version", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_results_are_closed_until_the_survey_is(app, owner, survey):
    answers(app, survey, 0, 9)
    page = owner.see("/p/riverside/readiness/findings")
    assert "once it is closed" in page.main.text and "2.0" not in page.main.text
    assert owner.get("/p/riverside/readiness/findings/strategy.json").json["denominator"] == 0
    owner.post_form(f"{SURVEY}/status", {"status": "closed"})
    assert "2.0" in owner.see("/p/riverside/readiness/findings").main.text


def test_a_response_has_no_case_to_look_at(app, owner, survey):
    answers(app, survey, 0, 9)
    owner.see(SURVEY)
    owner.post_form(f"{SURVEY}/status", {"status": "closed"})
    assert "Show the cases" not in owner.see("/p/riverside/readiness/findings").text
    assert owner.get("/p/riverside/readiness/findings/strategy/cases").status_code == 404


def test_the_home_page_leads_to_the_survey(app, owner, survey):
    answers(app, survey, 0, 3)
    page = owner.see("/p/riverside")
    assert page.find("a", href=SURVEY)
    assert "Bring the case list" not in page.text
    assert "Case list" not in owner.see(SURVEY).find("nav", attrs={"aria-label": "Pages of this project"}).text
