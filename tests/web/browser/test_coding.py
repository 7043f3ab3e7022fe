"""Coding in a browser: by keyboard alone, for two readers, legible on a phone, and without scripts."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from casereview import database
from casereview.access import operator
from casereview.store import cases, coding, responses, studies, texts
from tests.builders import draft
from tests.coding import SAID, TEXT
from tests.web.browser.conftest import PHONE, OpenAs

ROOT = "/p/riverside/said/coding"


@pytest.fixture(autouse=True)
def keys(app: Flask) -> list[str]:
    """Four contributions, all to be read twice. The keys of their texts."""
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.add_study(session, member, key="said", instrument_text=TEXT)
        for words in SAID:
            made = cases.add_case(session, member, study, facts=draft({"role": "nurse"}))
            responses.enter(session, member, made, draft=draft({"point": words}))
        coding.choose_twice(session, member, study, count=4)
        return [text.key for text in texts.texts(session, member, study)]


def ready(page: Page) -> None:
    """Waits until the list of codes has the focus, as it has once the page stands."""
    expect(page.locator("[data-codes] input:focus")).to_have_count(1)


def code_by_keys(page: Page, *presses: str) -> None:
    """Presses keys on the text that is shown, and waits for the page after Enter."""
    ready(page)
    for key in presses:
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def ticked(page: Page) -> list[str]:
    return [str(box.get_attribute("value")) for box in page.locator("input[name=codes]:checked").all()]


def test_two_readers_code_by_keyboard_alone_and_settle_where_they_differ(page: Page, page_as: OpenAs) -> None:
    page.goto(f"{ROOT}/next")
    expect(page.locator("#words")).to_have_text(SAID[0])
    code_by_keys(page, "1")
    expect(page.locator("#words")).to_have_text(SAID[1])
    ready(page)
    page.keyboard.press("2")
    page.keyboard.press("3")
    page.keyboard.press("3")  # and off again
    assert ticked(page) == ["no_car"]
    code_by_keys(page)
    other = page_as("analyst")
    other.goto(f"{ROOT}/next?reading=second")
    expect(other.locator("#words")).to_have_text(SAID[0])
    assert ticked(other) == []
    code_by_keys(other, "1")
    expect(other.locator("#words")).to_have_text(SAID[1])
    code_by_keys(other, "1", "2")
    expect(other.get_by_text("80%")).to_have_count(0)
    other.goto(ROOT)
    expect(other.get_by_text("1 of 2 contributions read twice")).to_be_visible()
    other.get_by_role("link", name="Contribution 2").click()
    other.wait_for_url("**/settle")
    ready(other)
    assert ticked(other) == ["no_car"]
    code_by_keys(other, "1")
    expect(other.get_by_text("No disagreement is left")).to_be_visible()


def test_a_key_does_nothing_outside_the_list_of_codes(page: Page) -> None:
    page.goto(f"{ROOT}/next")
    page.get_by_role("link", name="Coding").last.focus()
    page.keyboard.press("1")
    assert ticked(page) == []


def test_words_selected_become_the_quote(page: Page, app: Flask, keys: list[str]) -> None:
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.study(session, member, "said")
        coding.give_back(session, member, study)
    page.goto(f"{ROOT}/texts/{keys[0]}")
    ready(page)
    page.keyboard.press("1")
    with page.expect_navigation():
        page.get_by_role("button", name="Save and stay").click()
    page.evaluate("""() => { const node = document.getElementById("words").firstChild, range = document.createRange();
        range.setStart(node, 0); range.setEnd(node, 7); const all = document.getSelection();
        all.removeAllRanges(); all.addRange(range); }""")
    expect(page.locator("#quote-words")).to_have_value("The bus")
    with page.expect_navigation():
        page.get_by_role("button", name="Pick this quote").click()
    page.goto("/p/riverside/said/findings")
    expect(page.locator("#finding-ways .spoken")).to_contain_text("“The bus” Nurse")


def test_every_page_is_accessible(
    page: Page, page_as: OpenAs, axe: Callable[[Page], None], app: Flask, keys: list[str]
) -> None:
    page.goto(f"{ROOT}/next")
    axe(page)
    code_by_keys(page, "1")
    other = page_as("analyst")
    for key, press in ((keys[0], "2"),):
        other.goto(f"{ROOT}/texts/{key}?reading=second")
        axe(other)
        code_by_keys(other, press)
    for path in ("", f"/texts/{keys[0]}/settle", f"/texts/{keys[1]}"):
        page.goto(ROOT + path)
        axe(page)
    page.goto(f"{ROOT}/texts/{keys[1]}")
    ready(page)
    page.keyboard.press("Enter")  # nothing chosen
    page.wait_for_selector(".govuk-error-summary")
    axe(page)
    page.goto("/p/riverside/said/contributions")
    axe(page)


def test_it_fits_a_phone(page_as: OpenAs, keys: list[str], no_sideways_scrolling: Callable[[Page], None]) -> None:
    phone = page_as("facilitator", email="phone@example.org", viewport=PHONE)
    for path in (ROOT, f"{ROOT}/texts/{keys[0]}", "/p/riverside/said/contributions"):
        phone.goto(path)
        no_sideways_scrolling(phone)


def test_without_scripts_a_text_is_coded_and_a_contribution_typed(page_as: OpenAs, keys: list[str]) -> None:
    plain = page_as("facilitator", email="plain@example.org", javascript=False)
    plain.goto(f"{ROOT}/next")
    plain.get_by_label("No bus").check()
    plain.get_by_role("button", name="Save and go on").click()
    expect(plain.locator("#words")).to_have_text(SAID[1])
    plain.goto("/p/riverside/said/contributions")
    plain.get_by_label("Point").or_(plain.get_by_label("What is the matter?")).last.fill("The road floods.")
    plain.get_by_role("button", name="Keep it and go on").click()
    expect(plain.get_by_text("5 typed")).to_be_visible()
