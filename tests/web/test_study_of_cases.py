"""A survey has no cases, no reviewers and no workshops: their pages lead to its own, and nothing is added."""

import pytest

from casereview import database
from casereview.access import operator
from casereview.store import cases, studies, workshops
from tests.surveys import add_survey
from tests.web.test_workshop import words

PLACE = "/p/riverside/readiness"
PAGES = ("cases", "cases/new", "cases/paste", "cases/next", "allotments", "allotments/1", "queue", "workshops",
         "workshops/new", "import", "template.xlsx")  # fmt: skip


@pytest.fixture(autouse=True)
def survey(app, owner, study) -> None:
    with database.write(app.extensions["engine"]) as session:
        add_survey(session, operator(session, "riverside"), "readiness")
    owner.see(PLACE + "/survey")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_about_cases_leads_to_the_survey_with_a_word(owner, page):
    answer = owner.get(f"{PLACE}/{page}")
    assert (answer.status_code, answer.location) == (302, f"{PLACE}/survey")
    assert "there are no cases" in words(owner.see(PLACE + "/survey"))


def test_the_same_pages_of_a_study_of_cases_open(owner):
    for page in ("cases", "queue", "workshops", "allotments", "cases/new", "cases/paste"):
        assert owner.get(f"/p/riverside/review/{page}").status_code == 200


@pytest.mark.parametrize(
    ("page", "fields"),
    [("cases/new", {"reference": "R1", "client_key": "one"}), ("cases/paste", {"references": "R1\nR2"}),
     ("workshops/new", {"title": "Workshop 1"}), ("import", {"pasted": "reference\nR1"})],
)  # fmt: skip
def test_nothing_is_added_to_a_survey(app, owner, page, fields):
    assert owner.post_form(f"{PLACE}/{page}", fields).status_code in (302, 422)
    with database.read(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        found = studies.study(session, member, "readiness")
        assert cases.case_lines(session, member, found) == []
        assert workshops.workshops(session, member, found) == []


def test_a_reviewer_who_may_not_see_surveys_is_led_home(sign_in):
    ann = sign_in("ann@example.org", "riverside", "reviewer")
    assert ann.get(f"{PLACE}/queue").location == "/p/riverside"
