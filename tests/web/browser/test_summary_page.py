"""The summary and the pages behind it in a browser: accessible, no wider than the window, printed without controls."""

import re

import pytest
from playwright.sync_api import expect

from casereview import database
from casereview.access import operator
from casereview.store.cited import Cited, add_cited
from casereview.store.opportunities import add_opportunity
from casereview.store.opportunity_typed import OpportunityTyped, PartTyped
from casereview.store.summary_items import ItemTyped, add_item
from tests.web.reviewed import add_reviews, study_of

PHONE = {"width": 390, "height": 844}
P = "/p/riverside"
PAGES = ("summary", "summary/order", "cited", "cited/new", "opportunities", "opportunities/new")


@pytest.fixture
def everything(app):
    """A reviewed study, a cited figure with a range, priced and grouped opportunities, a chapter."""
    add_reviews(app, random_draw=True)
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        figure = add_cited(
            session, member, Cited(0.25, "could be answered at once", "Records", True, 0.2, 0.3, base="Calls")
        )
        volume = PartTyped("volume", "Calls in a year", 37944, 37000, 39000, "Records")
        price = PartTyped("price", "A call", 31.5, 30, 33, "Finance")
        add_opportunity(session, member, OpportunityTyped(
            "More", "cashable", "people", (volume, price), study_of(app), "chance", overlap=0.2, overlap_low=0.1,
            overlap_high=0.3, overlap_note="Both reach the same people.",
        ))  # fmt: skip
        lever = OpportunityTyped(
            "Answer", "capacity", "capacity", (volume,), cited=figure, lever_group="The team", reading="gained"
        )
        made = add_opportunity(session, member, lever)
        lines = [ItemTyped(study=study_of(app), finding="chance"), ItemTyped(opportunity=made), ItemTyped(cited=figure)]
        lines += [ItemTyped("Later", study=study_of(app), finding="by_what"), ItemTyped("Later", words="How?")]
        for line in lines:
            add_item(session, member, line)


def test_every_page_is_accessible_on_a_laptop_and_on_a_phone(everything, page, axe, no_sideways_scrolling):
    for path in PAGES:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(f"{P}/{path}")
        axe(page)
        page.set_viewport_size(PHONE)
        no_sideways_scrolling(page)
        axe(page)


def test_pounds_stand_with_their_range_and_what_was_counted_twice(everything, page):
    page.goto(f"{P}/summary")
    table = page.locator(".summary-table--year")
    expect(table.get_by_text("£600,000", exact=True).first).to_be_visible()  # half of 37,944 at £31.50
    expect(table.get_by_text("20% of it is counted twice")).to_be_visible()
    expect(page.get_by_text("Capacity gained: 25% more.")).to_be_visible()


def test_on_a_phone_every_cell_has_the_width_of_the_page(everything, page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{P}/summary")
    last = page.locator(".summary-table--year tbody td:last-child")
    expect(last.first).to_be_visible()
    assert min(last.evaluate_all("all => all.map(each => each.offsetWidth)")) > 300


def test_printed_it_shows_no_controls_and_every_total(everything, page):
    page.goto(f"{P}/summary")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Change the order")).not_to_be_visible()
    assert page.locator(".summary-table--year tfoot").evaluate("e => getComputedStyle(e).display") == "table-row-group"
    expect(page.get_by_role("heading", name="How we know")).to_be_visible()


def test_a_figure_is_cited_and_leads_without_javascript(everything, page_as):
    page = page_as("analyst", javascript=False)
    page.goto(f"{P}/cited")
    page.get_by_role("button", name="Add a figure").click()
    page.get_by_label("The figure", exact=True).fill("over 800")
    page.get_by_label("The sentence that goes on").fill("were declined")
    page.get_by_label("Source", exact=True).fill("Activity records")
    page.get_by_role("button", name="Save the figure").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("The figure", exact=True).fill("800")
    page.get_by_role("button", name="Save the figure").click()
    expect(page.get_by_text("The figure is saved")).to_be_visible()
    page.goto(f"{P}/summary/order")
    page.get_by_label("What to show").select_option(label="800 were declined")
    with page.expect_navigation():
        page.get_by_role("button", name="Add it").click()
    for _ in range(3):
        with page.expect_navigation():
            page.get_by_role("button", name=re.compile("^Up.*800 were declined")).click()
    page.goto(f"{P}/summary")
    expect(page.locator(".lead__value")).to_have_text("800")
