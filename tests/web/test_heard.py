"""What we heard, from the draft to the phone: previewed, published by who may, light, and behind every link."""

import gzip
import re

import pytest
from flask.testing import FlaskClient

from casereview import database
from casereview.access import operator
from casereview.models import Survey
from casereview.store import surveys
from tests.invited import add_invited, send
from tests.surveys import add_survey, reply

HEARD = "/p/riverside/readiness/survey/heard"
LIGHT = 20_000  # bytes of everything the page needs, as they go over the line
WORDS = {"opening": "You told us a lot.\n\nThank you.", "next_steps": "A plan by May."}


@pytest.fixture
def either_url(database_url: str) -> str:
    """The store's tests run on both databases; these pages add no query of their own."""
    return database_url


@pytest.fixture
def survey(app):
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        made = add_survey(session, member, "readiness", expected=20)
        for number in range(14):
            reply(session, made, number, strategy="1" if number < 4 else "4")
        return surveys.move(session, member, session.get_one(Survey, made.id), "closed")


def compose(person, **places):
    version = person.see(HEARD).find("input", attrs={"name": "version"})["value"]
    data = WORDS | {"version": version} | {f"place-{name}": place for name, place in places.items()}
    return person.post_form(HEARD, data)


def publish(owner):
    version = owner.see(f"{HEARD}/preview").find("input", attrs={"name": "version"})["value"]
    return owner.post_form(f"{HEARD}/publish", {"version": version})


def test_from_the_draft_to_every_phone(owner, colleague, client, survey):
    assert "Nothing is published" in owner.see(HEARD.removesuffix("/heard")).main.text
    assert compose(colleague, data_agree="2", strategy="1").location == f"{HEARD}/preview"
    page = colleague.see(f"{HEARD}/preview")
    assert "Nobody else sees this" in page.main.text and not page.find("form")  # an analyst does not publish
    before = client.see(f"/s/{survey.token}").main.text
    assert "closed" in before and "will show what was heard" in before
    publish(owner)
    page = client.see(f"/s/{survey.token}")
    assert page.h1.text == "What we heard" and "14 of the 20" in page.main.text
    assert [h2.text for h2 in page.select(".said__title")][-1] == "What happens next"
    numbers = [each.get_text(" ", strip=True) for each in page.select(".said__number")]
    assert numbers[0].startswith("3.1 out of 5") and "95% interval" in numbers[0] and "14" in numbers[0]
    first = page.select_one(".said")
    assert not first.select(".said__bars")  # four gave 1: no bars beside the mean
    assert "fewer than five" in page.main.text
    assert not page.find("form") and not page.find("script") and "Preview" not in page.text
    assert "release 1" in owner.see(HEARD.removesuffix("/heard")).main.text


def test_a_personal_link_shows_it_too(app, owner, client):
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        made, links = add_invited(session, member, {f"person {n}": "" for n in range(12)})
        for token in links.values():
            send(session, token)
        surveys.move(session, member, session.get_one(Survey, made.id), "closed")
    compose(owner, strategy="1")
    publish(owner)
    for token in (links["person 3"], made.token):
        assert client.see(f"/s/{token}").h1.text == "What we heard"


def test_withdrawn_and_shown_again(owner, client, survey):
    compose(owner)
    publish(owner)
    where = owner.see(HEARD).select_one(".app-rows form")["action"]
    owner.post_form(where)
    assert "closed" in client.see(f"/s/{survey.token}").h1.text
    assert "Withdrawn" in owner.see(HEARD).main.text
    owner.post_form(where, {"back": "yes"})
    assert client.see(f"/s/{survey.token}").h1.text == "What we heard"
    assert owner.see(where.removesuffix("/withdrawn")).h1.text == "What we heard"


def test_wrong_input_keeps_what_was_typed(owner, colleague, survey):
    assert compose(owner, strategy="first").status_code == 422
    assert "whole number" in owner.page.text and owner.page.find(id="place-strategy")["value"] == "first"
    compose(colleague, strategy="1")
    assert owner.post_form(HEARD, {"version": "0", "opening": "Mine", "next_steps": "x"}).status_code == 409
    page = owner.page
    assert (
        "You told us a lot" in page.find(class_="govuk-inset-text").text
        and page.find(id="opening").text.strip() == "Mine"
    )
    again = {"version": page.find("input", attrs={"name": "version"})["value"], "opening": "Mine", "next_steps": "x"}
    assert owner.post_form(HEARD, again).status_code == 303
    assert owner.post_form(f"{HEARD}/publish", {"version": "1"}).status_code == 303
    assert "changed this since" in owner.see(HEARD).text and not owner.page.select(".app-rows")


def test_before_the_close_there_is_nothing_to_compose(app, owner, client):
    with database.write(app.extensions["engine"]) as session:
        made = add_survey(session, operator(session, "riverside"), "readiness")
    assert "Close the survey first" in owner.see(HEARD).main.text
    assert owner.post_form(HEARD, WORDS | {"version": "0"}).status_code == 422
    assert client.see(f"/s/{made.token}").find("form")


def test_an_analyst_may_not_publish(colleague, survey):
    compose(colleague)
    for path in (f"{HEARD}/publish", f"{HEARD}/anything/withdrawn"):
        assert colleague.post_form(path, {"version": "1"}).status_code == 403


def test_words_are_never_markup_and_the_page_is_light(app, owner, client, survey):
    owner.see(HEARD)
    data = {"opening": "<script>alert(1)</script>", "next_steps": "x", "version": "0", "place-strategy": "1"}
    owner.post_form(HEARD, data | {"place-data_agree": "2"})
    publish(owner)
    assert "<script>alert(1)</script>" in client.see(f"/s/{survey.token}").select_one(".told").text
    browser = FlaskClient(app)
    whole = browser.get(f"/s/{survey.token}", headers={"Accept-Encoding": "gzip"})
    html = gzip.decompress(whole.data).decode()
    needed = re.findall(r'(?:href|src)="(/static/[^"]+)"', html)
    sizes = [len(whole.data), *(len(browser.get(path, buffered=True).data) for path in needed)]
    assert sum(sizes) <= LIGHT, sizes
