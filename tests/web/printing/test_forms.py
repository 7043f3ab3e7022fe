"""Paper forms: the keys are those of the screen, cases are printed for those who may see them only."""

import pytest

from casereview import database
from casereview.access import operator
from casereview.answers import Given
from casereview.store import cases, studies, workshops
from tests.surveys import add_survey

PRINT = "/p/riverside/review/print"


@pytest.fixture
def either_url(database_url):
    """What is printed does not depend on the database."""
    return database_url


@pytest.fixture
def held(app, study, stranger):
    """Two cases in a workshop, one of them at table B; one in none; one done with; and a stranger's."""
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        found = studies.study(session, member, study)
        workshop = workshops.add_workshop(
            session, member, found, title="Workshop 1", place="Town Hall", tables=["A", "B"], attendance={"East": 4}
        )
        table = workshops.tables_of(session, member, workshop)[1]
        for reference, place in (("IN-A", (workshop, None)), ("IN-B", (workshop, table)), ("OUT", (None, None))):
            cases.add_case(
                session, member, found, reference=reference, summary=f"Summary of {reference}",
                facts={"area": Given("north"), "lives": Given("ward")}, workshop=place[0], table=place[1],
            )  # fmt: skip
        gone = cases.add_case(session, member, found, reference="PARKED", summary="x")
        cases.set_aside(session, member, gone, status="parked", reason="later", expected_version=1)
        theirs = operator(session, "elsewhere")
        other = studies.add_study(session, theirs, key="review", instrument_text=found.instrument_text)
        cases.add_case(session, theirs, other, reference="THEIRS", summary="Not yours")
        return f"{workshop.id}", f"{workshop.id}.{table.id}"


def references(page):
    return [each.text for each in page.select("table.form h2.govuk-visually-hidden")]


def test_a_pack_holds_the_cases_of_its_place(owner, held):
    workshop, table = held
    offered = {each["value"] for each in owner.see(f"{PRINT}?place={workshop}").select("input[name=place]")}
    assert offered == {"all", "none", workshop, table}
    assert references(owner.see(f"{PRINT}/forms?place=all&blank=0")) == ["IN-A", "IN-B", "OUT"]
    assert references(owner.see(f"{PRINT}/forms?place={workshop}&blank=0")) == ["IN-A", "IN-B"]
    page = owner.see(f"{PRINT}/forms?place={table}&blank=1")
    assert references(page) == ["IN-B"] and len(page.select("table.form")) == 2
    words = " ".join(page.main.text.split())
    for said in (
        "Town Hall",
        "East 4",
        "Summary of IN-B",
        "North",
        "Case list: Ward",
        "Answer only if question 1 is “Yes”",
    ):
        assert said in words, said


def test_the_keys_on_paper_are_those_on_the_screen(owner, held):
    form = owner.see(f"{PRINT}/forms?place=none&blank=1").select_one("table.form")
    printed = {each.select_one(".choice__label").text: each.select_one(".box").text for each in form.select(".choice")}
    case = owner.see("/p/riverside/review/cases").find("a", string="OUT")["href"]
    owner.get(case)
    screen = {
        each.select_one(".option__label").text.strip(): each.select_one("input").get("data-key", "")
        for each in owner.see(f"{case.split('?')[0]}?view=all").select(".option")
    }
    assert printed == screen and len(screen) > 8
    assert [each.text for each in form.select(".grid tbody td .box")] == ["1", "2", "1", "2"]


def test_cases_are_printed_only_for_those_who_may_see_them(colleague, sign_in, stranger, held):
    page = colleague.see(PRINT)
    assert [each["value"] for each in page.select("input[name=place]")] == ["none"]
    for text in (colleague.see(f"{PRINT}/forms?place=all").text, colleague.see(f"{PRINT}/forms?place={held[0]}").text):
        assert "Blank form" in text and "IN-A" not in text and "Summary of" not in text
    reviewer = sign_in("r@example.org", "riverside", "reviewer")
    assert "Summary of" not in reviewer.see(f"{PRINT}/forms?place=all").text
    assert stranger.get(f"{PRINT}/forms").status_code == 404


def test_somebody_elses_place_is_not_found(owner, held):
    assert owner.get(f"{PRINT}/forms?place=99.1").status_code == 404


@pytest.mark.parametrize("query", ["place=none&blank=0", "blank=51", "blank=x", "blank=1&copies=0"])
def test_what_cannot_be_printed_is_said(owner, held, query):
    assert owner.get(f"{PRINT}/forms?{query}").status_code == 422
    assert owner.page.find(class_="govuk-error-summary")


def test_a_survey_on_paper_promises_what_the_phone_does_and_shows_the_code_while_it_is_good(app, owner, sign_in):
    with database.write(app.extensions["engine"]) as session:
        survey = add_survey(session, operator(session, "riverside"), "readiness", expected=30)
    page = owner.see("/p/riverside/readiness/print")
    words = " ".join(page.main.text.split())
    for said in (
        survey.seen_by,
        survey.results_when,
        "fewer than five",
        survey.code[:3],
        "Which of these are you?",
        "30 copies",
    ):
        assert said in words, said
    assert page.select_one("svg.qr") and not page.select("table.form input")
    reviewer = sign_in("r@example.org", "riverside", "reviewer").see("/p/riverside/readiness/print")
    assert survey.code[:3] not in reviewer.text and survey.token not in str(reviewer)
    owner.see("/p/riverside/readiness/survey")
    owner.post_form("/p/riverside/readiness/survey/status", {"status": "closed"})
    closed = owner.see("/p/riverside/readiness/print")
    assert "nothing more can be typed in" in closed.text and not closed.select_one("svg.qr")
    assert owner.get("/p/riverside/readiness/print/forms").status_code == 404
