"""An exercise of consistency as it is held: three phones, the facilitator, and a projector that follows along."""

import re

import pytest
from flask import Flask
from playwright.sync_api import expect

from casereview import database
from casereview.access import operator
from casereview.models import Person
from casereview.store import allotments, cases, studies
from tests.alone import ALONE_TEXT
from tests.web.browser.conftest import PHONE, PROJECTOR

P = "/p/riverside/exercise"
NAMES = ("ann", "ben", "cal")


@pytest.fixture
def case(app: Flask) -> str:
    """A case that is answered alone. Returns its public id."""
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.add_study(session, member, key="exercise", instrument_text=ALONE_TEXT)
        return cases.add_case(session, member, study, reference="EX-1", summary="Has fallen twice.").public_id


@pytest.fixture
def phones(app, page_as, case):
    """Three reviewers with the case in their queue, each on a phone."""
    opened = {name: page_as("reviewer", email=f"{name}@example.org", viewport=PHONE) for name in NAMES}
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.study(session, member, "exercise")
        for person in allotments.reviewers(session, member):
            assert isinstance(person, Person)
            allotments.give(session, member, study, person.id, [case])
    return opened


def answer(phone, setting: str) -> None:
    """From the queue through the form to the submission."""
    phone.goto(f"{P}/queue")
    phone.get_by_role("button", name="Go on with EX-1").click()
    phone.wait_for_url("**/cases/*")
    phone.goto(phone.url.split("?")[0] + "?view=all")
    for choice in ("chance-no", f"lives-{setting}", "ideal-home"):
        phone.locator(f"#{choice}").click()
    phone.locator("#saved[data-state=saved]").wait_for()
    phone.wait_for_load_state("networkidle")
    phone.goto(phone.url.split("?")[0] + "/check")
    phone.get_by_role("button", name="Submit").click()
    phone.get_by_role("heading", name="EX-1 is done").wait_for()


def test_nobody_sees_an_answer_before_the_reveal_and_the_projector_follows(
    phones, page_as, case, axe, no_sideways_scrolling
):
    room = f"{P}/cases/{case}/room"
    facilitator = page_as("facilitator")
    projector = page_as("facilitator", viewport=PROJECTOR)
    for page in (facilitator, projector):
        page.goto(room)
    expect(projector.locator("#room")).to_contain_text("0 of 3")
    answer(phones["ann"], "ward")
    answer(phones["ben"], "home")
    projector.locator("#room-answered", has_text="2").wait_for(timeout=10_000)
    for page in (projector, facilitator, *phones.values()):
        page.goto(room)
        expect(page.locator(".sides")).to_have_count(0)
    phones["cal"].goto(room)
    expect(phones["cal"].locator("main")).not_to_contain_text("have answered")
    no_sideways_scrolling(phones["cal"])
    axe(phones["cal"])
    facilitator.get_by_role("button", name="Show everybody’s answers").click()
    early = facilitator.get_by_role("button", name="Show it without them")
    expect(early).to_have_count(1)
    axe(facilitator)
    early.click()
    for page in (projector, phones["ann"], phones["cal"]):  # nobody reloads: the page follows
        page.locator(".sides").first.wait_for(timeout=10_000)
        cells = page.locator(".sides__count").all_inner_texts()
        assert sorted(int(cell.split()[0]) for cell in cells)[-2:] == [1, 1]
    axe(projector)
    no_sideways_scrolling(phones["ann"])
    phones["cal"].goto(f"{P}/cases/{case}")
    expect(phones["cal"]).to_have_url(re.compile("/room$"))


def test_the_mdt_round_stands_beside_the_individuals(phones, page_as, case):
    facilitator = page_as("facilitator")
    answer(phones["ann"], "ward")
    facilitator.goto(f"{P}/cases/{case}/room")
    facilitator.get_by_role("button", name="Show everybody’s answers").click()
    facilitator.get_by_role("button", name="Show it without them").click()
    facilitator.get_by_role("link", name="MDT").click()
    facilitator.wait_for_url("**kind=mdt*")
    facilitator.goto(f"{P}/cases/{case}?kind=mdt&view=all")
    for choice in ("chance-no", "lives-home", "ideal-home"):
        facilitator.locator(f"#{choice}").click()
    facilitator.locator("#saved[data-state=saved]").wait_for()
    facilitator.wait_for_load_state("networkidle")
    facilitator.goto(f"{P}/cases/{case}/check?kind=mdt")
    facilitator.get_by_role("button", name="Submit").click()
    facilitator.get_by_role("heading", name="EX-1 is done").wait_for()
    phones["ben"].goto(f"{P}/cases/{case}/room")
    heads = phones["ben"].locator(".sides thead th").all_inner_texts()
    assert [" ".join(head.split()) for head in heads] == ["Answer", "Individuals 1 in all", "MDT 1 in all"]
