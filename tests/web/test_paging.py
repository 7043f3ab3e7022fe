"""A long list by pages: what is shown, and where the links lead."""

import pytest

from casereview.web.paging import paging


def pages(count: int, asked: str = ""):
    return paging(range(count), 10, asked, lambda page: f"?page={page}" if page else "?")


def test_a_short_list_is_one_page():
    here = pages(10)
    assert (list(here.shown), here.number, here.last, here.range) == (list(range(10)), 1, 1, "1 to 10 of 10")


@pytest.mark.parametrize(
    ("asked", "number"),
    [("", 1), ("2", 2), ("3", 3), ("4", 3), ("0", 1), ("-1", 1), ("x", 1), ("９", 1), ("9" * 40, 1)],
)
def test_an_address_that_names_no_page_shows_one_that_is_there(asked, number):
    here = pages(25, asked)
    assert here.number == number
    assert list(here.shown) == list(range(25))[(number - 1) * 10 : number * 10]


def test_the_links_are_those_around_the_first_and_the_last():
    links = pages(100, "5").links
    assert [each.get("number") if not each.get("ellipsis") else "…" for each in links["items"]] == [
        1,
        "…",
        4,
        5,
        6,
        "…",
        10,
    ]
    assert [each["number"] for each in links["items"] if each.get("current")] == [5]
    assert (links["previous"]["href"], links["next"]["href"]) == ("?page=4", "?page=6")
    assert pages(100, "2").links["previous"]["href"] == "?"
    assert "previous" not in pages(100).links
    assert "next" not in pages(100, "10").links


def test_an_empty_list_is_one_empty_page():
    assert (list(pages(0).shown), pages(0).last) == ([], 1)
