"""Planning workshops: dates and attendance are read, mistakes are named, a form sent twice adds one."""

import pytest

NEW = "/p/riverside/review/workshops/new"
LIST = "/p/riverside/review/workshops"
RIGHT = {
    "title": "Workshop 1", "day": "26", "month": "11", "year": "2026", "place": "Town Hall", "tables": "A, B",
    "attendance": "Hospital discharge: 4\nEastern: 3", "client_key": "one",
}  # fmt: skip


@pytest.fixture(autouse=True)
def with_a_study(study):
    """All pages here are of a study."""


def test_an_empty_list_says_what_to_do(owner, colleague):
    assert owner.see(LIST).find("a", class_="govuk-button")["href"] == NEW
    assert colleague.see(LIST).find("a", class_="govuk-button") is None


def test_a_workshop_is_planned(owner):
    owner.see(NEW)
    assert owner.post_form(NEW, RIGHT).status_code == 302
    words = " ".join(owner.see(LIST).main.text.split())
    assert "Thursday 26 November 2026, Town Hall" in words
    assert "Tables: A, B. Hospital discharge 4, Eastern 3." in words
    assert "7 people" in words


def test_the_same_form_sent_twice_adds_one_workshop(owner):
    owner.see(NEW)
    for _ in range(2):
        assert owner.post_form(NEW, RIGHT).status_code == 302
    assert len(owner.see(LIST).find(class_="app-rows").find_all("li")) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "#title"),
        ({"day": "31", "month": "2"}, "#day"),
        ({"year": ""}, "#day"),
        ({"attendance": "Hospital discharge"}, "#attendance"),
        ({"attendance": "Eastern: many"}, "#attendance"),
        ({"title": "x" * 500}, "#title"),
    ],
)
def test_a_mistake_is_named_and_nothing_typed_is_lost(owner, change, field):
    owner.see(NEW)
    assert owner.post_form(NEW, RIGHT | change).status_code == 422
    assert owner.page.find(class_="govuk-error-summary").a["href"] == field
    assert owner.page.find(id="place")["value"] == "Town Hall"
    assert "No workshop is planned" in owner.see(LIST).main.text
    assert owner.get(NEW).status_code == 200


def test_a_title_in_use_is_named(owner):
    owner.see(NEW)
    owner.post_form(NEW, RIGHT)
    assert owner.post_form(NEW, RIGHT | {"client_key": "two"}).status_code == 422
    assert "already a workshop" in owner.page.find(class_="govuk-error-summary").text
