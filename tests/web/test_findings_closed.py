"""What stays closed: the running tally until the last case, the cases behind a number to those without the right."""

import pytest
from flask import Flask

from tests.web.conftest import SignIn
from tests.web.reviewed import add_reviews, study_of
from tests.web.signing_in import CheckingClient

PAGE = "/p/riverside/looked/findings"
FILES = ("/helped", "/helped/cases", "/helped.svg", "/helped.csv", "/helped.json", "/helped/figure")


def text_of(client: CheckingClient, path: str = PAGE) -> str:
    return " ".join(client.see(path).get_text(" ").split())


@pytest.fixture
def unfinished(app: Flask) -> None:
    add_reviews(app, target=83)


@pytest.fixture
def finished(app: Flask) -> None:
    add_reviews(app, target=13)


@pytest.mark.usefixtures("unfinished")
def test_the_tally_is_hidden_until_the_last_case(owner: CheckingClient) -> None:
    text = text_of(owner)
    assert "hidden until the last case" in text
    assert "12 of 83 cases are reviewed" in text
    assert "50%" not in text


@pytest.mark.usefixtures("unfinished")
@pytest.mark.parametrize("path", FILES)
def test_a_hidden_finding_says_why_and_gives_no_number(owner: CheckingClient, path: str) -> None:
    answer = owner.get(PAGE + path)
    assert answer.status_code == 403
    assert "wait until its last case" in answer.text
    assert "may have moved" not in answer.text
    assert "50%" not in answer.text
    assert owner.get(f"{PAGE}/elephant").status_code == 404


@pytest.mark.usefixtures("unfinished")
def test_the_facilitator_may_show_it_and_hide_it_again(app: Flask, owner: CheckingClient) -> None:
    owner.see(PAGE)
    assert owner.post_form(f"{PAGE}/tally", {"shown": "yes"}).status_code == 302
    assert study_of(app).tally_shown
    assert "50% had a chance" in text_of(owner)
    owner.post_form(f"{PAGE}/tally", {"shown": "no"})
    assert "hidden until the last case" in text_of(owner)


@pytest.mark.usefixtures("unfinished")
def test_an_analyst_opens_it_for_themselves_and_for_nobody_else(
    app: Flask, colleague: CheckingClient, owner: CheckingClient
) -> None:
    assert "hidden until the last case" in text_of(colleague)
    assert "50% had a chance" in text_of(colleague, f"{PAGE}?so_far=1")
    link = colleague.page.select_one("#finding-helped a[href*='.csv']")["href"]
    assert colleague.get(link).status_code == 200
    assert colleague.post_form(f"{PAGE}/tally", {"shown": "yes"}).status_code == 403
    assert not study_of(app).tally_shown
    assert "hidden until the last case" in text_of(owner, f"{PAGE}?so_far=1")


@pytest.mark.usefixtures("unfinished")
def test_what_an_analyst_opened_stays_open_when_filters_are_cleared(colleague: CheckingClient) -> None:
    page = colleague.see(f"{PAGE}?so_far=1&area=north")
    assert "50% had a chance" in text_of(colleague, page.find("a", string="Clear filters")["href"])


@pytest.mark.usefixtures("finished")
def test_many_cases_behind_a_number_come_by_pages_under_the_same_filters(
    owner: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casereview.web.findings.cases.A_PAGE", 2)
    seen: list[str] = []
    link = f"{PAGE}/chance/cases?area=south"
    for said in ("Cases 1 to 2 of 4", "Cases 3 to 4 of 4"):
        page = owner.see(link)
        assert said in page.text
        assert "4 cases behind this number" in page.text
        assert "Filter: Area South" in page.text
        seen += [each.text.strip() for each in page.select(".app-rows a")]
        link = page.select_one("a[rel=next]")["href"] if len(seen) < 4 else ""
    assert seen == ["R4", "R5", "R6", "R7"]
    assert owner.see(f"{PAGE}/chance/cases?page=99&area=south").select(".app-rows a")
    assert "page=" not in str(owner.see(f"{PAGE}/chance/cases?page=2").select_one(".govuk-back-link"))


@pytest.mark.usefixtures("finished")
def test_with_the_last_case_dealt_with_it_opens_by_itself(owner: CheckingClient) -> None:
    assert "50% had a chance" in text_of(owner)


def test_an_empty_study_says_what_to_do_next(colleague: CheckingClient, study: str) -> None:
    text = text_of(colleague, f"/p/riverside/{study}/findings")
    assert "No review has been submitted in this study. Enter the first case" in text


@pytest.mark.usefixtures("finished")
def test_the_cases_behind_a_number_are_those_it_counts(owner: CheckingClient) -> None:
    text = text_of(owner, f"{PAGE}/chance/cases")
    assert all(f"R{n}" in text for n in (0, 1, 4, 5, 6, 7))
    assert "R2" not in text
    assert "ASIDE" not in text
    moved = text_of(owner, f"{PAGE}/moves/cases?row=ideal.home")
    assert "8 cases behind “Where ideally?: Home”" in moved
    assert "R4" in moved
    assert "R6" not in moved


@pytest.mark.usefixtures("finished")
def test_an_analyst_sees_references_without_a_way_into_the_case(
    owner: CheckingClient, colleague: CheckingClient
) -> None:
    assert owner.see(f"{PAGE}/chance/cases").select(".app-rows a")
    assert not colleague.see(f"{PAGE}/chance/cases").select(".app-rows a")


@pytest.mark.usefixtures("finished")
def test_a_row_that_is_not_there_is_not_found(owner: CheckingClient) -> None:
    assert owner.get(f"{PAGE}/helped/cases?row=elephant").status_code == 404


@pytest.mark.usefixtures("finished")
def test_an_administrator_sees_figures_but_not_whose(sign_in: SignIn) -> None:
    administrator = sign_in("admin@example.org", "riverside", "administrator")
    page = administrator.see(PAGE)
    assert not page.select("a[href*='/cases']")
    assert administrator.get(f"{PAGE}/chance/cases").status_code == 403


@pytest.mark.usefixtures("finished")
def test_a_reviewer_is_told_that_figures_are_not_for_their_role(sign_in: SignIn) -> None:
    reviewer = sign_in("reviewer@example.org", "riverside", "reviewer")
    assert [reviewer.get(PAGE + path).status_code for path in ("", *FILES)] == [403] * 7


def test_groups_with_nobody_are_empty_and_not_small(colleague: CheckingClient, study: str) -> None:
    page = colleague.see(f"/p/riverside/{study}/findings/chance?by=area&so_far=1")
    assert "North" in page.get_text()
    assert not page.select(".app-tag--small-base")
