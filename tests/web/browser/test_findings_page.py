"""The findings page in a browser: readable without scripts, on a phone and with the keyboard; plotly draws over it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from casereview import database
from casereview.access import operator
from casereview.store import studies
from tests.web.browser.conftest import PHONE, PROJECTOR, OpenAs
from tests.web.reviewed import NASTY, add_reviews

PAGE = "/p/riverside/looked/findings"
DRAWN = "table.chart--drawn .js-plotly-plot"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def reviewed(app: Flask) -> None:
    add_reviews(app)


def drawn(page: Page) -> None:
    """Opens the page and waits until plotly has drawn the chart of who helped."""
    page.goto(PAGE)
    page.locator("#finding-helped").scroll_into_view_if_needed()
    page.wait_for_selector(f"#finding-helped {DRAWN}")


def test_it_is_accessible_before_and_after_plotly(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto(PAGE)
    axe(page)
    drawn(page)
    page.locator("summary").first.click()
    axe(page)


@pytest.mark.parametrize(
    "path", ["?area=north", "?area=mars", "?area=north&workshop=Second", "/chance?by=area", "/chance/cases"]
)
def test_every_other_state_is_accessible(page: Page, axe: Callable[[Page], None], path: str) -> None:
    page.goto(PAGE + path)
    axe(page)


def test_a_hidden_tally_is_accessible(app: Flask, page: Page, axe: Callable[[Page], None]) -> None:
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        studies.change_study(session, member, studies.study(session, member, "looked"), title="Looked", target=83)
    page.goto(PAGE)
    expect(page.locator("h1")).to_contain_text("hidden until the last case")
    axe(page)


def test_without_scripts_charts_tables_and_downloads_are_there(page_as: OpenAs) -> None:
    page = page_as("analyst", javascript=False)
    page.goto(PAGE)
    expect(page.locator("#finding-helped .chart__bars svg rect").first).to_be_visible()
    expect(page.get_by_role("link", name="SVG of Who helped")).to_be_visible()
    expect(page.locator("button[data-png]").first).not_to_be_visible()
    page.locator("#finding-helped summary").click()
    expect(page.locator("#finding-helped .finding__numbers")).to_be_visible()


def test_plotly_draws_in_place_and_answers_to_the_pointer(page: Page) -> None:
    drawn(page)
    cell = page.locator("#finding-helped .chart__bars").first.bounding_box()
    plot = page.locator(f"#finding-helped {DRAWN}").bounding_box()
    assert cell
    assert plot
    assert abs(plot["x"] - cell["x"]) < 1
    assert abs(plot["y"] - cell["y"]) < 1
    page.mouse.move(cell["x"] + 15, cell["y"] + cell["height"] / 2)
    page.wait_for_selector("#finding-helped .hovertext")
    expect(page.locator("#finding-helped .hovertext")).to_contain_text("4 of 12")


def test_plotly_draws_what_the_server_painted(page: Page) -> None:
    page.goto(PAGE)
    painted = page.evaluate(
        "[...document.querySelectorAll('#finding-helped .chart__bars > svg > svg > rect')]"
        ".map(r => r.getBoundingClientRect().width)"
    )
    drawn(page)
    bars = page.evaluate(
        "[...document.querySelectorAll('#finding-helped .bars .point path')].map(p => p.getBBox().width)"
    )
    assert painted
    assert bars[: len(painted)] == pytest.approx(painted, abs=1)


def test_labels_never_become_elements(page: Page) -> None:
    page.goto(PAGE)
    page.locator("#finding-by_what").scroll_into_view_if_needed()
    page.wait_for_selector(f"#finding-by_what {DRAWN}")
    expect(page.locator("#finding-by_what .chart tbody")).to_contain_text(NASTY)
    expect(page.locator("#finding-by_what script, .chart__plot script")).to_have_count(0)


def test_a_png_is_made_in_the_browser(page: Page) -> None:
    page.goto(PAGE)
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG of Who helped").click()
    assert download.value.suggested_filename == "looked-helped.png"
    data = Path(download.value.path()).read_bytes()
    assert data.startswith(PNG)
    assert int.from_bytes(data[16:20], "big") == 2400


def test_a_sentence_is_copied_with_its_base(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(PAGE)
    page.locator("#finding-helped").get_by_role("button", name="Copy the sentence").click()
    expect(page.locator("#findings-said")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Nurse helped most (4 of 12, 95% interval")
    assert "Base: " in copied


def test_a_phone_never_fetches_plotly_and_never_scrolls_sideways(
    page_as: OpenAs, no_sideways_scrolling: Callable[[Page], None]
) -> None:
    page = page_as("analyst", viewport=PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(PAGE, wait_until="networkidle")
    page.locator("#about").scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    assert not [url for url in asked if "plotly-cartesian" in url]
    no_sideways_scrolling(page)


def test_it_fits_a_projector(page_as: OpenAs, no_sideways_scrolling: Callable[[Page], None]) -> None:
    page = page_as("facilitator", viewport=PROJECTOR)
    page.goto(PAGE)
    no_sideways_scrolling(page)


def test_the_keyboard_reaches_every_link_field_and_button(page: Page) -> None:
    page.goto(PAGE)
    wanted = page.evaluate(
        "[...document.querySelectorAll('main a[href], main button, main select, main summary')]"
        ".filter(e => e.checkVisibility({contentVisibilityAuto: true})"
        " && !e.closest('details:not([open]) > :not(summary)')).length"
    )
    reached = 0
    page.evaluate("document.body.focus()")
    for _ in range(wanted + 60):
        page.keyboard.press("Tab")
        reached += page.evaluate(
            "(e => { const new_ = e.closest('main') && e.matches('a, button, select, summary') && !e.dataset.reached;"
            " if (new_) e.dataset.reached = 'yes'; return new_ ? 1 : 0; })(document.activeElement)"
        )
        if reached == wanted:
            break
    assert reached == wanted


def test_on_paper_the_servers_chart_stands_and_the_filters_do_not(page: Page) -> None:
    drawn(page)
    page.emulate_media(media="print")
    expect(page.locator(".chart__plot").first).not_to_be_visible()
    assert (
        page.locator("#finding-helped .chart__bars > svg > svg").first.evaluate("e => getComputedStyle(e).visibility")
        == "visible"
    )
    expect(page.locator(".filters__row")).not_to_be_visible()
