"""A project's home says where each study stands and what to do next."""

from datetime import date

import pytest

from casereview import database
from casereview.access import operator
from casereview.answers import Given
from casereview.findings import study as counting_study
from casereview.instruments.choosing import instrument_file
from casereview.store import cases, responses, studies
from casereview.web import home, standing
from casereview.web.colour import check_colour, contrast_with_white
from casereview.web.leading import leading, split
from tests import every_finding
from tests.web.reviewed import add_reviews


def cases_in(app, number, key="review"):
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.study(session, member, key)
        for each in range(number):
            cases.add_case(session, member, study, reference=f"R-{each}")


def test_an_empty_project_offers_to_set_up_a_study(owner):
    page = owner.see("/p/riverside")
    assert page.find(class_="app-next").h2.string == "Choose your questions"
    assert page.find(class_="app-next").a["href"] == "/p/riverside/studies/new"


def test_an_analyst_is_offered_no_button_they_cannot_use(colleague):
    assert colleague.see("/p/riverside").find(class_="app-next").a is None


def test_a_study_without_cases_asks_for_the_case_list(owner, study):
    assert owner.see("/p/riverside").find(class_="app-next").h2.string == "Bring the case list"


def test_a_study_with_cases_asks_to_review_them(app, owner, study):
    cases_in(app, 3)
    page = owner.see("/p/riverside")
    assert page.find(class_="app-next").h2.string == "Review 3 cases"
    assert "0 of 8" in page.find(class_="app-studies__done", string=None).find_next(class_="app-done").text


def test_cases_set_aside_are_to_settle_and_in_no_count(app, owner, study):
    cases_in(app, 2)
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        row = cases.case_list(session, member, studies.study(session, member, "review"))[0]
        case = cases.case(session, member, row.public_id)
        cases.set_aside(session, member, case, status="parked", reason="no notes", expected_version=case.version)
    page = owner.see("/p/riverside")
    link = page.find(class_="app-rows").a
    assert link.text == "Cases parked"
    part = owner.see(link["href"]).find(id=link["href"].partition("#")[2])
    assert part.get_text(" ", strip=True) == "Parked 1"
    assert page.find(class_="app-next").h2.string == "Review 1 case"


def test_past_its_target_a_study_says_both(app, owner):
    add_reviews(app, target=11)
    for path in ("/p/riverside", "/p/riverside/looked/cases"):
        words = owner.see(path).main.get_text(" ", strip=True)
        assert "of 11" not in words
        assert "12 done, target 11" in words


def test_counts_on_the_home_agree_with_the_case_list(app, study):
    cases_in(app, 4)
    with database.read(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        found = home.of_project(session, member).lines[0]
        listed = cases.case_list(session, member, found.study)
        assert found.states["to_do"] == len([row for row in listed if row.state == "to_do"]) == 4


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ([], "No workshop planned"),
        (["2026-11-26", "2026-09-08"], "Next workshop 26 November"),
        (["2026-11-22"], "Next workshop today"),
        (["2026-09-08", "2025-12-01"], "Last workshop 8 September"),
        (["2027-01-04"], "Next workshop 4 January 2027"),
    ],
)
def test_workshops_in_words(held, words):
    assert standing.in_time(held, date(2026, 11, 22)) == words


def test_the_projects_colour_is_a_style_sheet_of_one_property(app, owner):
    assert owner.get("/p/riverside/colour.css").text == ""
    colour(app, "#6b2c5f")
    answer = owner.get("/p/riverside/colour.css")
    assert (answer.mimetype, answer.text) == ("text/css", ":root { --brand: #6b2c5f; }\n")


def test_a_colour_that_is_none_is_not_put_into_the_style_sheet(app, owner):
    colour(app, "red;}*{")
    assert owner.get("/p/riverside/colour.css").text == ""


def colour(app, value):
    from casereview.models import Project

    with database.write(app.extensions["engine"]) as session:
        session.get_one(Project, operator(session, "riverside").project_id).colour = value


@pytest.mark.parametrize(("value", "complaint"), [("teal", "not a colour"), ("#ffdd00", "too light")])
def test_a_colour_that_cannot_carry_text_is_refused(value, complaint):
    with pytest.raises(ValueError, match=complaint):
        check_colour(value)


def test_contrast_is_that_of_the_guidelines():
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#0b5f6b") == pytest.approx(7.3, abs=0.05)
    assert check_colour("#0b5f6b") is None


def test_the_navigation_shows_only_what_the_member_may_open(owner, colleague, study):
    mine = [
        a.text.strip() for a in owner.see("/p/riverside").find(class_="govuk-service-navigation__list").find_all("a")
    ]
    theirs = colleague.see("/p/riverside").find(class_="govuk-service-navigation__list").text
    assert mine[:2] == ["Project home", "Workshops"]
    assert "Case list" not in theirs


def reviewed(app, number, target):
    """A study with a leading number: `number` reviews, and one case more that is still open."""
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        text = every_finding.TOML
        study = studies.add_study(session, member, key="mood", instrument_text=text, target=target)
        for each in range(number):
            case = cases.add_case(session, member, study)
            draft = {"town": Given("north"), "happy": Given("yes" if each % 2 else "no")}
            responses.enter(session, member, case, draft=draft)
        cases.add_case(session, member, study)


def test_the_headline_stays_hidden_until_the_target_is_reached(app, owner):
    reviewed(app, 4, target=5)
    page = owner.see("/p/riverside")
    assert "Hidden until the last case" in page.find(class_="app-studies").text
    assert page.find(class_="app-next").h2.string == "Review 1 case"


def test_the_next_step_is_to_read_once_the_target_is_reached(app, owner):
    reviewed(app, 4, target=4)
    page = owner.see("/p/riverside")
    assert "Hidden" not in page.find(class_="app-studies").text
    assert page.find(class_="app-next").h2.string == "Read what 4 cases show"


@pytest.mark.parametrize(
    ("number", "sentence", "parts"),
    [
        ("49%", "49% of cases could wait", ("49%", "of cases could wait")),
        ("49%", "Half could wait", ("", "Half could wait")),
    ],
)
def test_a_headline_parts_from_the_number_it_opens_with(number, sentence, parts):
    assert split(number, sentence) == parts


def test_the_shipped_instruments_leading_number_stands_on_the_home(app, owner):
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        text = instrument_file("case-review").read_text("utf-8")
        study = studies.add_study(session, member, key="review", instrument_text=text)
    with database.read(app.extensions["engine"]) as session:
        found = leading(session, member, study)
    assert found is not None
    assert "no case" in found.sentence


def test_a_home_seen_again_counts_nothing_again_until_a_number_moves(app, owner, monkeypatch):
    monkeypatch.setattr(every_finding, "TOML", every_finding.TOML.replace('id = "share"', 'id = "share"\ntop = 1', 1))
    reviewed(app, 2, target=2)
    read, both = [], counting_study.records.both
    monkeypatch.setattr(counting_study.records, "both", lambda *given: read.append(1) or both(*given))
    first, again = owner.see("/p/riverside").main.text, owner.see("/p/riverside").main.text
    assert (first, len(read)) == (again, 1)
    assert "1 of 2" in first
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        case = cases.add_case(session, member, studies.study(session, member, "mood"))
        responses.enter(session, member, case, draft={"town": Given("north"), "happy": Given("yes")})
    assert "2 of 3" in owner.see("/p/riverside").main.text
    assert len(read) == 2
