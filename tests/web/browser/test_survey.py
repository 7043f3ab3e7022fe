"""A survey on phones with a network that comes and goes, and the room's screen that follows."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from sqlmodel import select

from casereview import database
from casereview.access import operator
from casereview.models import Survey, SurveyAnswer, SurveyResponse
from casereview.store import surveys
from tests.surveys import add_survey, reply
from tests.web.browser.conftest import PHONE, PROJECTOR, OpenAs, watch

ContextOf = Callable[..., BrowserContext]
ROOM = "/p/riverside/readiness/room"


@pytest.fixture
def readiness(app: Flask) -> Survey:
    with database.write(app.extensions["engine"]) as session:
        return add_survey(session, operator(session, "riverside"), "readiness")


@pytest.fixture
def services(app: Flask) -> Survey:
    with database.write(app.extensions["engine"]) as session:
        return add_survey(session, operator(session, "riverside"), "community-services")


@pytest.fixture
def phone(context_of: ContextOf, watched: list[str]) -> Callable[..., Page]:
    """`phone()`: one more phone, with nobody signed in."""

    def made(**more: object) -> Page:
        page = context_of(viewport=PHONE, **more).new_page()
        watch(page, watched)
        return page

    return made


def stored(app: Flask, table: type = SurveyResponse) -> list:
    with database.read(app.extensions["engine"]) as session:
        return list(session.exec(select(table)).all())


def join(page: Page, survey: Survey) -> None:
    page.goto("/j")
    page.get_by_label("Type the code on the screen").fill(f"{survey.code[:3]} {survey.code[3:]}".lower())
    page.get_by_role("button", name="Join").click()
    page.get_by_role("button", name="Start").click()


def go_on(page: Page) -> None:
    page.locator("#go").click()


def rate(page: Page, *points: str) -> None:
    for place, point in enumerate(points):
        page.locator(".ask").nth(place).get_by_label(point, exact=True).check()
    go_on(page)


def answer_readiness(page: Page, audience: str = "Staff", strategy: str = "2") -> None:
    """Everything but the last page's Send."""
    page.get_by_label(audience, exact=True).check()
    go_on(page)
    rate(page, strategy, "3")
    rate(page, "2", "Not my area")
    rate(page, "4", "3")
    for place in (0, 1):
        page.locator(".ask").nth(place).get_by_label("Not my area").check()


def test_joined_by_code_the_network_cut_and_restored_and_counted_once(
    app: Flask, services: Survey, phone: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = phone()
    join(page, services)
    page.get_by_label("Northern").check()
    axe(page)
    go_on(page)
    page.locator(".box").fill("Lunch club")
    page.context.set_offline(True)
    expect(page.locator("#kept")).to_contain_text("Kept on this phone.")
    go_on(page)
    for _ in range(9):
        page.get_by_role("button", name="I can’t think of one").click()
    page.get_by_label("Colleagues").check()
    page.get_by_label("No", exact=True).check()
    go_on(page)
    expect(page.locator("#kept")).to_contain_text("Kept on this phone, will be sent.")
    axe(page)
    page.wait_for_timeout(2500)  # a retry fails meanwhile
    assert stored(app) == []
    page.context.set_offline(False)
    page.wait_for_url("**/thanks", timeout=10_000)
    assert len(stored(app)) == 1
    assert [each.other for each in stored(app, SurveyAnswer) if each.other] == ["Lunch club"]
    assert page.evaluate("sessionStorage.length") == 0


def test_an_answer_that_was_counted_but_not_confirmed_counts_once(
    app: Flask, readiness: Survey, phone: Callable[..., Page]
) -> None:
    page = phone()
    join(page, readiness)
    lost: list[int] = []

    def lose_the_first(route) -> None:  # type: ignore[no-untyped-def]
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)  # it arrives, and the confirmation does not come back
            route.abort()
        else:
            route.continue_()

    page.route("**/s/*", lose_the_first)
    answer_readiness(page)
    go_on(page)
    page.wait_for_url("**/thanks", timeout=10_000)
    assert lost == [200]
    assert len(stored(app)) == 1


def test_reloading_and_going_back_lose_nothing(readiness: Survey, phone: Callable[..., Page]) -> None:
    page = phone()
    join(page, readiness)
    page.get_by_label("Managers", exact=True).check()
    go_on(page)
    page.locator(".ask").nth(0).get_by_label("4", exact=True).check()
    page.reload()
    expect(page.locator(".ask").nth(0).get_by_label("4", exact=True)).to_be_checked()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Managers", exact=True)).to_be_checked()
    page.go_back()
    expect(page.locator(".ask").nth(0).get_by_label("4", exact=True)).to_be_checked()


def test_a_thumb_quicker_than_the_script_loses_nothing(readiness: Survey, phone: Callable[..., Page]) -> None:
    page = phone()
    page.route("**/phone.js*", lambda route: (time.sleep(0.7), route.continue_()))
    page.goto(f"/s/{readiness.token}", wait_until="commit")
    page.get_by_role("button", name="Start").click()
    page.get_by_label("Managers", exact=True).check()
    page.reload()
    expect(page.get_by_label("Managers", exact=True)).to_be_checked()


def test_going_back_to_the_first_words_needs_no_signal(readiness: Survey, phone: Callable[..., Page]) -> None:
    page = phone()
    join(page, readiness)
    page.get_by_label("Managers", exact=True).check()
    page.context.set_offline(True)
    page.go_back()
    expect(page.get_by_role("heading", name="Readiness")).to_be_visible()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_label("Managers", exact=True)).to_be_checked()


def test_a_second_tap_answers_nothing_on_the_page_that_has_just_come(
    services: Survey, phone: Callable[..., Page]
) -> None:
    page = phone(has_touch=True)
    page.clock.install()
    join(page, services)
    go_on(page)
    none = page.get_by_role("button", name="I can’t think of one")
    expect(none).to_be_enabled()
    place = none.bounding_box()
    assert place is not None
    page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))  # both taps at one moment, however slow the machine
    for _ in range(2):
        page.touchscreen.tap(place["x"] + 40, place["y"] + 20)
    expect(page.locator("#where")).to_have_text("Page 3 of 12")
    page.clock.resume()
    expect(none).to_be_enabled()
    expect(none).to_have_attribute("aria-pressed", "false")
    none.click()
    expect(page.locator("#where")).to_have_text("Page 4 of 12")


@pytest.mark.parametrize(
    ("status", "said"), [(200, "Wi-Fi that wants you to sign in"), (404, "Wi-Fi"), (503, "cannot take them just now")]
)
def test_an_answer_that_is_not_the_surveys_is_said_and_tried_again(
    status: int, said: str, app: Flask, readiness: Survey, phone: Callable[..., Page], watched: list[str]
) -> None:
    page = phone()
    join(page, readiness)
    answer_readiness(page)
    met: list[str] = []

    def stand_in_the_way(route) -> None:  # type: ignore[no-untyped-def]
        if route.request.method == "POST" and not met:
            met.append(route.request.url)
            route.fulfill(status=status, content_type="text/html", body="<h1>Welcome to the guest Wi-Fi</h1>")
        else:
            route.continue_()

    page.route("**/s/*", stand_in_the_way)
    go_on(page)
    expect(page.locator("#kept")).to_contain_text("Kept on this phone, will be sent.")
    expect(page.locator("#kept")).to_contain_text(said)
    page.wait_for_url("**/thanks", timeout=10_000)
    assert len(stored(app)) == 1
    watched[:] = [line for line in watched if not line.endswith(f": {status}")]


def test_an_unanswered_question_is_pointed_at(readiness: Survey, phone: Callable[..., Page]) -> None:
    page = phone()
    join(page, readiness)
    go_on(page)
    expect(page.locator("#kind-problem")).to_contain_text("Answer this question to go on.")
    expect(page.locator("#where")).to_have_text("Page 1 of 5")


def test_enter_in_the_box_never_means_that_nothing_came_to_mind(services: Survey, phone: Callable[..., Page]) -> None:
    page = phone()
    join(page, services)
    go_on(page)
    page.locator(".box").fill("Food bank")
    page.locator(".box").press("Enter")
    expect(page.locator("#where")).to_have_text("Page 3 of 12")
    page.get_by_role("button", name="Back").click()
    expect(page.locator(".box")).to_have_value("Food bank")


@pytest.mark.parametrize("javascript", [True, False])
def test_it_is_accessible_and_fits_a_phone(
    javascript: bool, services: Survey, phone: Callable[..., Page], axe: Callable[[Page], None],
    no_sideways_scrolling: Callable[[Page], None],
) -> None:  # fmt: skip
    page = phone(javascript=javascript)
    for address in ("/j", f"/s/{services.token}"):
        page.goto(address)
        if javascript:
            axe(page)
        no_sideways_scrolling(page)
    page.get_by_role("button", name="Start").click()
    go_on(page)
    no_sideways_scrolling(page)
    heights = [box["height"] for box in (each.bounding_box() for each in page.locator("button:visible").all()) if box]
    assert all(height >= 44 for height in heights if height > 2), heights
    sizes = page.locator("body *").evaluate_all("all => all.map(e => parseFloat(getComputedStyle(e).fontSize))")
    assert min(sizes) >= 16


def test_without_javascript_it_is_answered_to_the_end(
    app: Flask, readiness: Survey, phone: Callable[..., Page]
) -> None:  # fmt: skip
    page = phone(javascript=False)
    join(page, readiness)
    answer_readiness(page)
    go_on(page)
    expect(page.get_by_role("heading", name=re.compile("Thank you"))).to_be_visible()
    assert len(stored(app)) == 1


def test_three_phones_and_a_projector(
    app: Flask, readiness: Survey, phone: Callable[..., Page], page_as: OpenAs, axe: Callable[[Page], None],
    no_sideways_scrolling: Callable[[Page], None],
) -> None:  # fmt: skip
    with database.write(app.extensions["engine"]) as session:
        for number in range(2):
            reply(session, session.get_one(Survey, readiness.id), number)
    screen = page_as("facilitator", viewport=PROJECTOR)
    screen.goto(ROOM)
    axe(screen)
    no_sideways_scrolling(screen)
    count = screen.locator(".rail__count b")
    expect(count).to_have_text("2")
    phones = [phone() for _ in range(3)]
    for number, page in enumerate(phones, 3):
        join(page, readiness)
        answer_readiness(page, "Managers", "5")
        go_on(page)
        page.wait_for_url("**/thanks")
        expect(count).to_have_text(str(number), timeout=6_000)  # a second or two; a busy machine is no fault
    controls = page_as("facilitator", "administrator", viewport=PHONE)
    controls.goto(f"{ROOM}/controls")
    no_sideways_scrolling(controls)
    axe(controls)
    controls.get_by_role("button", name="First question").click()
    expect(screen.get_by_role("heading", level=1)).to_contain_text("coherent", timeout=6_000)
    expect(screen.locator(".bars")).to_have_count(0)  # hidden until revealed
    controls.get_by_role("button", name="Reveal the result").click()
    expect(controls.get_by_text("nothing is shown before 10 people")).to_be_visible()  # five behind while it is open
    with database.write(app.extensions["engine"]) as session:
        surveys.move(session, operator(session, "riverside"), session.get_one(Survey, readiness.id), "closed")
    controls.get_by_role("button", name="Reveal the result").click()
    expect(screen.locator(".screen__answer")).to_contain_text("3 of 5 gave 4 or 5", timeout=6_000)
    axe(screen)
    no_sideways_scrolling(screen)
    controls.get_by_role("button", name="Hide the result").click()
    expect(screen.locator(".bars")).to_have_count(0, timeout=6_000)


def test_a_screen_that_could_not_fetch_what_moved_asks_again(
    app: Flask, readiness: Survey, page_as: OpenAs, watched: list[str]
) -> None:
    screen = page_as("facilitator", viewport=PROJECTOR)
    screen.goto(ROOM)
    failed: list[str] = []

    def fail_once(route) -> None:  # type: ignore[no-untyped-def]
        if failed:
            return route.continue_()
        failed.append(route.request.url)
        return route.fulfill(status=504, body="")

    screen.route(f"**{ROOM}", fail_once)
    with database.write(app.extensions["engine"]) as session:
        reply(session, session.get_one(Survey, readiness.id), 1)
    expect(screen.locator(".rail__count")).to_contain_text("1 has answered")
    assert failed
    watched[:] = [line for line in watched if not line.endswith(": 504")]
