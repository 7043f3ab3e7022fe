"""Paper forms in a browser: a form on a new page each, accessible and readable on a phone before it is printed."""

import re

from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
PACK = "/p/riverside/review/print/forms?place=none&blank=2"


def test_each_form_begins_a_new_page_and_reads_well_on_a_phone(study, page, page_as, axe, no_sideways_scrolling):
    page.goto(PACK)
    axe(page)
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 3  # the cover, and two short forms
    page.emulate_media(media="print")
    expect(page.locator(".pack__bar:visible, .govuk-service-navigation:visible, .app-footer:visible")).to_have_count(0)
    phone = page_as("facilitator", viewport=PHONE)
    phone.goto(PACK)
    no_sideways_scrolling(phone)
