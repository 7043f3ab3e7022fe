"""The gap map in a browser: a name matched by keyboard, every page accessible, and none wider than a phone."""

import re

import pytest
from playwright.sync_api import expect

from casereview import database
from casereview.access import operator
from casereview.store import directory
from tests.gap_map import asked, entry
from tests.web.browser.conftest import PHONE

ROOT = "/p/riverside/known/gap-map"
PLACES = ("", "/cells/eating/hill", "/cells/washing/coast", "/cells/reading/anywhere", "/directory", "/directory/new",
          "/directory/upload", "/names")  # fmt: skip
SAID = [
    *[{"area": "hill", "eating": "Lunch club", "washing": "-", "reading": "Choir"}] * 4,
    {"area": "hill", "eating": "Lunch club", "washing": "-", "reading": "-"},
    *[{"area": "dale", "eating": "-", "washing": "-", "reading": "-"}] * 5,
]


@pytest.fixture
def known(app):
    """A survey with a directory and two names to match."""
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = asked(session, member, SAID)
        for made in (entry("Chapel lunch club", places=("hill",)), entry("Bath house", "washing", places=("coast",))):
            directory.add_entry(session, member, study, made)


def test_a_name_is_matched_by_keyboard_and_undone(known, page_as, axe):
    page = page_as("analyst")
    page.goto(f"{ROOT}/names/next")
    axe(page)
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.get_by_text("“Choir”").wait_for()
    expect(page.get_by_text("“Lunch club” is Chapel lunch club.")).to_be_visible()
    axe(page)
    page.goto(ROOT)
    axe(page)
    expect(page.get_by_role("link", name=re.compile("Known.*Eating, Hill"))).to_be_visible()
    page.goto(f"{ROOT}/names")
    page.get_by_role("button", name=re.compile("Undo.*Lunch club")).click()
    expect(page.get_by_text("Undone. The name waits to be matched again.")).to_be_visible()


def test_every_page_is_accessible_and_fits_a_phone_without_javascript_too(known, page_as, axe, no_sideways_scrolling):
    page, plain = page_as("analyst", viewport=PHONE), page_as("facilitator", viewport=PHONE, javascript=False)
    for path in PLACES:
        page.goto(f"{ROOT}{path}")
        no_sideways_scrolling(page)
        axe(page)
    plain.goto(f"{ROOT}/names/next")
    plain.get_by_role("button", name="Not a service").click()
    expect(plain.get_by_text("“Choir”")).to_be_visible()
