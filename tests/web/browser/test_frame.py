"""The pages around the work: accessible, no wider than the window, without any message of the security policy."""

import pytest
from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
PAGES = ("/", "/p/riverside", "/p/riverside/studies/new", "/p/riverside/studies/new?instrument=case-review",
         "/p/riverside/review/workshops", "/p/riverside/review/workshops/new", "/p/riverside/review/change",
         "/about", "/privacy", "/accessibility", "/sign-in", "/sign-in/spent", "/p/none")  # fmt: skip


@pytest.fixture
def everything(study):
    """The pages have something to show."""


def test_every_page_is_accessible(everything, page, axe):
    for path in PAGES:
        page.goto(path)
        axe(page)


def test_no_page_scrolls_sideways_on_a_phone(everything, page_as, no_sideways_scrolling, axe):
    phone = page_as("facilitator", "administrator", viewport=PHONE)
    for path in PAGES:
        phone.goto(path)
        no_sideways_scrolling(phone)
    axe(phone)


def test_pages_stand_in_forced_colours(everything, page_as, axe):
    page = page_as("facilitator", forced_colors="active")
    page.goto("/p/riverside")
    axe(page)


def test_the_way_from_nothing_to_a_study_works_without_javascript(page_as):
    page = page_as("facilitator", javascript=False)
    page.goto("/p/riverside")
    page.get_by_role("button", name="Set up a study").click()
    page.get_by_role("button", name="Look at Case review").click()
    page.get_by_label("How many cases you aim for").fill("eighty")
    page.get_by_role("button", name="Set up the study").click()
    expect(page.get_by_label("How many cases you aim for")).to_have_value("eighty")
    page.get_by_label("How many cases you aim for").fill("80")
    page.get_by_role("button", name="Set up the study").click()
    expect(page.get_by_text("Case review is set up")).to_be_visible()


def test_the_keyboard_reaches_the_content_by_the_skip_link(everything, page):
    page.goto("/p/riverside")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_watcher_sees_a_breach_of_the_security_policy(anonymous, watched):
    anonymous.goto("/about")
    anonymous.evaluate("document.body.setAttribute('style', 'color: red')")
    anonymous.evaluate("1")  # the message arrives with the next round trip
    anonymous.wait_for_timeout(200)
    assert any("Content Security Policy" in message for message in watched)
    watched.clear()
