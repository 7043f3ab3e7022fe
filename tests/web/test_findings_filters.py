"""Filters stand in the address and are said in words; a small base is flagged; what is unknown is answered in words."""

import pytest
from flask import Flask

from tests.web.reviewed import add_reviews
from tests.web.signing_in import CheckingClient

PAGE = "/p/riverside/looked/findings"


@pytest.fixture(autouse=True)
def reviewed(app: Flask) -> None:
    add_reviews(app)


def text_of(client: CheckingClient, path: str, status: int = 200) -> str:
    return " ".join(client.see(path, status).get_text(" ").split())


def test_a_filter_narrows_every_number_and_says_how_many_are_left(colleague: CheckingClient) -> None:
    text = text_of(colleague, f"{PAGE}?area=north")
    assert "4 of 12 cases" in text
    assert "2 of 4 cases reviewed" in text


def test_a_small_base_is_flagged_in_words(colleague: CheckingClient) -> None:
    text = text_of(colleague, f"{PAGE}?area=north")
    assert "Small base. These filters leave 4 cases, and a base under 10 is small." in text
    assert "Small base. " not in text_of(colleague, PAGE)


def test_several_values_are_alternatives(colleague: CheckingClient) -> None:
    for query in ("area=north,south", "area=north&area=south"):
        page = colleague.see(f"{PAGE}?{query}")
        assert "12 of 12 cases" in " ".join(page.get_text(" ").split())
        assert page.select_one("#filter-area option[selected]").get_text() == "North or South"


def test_the_form_shows_what_was_chosen_and_can_be_cleared(colleague: CheckingClient) -> None:
    page = colleague.see(f"{PAGE}?area=south")
    assert page.select_one("#filter-area option[selected]")["value"] == "south"
    assert page.find("a", string="Clear filters")["href"] == PAGE


def test_links_and_files_keep_the_filter(colleague: CheckingClient) -> None:
    page = colleague.see(f"{PAGE}?area=north")
    assert page.select_one("#finding-helped a[href*='.csv']")["href"].endswith("?area=north")
    assert "Filter,Area North" in colleague.get(f"{PAGE}/helped.csv?area=north").text
    assert "Filter: Area North." in colleague.get(f"{PAGE}/helped.svg?area=north").text
    assert colleague.get(f"{PAGE}/chance.json?area=north").get_json()["denominator"] == 4


def test_what_is_printed_or_copied_under_a_filter_says_so(colleague: CheckingClient) -> None:
    """The bar of filters is not printed, and a copied sentence leaves its page behind."""
    page = colleague.see(f"{PAGE}?area=north&workshop=First,+in+the+hall")
    filtered = "Area North, Workshop First, in the hall"
    assert filtered in page.select_one(".findings__filter").get_text()
    assert filtered in page.title.get_text()
    for each in page.select("[data-copy]"):
        assert f"Filter: {filtered}." in each["data-copy"]
    whole = colleague.see(PAGE)
    assert not whole.select(".findings__filter")
    assert not any("Filter" in each["data-copy"] for each in whole.select("[data-copy]"))


def test_a_sentence_copied_from_a_small_base_says_so(colleague: CheckingClient) -> None:
    def copied(path: str) -> str:
        return str(colleague.see(path).select_one("#finding-helped [data-copy]")["data-copy"])

    assert copied(f"{PAGE}?area=north").endswith("A base under 10 is small.")
    assert "is small" not in copied(PAGE)


def test_a_workshop_filters_by_its_title_even_with_a_comma(colleague: CheckingClient) -> None:
    assert "6 of 12 cases" in text_of(colleague, f"{PAGE}?workshop=First,+in+the+hall")


@pytest.mark.parametrize("query", ["area=mars", "moon=full", "workshop=Nowhere", "area=north&area=%00"])
def test_an_unknown_filter_is_answered_in_words_and_counts_nothing(colleague: CheckingClient, query: str) -> None:
    text = text_of(colleague, f"{PAGE}?{query}", 400)
    assert "That filter is not known" in text
    assert "Nothing was counted" in text
    assert colleague.get(f"{PAGE}/helped.csv?{query}").status_code == 400


def test_filters_that_leave_nobody_say_so_and_offer_a_way_back(colleague: CheckingClient) -> None:
    page = colleague.see(f"{PAGE}?area=north&workshop=Second")
    assert "No cases meet these filters" in " ".join(page.get_text(" ").split())
    assert page.find("a", string="Clear the filters")["href"] == PAGE


def test_blank_filters_are_no_filters(colleague: CheckingClient) -> None:
    assert "12 of 12 cases" in text_of(colleague, f"{PAGE}?area=&workshop=")


def test_it_breaks_a_finding_down_by_a_fact(colleague: CheckingClient) -> None:
    page = colleague.see(f"{PAGE}/chance?by=area")
    text = " ".join(page.get_text(" ").split())
    assert "No clear difference by area All are at 50% in every group, with 4 to 8 cases each." in text
    assert "The 12 cases were dealt by chance into groups of these sizes, 10,000 times." in text
    assert page.select(".chart__bars svg circle")
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in page.select(".finding__numbers tbody tr")
    ]
    assert rows[-1] == ["All", "6", "12", "50%", "25% to 75%"]
    assert rows[0][:3] == ["North Small base", "2", "4"]


def test_a_breakdown_of_a_distribution_counts_every_answer(colleague: CheckingClient) -> None:
    page = colleague.see(f"{PAGE}/helped?by=area")
    heads = [cell.get_text() for cell in page.select(".finding__numbers thead th")]
    run = " ".join(page.select_one(".app-lead").get_text(" ").split())
    assert run.startswith("“Nurse” runs from 25% (South) to 50% (North), with 4 to 8 cases each.")
    assert heads == ["Area", "Nurse", "Cases", "Nurse, share", "95% interval"]
    assert "In none of them: Friend." in page.get_text(" ")


def test_a_fact_that_is_not_there_is_not_found(colleague: CheckingClient) -> None:
    assert colleague.get(f"{PAGE}/chance?by=weather").status_code == 404
