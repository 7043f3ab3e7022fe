"""From a typed case to a defended percentage: a case is entered, the finding changes, the workbook says the same.

On both databases, with somebody else's reviews of the same instrument beside ours.
"""

import openpyxl
import pytest
from flask import Flask
from playwright.sync_api import Page

from casereview import database
from casereview.access import operator
from casereview.store import cases, responses, studies
from tests.conftest import BOTH
from tests.web.browser.conftest import OpenAs
from tests.web.reviewed import TEXT, add_reviews, draft

P = "/p/riverside/looked"


@pytest.fixture
def case(app: Flask) -> str:
    """The public id of a thirteenth case, not yet reviewed; six of the other twelve had a chance."""
    add_reviews(app, target=None)
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.study(session, member, "looked")
        studies.show_tally(session, member, study, shown=True)
        made = cases.add_case(session, member, study, reference="R12")
        other = operator(session, "elsewhere")
        theirs = studies.add_study(session, other, key="looked", instrument_text=TEXT)
        for number in range(3):
            found = cases.add_case(session, other, theirs, reference=f"E{number}")
            responses.enter(session, other, found, draft=draft(("north", "no", (), "home", "home", "not")))
    return made.public_id


def chance(page: Page) -> str:
    """The share of cases with a chance as the findings page says it, with its base."""
    page.goto(f"{P}/findings")
    return " ".join(page.locator("#finding-chance").inner_text().split())


def enter(page: Page, case: str) -> None:
    """Answers every question of the case, has it checked and submits it."""
    page.goto(f"{P}/cases/{case}?view=all")
    page.wait_for_selector("html[data-ready]")
    for choice in ("chance-yes", "means-nurse", "lives-ward", "ideal-home"):
        page.locator(f"#{choice}").click()
    page.locator("#saved[data-state=saved]").wait_for()
    page.goto(f"{P}/cases/{case}/check")
    page.get_by_role("button", name="Submit").click()
    page.get_by_role("heading", name="R12 is done").wait_for()


@pytest.mark.parametrize("either_url", BOTH, indirect=True)
def test_a_case_is_entered_the_finding_changes_and_the_workbook_says_the_same(page_as: OpenAs, case: str, tmp_path):
    facilitator, analyst = page_as("facilitator"), page_as("analyst")
    assert "6 of 12" in chance(analyst)
    enter(facilitator, case)
    assert "7 of 13" in chance(analyst)
    assert "54%" in chance(analyst)
    analyst.goto("/p/riverside/take-away")
    with analyst.expect_download() as download:
        analyst.get_by_role("button", name="Take the workbook").click()
    path = tmp_path / "workbook.xlsx"
    download.value.save_as(path)
    sheet = openpyxl.load_workbook(path, data_only=True)["Findings"]
    heads = [cell.value for cell in sheet[1]]
    rows = [dict(zip(heads, line, strict=True)) for line in sheet.iter_rows(min_row=2, values_only=True)]
    found = next(row for row in rows if row["Finding id"] == "chance")
    assert (found["Numerator"], found["Denominator"]) == (7, 13)
    assert found["Value"] == pytest.approx(7 / 13)
