"""Trying other assumptions in a browser: a slider moves the figures, nothing is saved, and it is accessible."""

from tests.web.test_trying import TRY, made  # noqa: F401 - a fixture


def test_a_slider_brings_the_servers_figures_and_the_address_holds_it(made, page, axe, no_sideways_scrolling):  # noqa: F811
    page.goto(TRY)
    axe(page)
    slider = page.get_by_role("slider", name="People in a year, slider").last
    slider.focus()
    slider.press("End")
    page.get_by_text("Nothing saved").wait_for()
    assert page.locator(f"[data-trying] [name='{made.public_id}.0']").input_value() == "1100"
    assert page.locator("[data-figure='2']").inner_text().startswith("550")
    assert f"{made.public_id}.0=1100" in page.url
    assert page.get_by_role("heading", name="Make it the stated assumption").is_visible()
    axe(page)
    page.set_viewport_size({"width": 390, "height": 844})
    no_sideways_scrolling(page)
    axe(page)
