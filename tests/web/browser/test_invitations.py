"""From a list of people to what was heard: by a facilitator's laptop and an invited person's phone, in a browser."""

from flask import Flask
from playwright.sync_api import expect

from casereview import database
from casereview.access import operator
from casereview.models import Survey
from casereview.store import invitations, surveys
from tests.invited import SECRET, send
from tests.surveys import add_survey
from tests.web.browser.conftest import PHONE, OpenAs, axe, watch

PAGE = "/p/riverside/readiness/survey/invitations"
HEARD = "/p/riverside/readiness/survey/heard"


def test_links_are_given_out_used_and_lead_to_what_was_heard(app: Flask, page_as: OpenAs, context_of, watched) -> None:
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        survey = add_survey(session, member, "readiness", status="draft")
        invitations.begin(session, member, survey, secret=SECRET)
    laptop = page_as("facilitator")
    laptop.goto(PAGE)
    laptop.get_by_label("One person on each line").fill("\n".join(f"Person {n}; Front door" for n in range(12)))
    laptop.get_by_role("button", name="Make their links").click()
    expect(laptop.get_by_role("heading", level=1)).to_have_text("12 links to give out")
    axe(laptop)
    links = [cell.inner_text() for cell in laptop.locator(".links__link").all()]
    with laptop.expect_download() as file:
        laptop.get_by_role("button", name="Download for mail merge").click()
    assert file.value.suggested_filename == "riverside-readiness-links.xlsx"
    with database.write(app.extensions["engine"]) as session:
        survey = surveys.move(session, operator(session, "riverside"), session.get_one(Survey, survey.id), "open")
        for link in links[1:]:
            send(session, link.rpartition("/")[2])

    phone = context_of(viewport=PHONE).new_page()
    watch(phone, watched)
    phone.goto(links[0])
    with phone.expect_response("**/started") as answer:  # the script shows the pages; the server hears of the start
        phone.get_by_role("button", name="Start").click()
    assert answer.value.status == 204
    laptop.goto(PAGE)
    expect(laptop.locator(".stages b")).to_have_text(["12", "12", "12", "11"])
    axe(laptop)
    for width in (390, 1440):
        laptop.set_viewport_size({"width": width, "height": 900})
        assert laptop.evaluate("document.documentElement.scrollWidth") == width
    laptop.goto("/p/riverside/readiness/survey")
    laptop.get_by_text("Close it for good").click()
    laptop.get_by_role("button", name="Close the survey").click()
    laptop.get_by_role("button", name="What we heard").click()
    laptop.get_by_label("What we heard, in a few sentences").fill("Thank you.")
    laptop.get_by_label("What happens next").fill("A plan by May.")
    axe(laptop)
    laptop.get_by_role("button", name="Save and look at it").click()
    with laptop.expect_navigation():
        laptop.get_by_role("button", name="Publish it").click()
    phone.goto(links[0])
    expect(phone.get_by_role("heading", level=1)).to_have_text("What we heard")
    axe(phone)
