"""A long case list comes by pages: nothing is shown twice or never, and a search looks through all of them."""

import pytest

from casereview.web.capture import list_pages
from tests.web.capture.conftest import CASES
from tests.web.capture.test_cases import references


@pytest.fixture
def either_url(database_url):
    """One database is enough: what is paged is read in tests of the store on both."""
    return database_url


@pytest.fixture(autouse=True)
def two_a_page(monkeypatch, case):
    """R1, R2 and R3, two on a page."""
    monkeypatch.setattr(list_pages, "A_PAGE", 2)


def links(page):
    """Where the pages are, by the words of the link."""
    return {link.get_text(" ", strip=True): link["href"] for link in page.select(".govuk-pagination a")}


def test_every_case_is_on_one_page_and_the_count_is_of_all(owner):
    first = owner.see(CASES)
    assert references(first) == ["R1", "R2"]
    assert "Cases 1 to 2 of 3." in first.get_text()
    assert "To do 3" in first.get_text(" ", strip=True)
    assert references(owner.see(links(first)["2"])) == ["R3"]


def test_a_search_finds_what_stands_on_another_page_and_keeps_to_its_state(owner, form):
    assert references(owner.see(f"{CASES}?q=r3&page=2")) == ["R3"]
    owner.see(f"{form}/aside")
    owner.post_form(f"{form}/aside", {"status": "parked", "reason": "No notes", "version": "1"})
    page = owner.see(f"{CASES}?q=r")
    assert references(page) == ["R2", "R3"]
    assert links(page)["2"].endswith("?q=r&page=2")
    states = page.find(class_="cases__states").find_all("a")
    assert [" ".join(link.get_text().split()) for link in states] == ["All 3", "To do 2", "Parked 1"]
    parked = owner.see(states[2]["href"])
    assert references(parked) == ["R1"]
    assert parked.find(id="q")["value"] == "r"


@pytest.mark.parametrize("asked", ["page=99", "page=0", "page=x", "page=-1", "state=moon", "page=2&state=done"])
def test_an_address_that_names_no_page_shows_one_that_is_there(owner, asked):
    assert owner.get(f"{CASES}?{asked}").status_code == 200
