"""Setting up a study on the page: what was typed stays until it is right."""

from casereview import database
from casereview.access import operator
from casereview.store import studies

NEW = "/p/riverside/studies/new"
RIGHT = {"instrument": "case-review", "title": "Case review", "key": "case-review", "target": "83"}


def held(app):
    with database.read(app.extensions["engine"]) as session:
        return [(each.key, each.target) for each in studies.studies(session, operator(session, "riverside"))]


def test_an_instrument_shows_what_it_asks_and_what_it_tells(owner):
    page = owner.see(f"{NEW}?instrument=case-review")
    assert "What it will tell you" in page.main.text
    assert len(page.find_all("details")) > 3


def test_a_study_is_set_up(app, owner):
    owner.see(NEW)
    assert owner.post_form(NEW, RIGHT).status_code == 302
    assert held(app) == [("case-review", 83)]
    assert "is set up" in owner.see("/p/riverside").main.text


def test_a_study_needs_no_target(app, owner):
    owner.post_form(NEW, RIGHT | {"target": ""})
    assert held(app) == [("case-review", None)]


def test_mistakes_are_named_and_nothing_typed_is_lost(app, owner):
    answer = owner.post_form(NEW, RIGHT | {"title": "", "key": "my key", "target": "²"})
    assert answer.status_code == 422
    assert owner.page.title.string.startswith("Error: ")
    assert [a["href"] for a in owner.page.find(class_="govuk-error-summary").find_all("a")] == ["#title", "#target"]
    assert owner.page.find(id="key")["value"] == "my key"
    assert held(app) == []


def test_a_key_in_use_is_named(app, owner):
    owner.post_form(NEW, RIGHT)
    assert owner.post_form(NEW, RIGHT).status_code == 422
    assert "already a study" in owner.page.find(class_="govuk-error-summary").text
    assert len(held(app)) == 1


def test_a_second_study_is_offered_a_free_key(owner):
    owner.post_form(NEW, RIGHT)
    assert owner.see(f"{NEW}?instrument=case-review").find(id="key")["value"] == "case-review-2"


def test_a_path_of_the_server_is_not_an_instrument(owner):
    owner.see("/")
    assert owner.get(f"{NEW}?instrument=tests/tiny.toml").status_code == 404
    assert owner.post_form(NEW, RIGHT | {"instrument": "tests/tiny.toml"}).status_code == 404
