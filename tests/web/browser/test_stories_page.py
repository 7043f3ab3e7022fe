"""The pages of a case story in a browser: accessible, no wider than a phone, and nothing unchecked on paper."""

import pytest
from playwright.sync_api import expect

from casereview import database
from casereview.access import operator
from casereview.store import cases, studies
from casereview.store.stories import StoryTyped, write_story
from casereview.store.story_events import EventTyped, add_event
from casereview.stories.when import read_when
from tests.web.reviewed import add_reviews

S = "/p/riverside/looked/stories"


@pytest.fixture
def either_url(database_url: str) -> str:
    """What a browser shows does not depend on the database."""
    return database_url


@pytest.fixture
def story(app) -> str:
    """The address of an unchecked story with four events, one of them a chance that was missed."""
    add_reviews(app)
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        case = cases.cases_in(session, member, studies.study(session, member, "looked"))[0]
        words = StoryTyped(
            "Nobody to go with", "A woman", "She moved.", "Home.", "Company went first.", {"area": 0}, "area"
        )
        made = write_story(session, member, case, words)
        for when, could in (("May 2025", ""), ("6 May 2025", "A friend."), ("7 May 2025", ""), ("2 June 2026", "")):
            answer = ("means", "nurse") if could else ("", "")
            add_event(session, member, made, EventTyped(read_when(when), "contact", "Rang Doris.", could, *answer))
        return f"{S}/{made.public_id}"


def test_every_page_is_accessible_and_fits_a_phone(story, page, axe, no_sideways_scrolling):
    for path in (S, story, f"{story}/edit", f"{story}/events/new", f"{story}/check", f"{story}/history"):
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(path)
        axe(page)
        page.set_viewport_size({"width": 390, "height": 844})
        no_sideways_scrolling(page)
        axe(page)


def test_a_story_is_checked_by_hand_and_only_then_prints(story, page_as):
    checker = page_as("analyst", javascript=False)
    checker.goto(story)
    checker.emulate_media(media="print")
    expect(checker.get_by_text("This story stays in the project")).to_be_visible()
    expect(checker.get_by_text("Rang Doris.").first).not_to_be_visible()
    checker.emulate_media(media="screen")
    checker.get_by_role("link", name="The check").first.click()
    for box in checker.get_by_role("textbox").all():
        box.fill("The name is invented, and the date is not told.")
    for box in checker.get_by_role("checkbox").all():
        box.check()
    checker.get_by_role("button", name="Nobody can be recognised").click()
    expect(checker.get_by_text("The story may now leave the project")).to_be_visible()
    checker.emulate_media(media="print")
    expect(checker.get_by_text("Rang Doris.").first).to_be_visible()
