"""A scale on the case form: what its ends mean stays legible once it is answered."""

from casereview import database
from casereview.access import operator
from casereview.store import cases, studies

RATING = """
id = "rated"
version = 1
title = "Rated"
unit = "case"
[[sections]]
id = "one"
title = "One"
[[sections.questions]]
id = "worth"
text = "How worthwhile was it?"
type = "rating"
[[sections.questions]]
id = "again"
text = "And again?"
type = "rating"
"""


def test_clearing_a_scale_does_not_cover_what_its_ends_mean(app, page):
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.add_study(session, member, key="rated", instrument_text=RATING)
        case = cases.add_case(session, member, study, reference="R1", summary="S.", facts={}).public_id
    page.goto(f"/p/riverside/rated/cases/{case}")
    page.wait_for_selector("html[data-ready]")
    page.keyboard.press("4")
    clear = page.locator("[data-answer=worth] .clear").bounding_box()
    ends = page.locator("[data-answer=worth] .scale__ends").bounding_box()
    following = page.locator("[data-answer=again]").bounding_box()
    assert clear["y"] >= ends["y"] + ends["height"]
    assert clear["y"] + clear["height"] <= following["y"]
