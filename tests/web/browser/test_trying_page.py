"""Trying other assumptions in a browser: a slider moves the figures, nothing is saved, and it is accessible."""

import re

from playwright.sync_api import expect

from tests.web.test_trying import TRY, made  # noqa: F401 - a fixture


def test_a_slider_brings_the_servers_figures_and_the_address_holds_it(made, page, axe, no_sideways_scrolling):  # noqa: F811
    page.goto(TRY)
    axe(page)
    slider = page.get_by_role("slider", name="People in a year, slider").last
    slider.focus()
    slider.press("End")
    page.get_by_text("Nothing saved").wait_for()
    expect(page.locator(f"[data-trying] [name='{made.public_id}.0']")).to_have_value("1100")
    expect(page.locator("[data-figure='2']")).to_have_text(re.compile(r"^\s*550"))
    expect(page).to_have_url(re.compile(rf"{made.public_id}\.0=1100"))
    expect(page.get_by_role("heading", name="Make it the stated assumption")).to_be_visible()
    axe(page)
    page.set_viewport_size({"width": 390, "height": 844})
    no_sideways_scrolling(page)
    axe(page)
