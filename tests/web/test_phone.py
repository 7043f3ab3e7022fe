"""A survey without JavaScript: joined by code, page by page, sent once, and nothing remembered of who it was."""

import gzip
import re

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlmodel import select

from casereview import database
from casereview.access import operator
from casereview.models import Survey, SurveyAnswer, SurveyResponse
from casereview.store import surveys
from casereview.web.phone.limits import Limit
from tests.surveys import READY, add_survey, reply

KEY = "0123456789abcdef"
ALL = {"kind": "staff", "client_key": KEY, "page": "4", **READY}
LIGHT = 20_000  # bytes of everything a page needs, as they go over the line


@pytest.fixture
def survey(app):
    with database.write(app.extensions["engine"]) as session:
        return add_survey(session, operator(session, "riverside"), "readiness")


@pytest.fixture
def services(app):
    with database.write(app.extensions["engine"]) as session:
        return add_survey(session, operator(session, "riverside"), "community-services")


def stored(app, table=SurveyResponse):
    with database.read(app.extensions["engine"]) as session:
        return session.exec(select(table)).all()


def move(app, survey, status):
    with database.write(app.extensions["engine"]) as session:
        surveys.move(session, operator(session, "riverside"), session.get_one(Survey, survey.id), status)


def fields_of(page: BeautifulSoup) -> list[tuple[str, str]]:
    """What a browser without JavaScript would post of the page as it stands."""
    found = []
    for field in page.form.find_all(["input", "textarea"]):
        if field.get("type") not in ("radio", "checkbox") or field.has_attr("checked"):
            found.append((field["name"], field.get("value") or field.text.lstrip("\n")))
    return found


def post(client, survey, fields):
    names = {}
    for name, value in fields:
        names.setdefault(name, []).append(value)
    return client.post(f"/s/{survey.token}", data=names)


@pytest.mark.parametrize(
    "spoil", [str.lower, lambda c: f" {c[:3]} {c[3:]}", lambda c: c.replace("0", "o").replace("1", "l")]
)
def test_a_code_is_taken_as_it_was_meant(client, survey, spoil):
    answer = client.post("/j", data={"code": spoil(survey.code)})
    assert answer.status_code == 303
    assert answer.location == f"/s/{survey.token}"


def test_a_wrong_code_keeps_what_was_typed_and_says_what_to_do(client, survey):
    assert client.post("/j", data={"code": "ZZZ <b>"}).status_code == 422
    assert client.page.find(id="code")["value"] == "ZZZ <b>"
    assert "Check it against the screen" in client.page.main.text


def test_a_closed_survey_has_no_code(app, client, survey):
    move(app, survey, "closed")
    assert client.post("/j", data={"code": survey.code}).status_code == 422


def test_guessing_codes_is_slowed_down_and_a_room_is_not():
    now = [0.0]
    limit = Limit(lambda: now[0])
    for _ in range(20):  # sixty phones behind one address, twenty typing errors in a minute
        assert not limit.exhausted("the room")
        limit.missed("the room")
        now[0] += 3
    tried = 0
    for _ in range(8 * 3600):
        now[0] += 1
        if not limit.exhausted("a guesser"):
            limit.missed("a guesser")
            tried += 1
    assert tried <= 30 + 10 * 60 * 8


def test_the_first_three_lines_say_who_sees_it_what_is_never_shown_and_when_results_come(client, survey):
    lines = [line.text for line in client.see(f"/s/{survey.token}").select(".promises li")]
    assert len(lines) == 3
    assert "see the answers" in lines[0] and "fewer than five" in lines[1] and "Results come back" in lines[2]


def test_it_is_answered_page_by_page_without_javascript_and_back_loses_nothing(app, client, services):
    page = client.see(f"/s/{services.token}")
    post(client, services, [*fields_of(page), ("go", "next")])
    assert client.page.find(id="where").text == "Page 1 of 12"
    post(client, services, [*fields_of(client.page), ("locality", "norwich"), ("go", "next")])
    fields = [(n, v) for n, v in fields_of(client.page) if n != "service.nutrition--other"]
    post(client, services, [*fields, ("service.nutrition--other", "Lunch club"), ("go", "next")])
    post(client, services, [*fields_of(client.page), ("go", "back")])
    assert client.page.find(attrs={"name": "service.nutrition--other"})["value"] == "Lunch club"
    post(client, services, [*fields_of(client.page), ("go", "next")])
    for _ in range(9):
        none = client.page.find("button", class_="none")
        assert none.text == "I can’t think of one"
        answer = post(client, services, [*fields_of(client.page), (none["name"], none["value"])])
        assert answer.status_code == 200
    more = [("ways", "colleagues"), ("ways", "internet"), ("gaps", "yes"), ("go", "next")]
    post(client, services, [*fields_of(client.page), *more])
    assert client.page.find(id="where").text == "Page 13 of 13"  # what is missing is asked of those who see gaps
    answer = post(client, services, [*fields_of(client.page), ("go", "next")])
    assert answer.location == f"/s/{services.token}/thanks"
    assert "Thank you" in client.see(answer.location).h1.text
    assert len(stored(app)) == 1
    values = {each.value for each in stored(app, SurveyAnswer)}
    assert '["colleagues", "internet"]' in values and '"norwich"' in values


def test_a_page_left_empty_says_so_at_the_question(client, survey):
    assert client.post(f"/s/{survey.token}", data={"page": "0", "go": "next", "client_key": KEY}).status_code == 422
    assert "Answer this question" in client.page.find(id="kind-problem").text


def test_sent_twice_counts_once(app, client, survey):
    for _ in range(3):
        answer = client.post(f"/s/{survey.token}", data=ALL)
        assert answer.status_code == 303
    assert len(stored(app)) == 1


def test_a_missing_answer_leads_to_its_page_with_everything_kept(app, client, survey):
    data = {name: value for name, value in ALL.items() if name != "strategy"}
    assert client.post(f"/s/{survey.token}", data={**data, "go": "send"}).status_code == 422
    assert "Answer this question" in client.page.find(id="strategy-problem").text
    assert ("capacity", READY["capacity"]) in fields_of(client.page)
    assert stored(app) == []


def test_a_paused_survey_keeps_what_was_given_and_says_so(app, client, survey):
    move(app, survey, "paused")
    assert "paused" in client.see(f"/s/{survey.token}").h1.text
    assert client.post(f"/s/{survey.token}", data=ALL).status_code == 409
    assert "not sent yet" in client.page.main.text
    assert ("strategy", READY["strategy"]) in fields_of(client.page)
    move(app, survey, "open")
    assert post(client, survey, [*fields_of(client.page), ("go", "next")]).status_code == 303


def test_a_closed_survey_says_so(app, client, survey):
    move(app, survey, "closed")
    assert "closed" in client.see(f"/s/{survey.token}").h1.text
    assert client.post(f"/s/{survey.token}", data=ALL).status_code == 409


def test_scripts_are_told_in_json(client, survey):
    asks = {"Accept": "application/json"}
    missing = client.post(f"/s/{survey.token}", data={"client_key": KEY, "go": "send", "page": "-1"}, headers=asks)
    assert missing.status_code == 422 and missing.json["page"] == 0
    sent = client.post(f"/s/{survey.token}", data={**ALL, "go": "send"}, headers=asks)
    assert sent.json == {"sent": True, "next": f"/s/{survey.token}/thanks"}


def test_no_cookie_is_set_and_nobody_looks_who_is_signed_in(app, client, owner, survey, monkeypatch):
    for path in ("/j", f"/s/{survey.token}", f"/s/{survey.token}/thanks"):
        assert "Set-Cookie" not in client.get(path).headers
    monkeypatch.setattr("casereview.store.people.signed_in", lambda *_: pytest.fail("looked who it is"))
    assert owner.get(f"/s/{survey.token}").status_code == 200
    answer = owner.post(f"/s/{survey.token}", data=ALL)
    assert answer.status_code == 303 and "Set-Cookie" not in answer.headers


def test_a_post_from_another_site_is_refused(app, client, survey):
    answer = client.post(f"/s/{survey.token}", data=ALL, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert stored(app) == []


def test_text_is_never_markup(client, services):
    nasty = '"><script>alert(1)</script>'
    data = {"client_key": KEY, "page": "0", "go": "next", "service.nutrition--other": nasty}
    client.post(f"/s/{services.token}", data=data)
    assert client.page.find(attrs={"name": "service.nutrition--other"})["value"] == nasty


@pytest.mark.parametrize("damage", ["nobody", "../../etc", "%00"])
def test_a_link_that_is_not_there_is_a_page_not_found(client, damage):
    assert client.get(f"/s/{damage}").status_code in (404, 308)


def test_a_page_is_light(app, services):
    browser = FlaskClient(app)
    whole = browser.get(f"/s/{services.token}", headers={"Accept-Encoding": "gzip"})
    assert whole.headers["Content-Encoding"] == "gzip"
    html = gzip.decompress(whole.data).decode()
    needed = re.findall(r'(?:href|src)="(/static/[^"]+)"', html)
    sizes = [len(whole.data), *(len(browser.get(path, buffered=True).data) for path in needed)]
    assert len(sizes) <= 4
    assert sum(sizes) <= LIGHT, sizes


def test_a_respondents_page_brings_nothing_heavy(client, survey):
    html = client.get(f"/s/{survey.token}").text
    assert "plotly" not in html and "govuk" not in html


def test_another_projects_answers_stay_theirs(app, client, survey):
    with database.write(app.extensions["engine"]) as session:
        theirs = add_survey(session, operator(session, "elsewhere"), "readiness")
        reply(session, theirs, 1)
    client.post(f"/s/{survey.token}", data=ALL)
    assert sorted(each.survey_id for each in stored(app)) == sorted([survey.id, theirs.id])
