"""The findings page: every number with its base, the same on the page and in the files; to members only."""

import re

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from casereview import database
from casereview.access import operator
from casereview.findings.counting import count_all
from casereview.findings.frame import Frame
from casereview.findings.result import Result
from casereview.findings.wording import interval, n_of_n, percent
from casereview.store import records, studies
from tests.web.reviewed import NASTY, REVIEWS, add_reviews
from tests.web.signing_in import CheckingClient

PAGE = "/p/riverside/looked/findings"


@pytest.fixture(autouse=True)
def reviewed(app: Flask) -> None:
    add_reviews(app)


def results(app: Flask) -> dict[str, Result]:
    with database.read(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.study(session, member, "looked")
        instrument = studies.instrument_of(session, study)
        return {each.id: each for each in count_all(Frame(instrument, records.records(session, member, study)))}


def words(page: BeautifulSoup) -> str:
    return " ".join(page.get_text(" ").split())


def test_it_opens_with_the_lead_number_its_base_and_its_range(colleague: CheckingClient) -> None:
    text = words(colleague.see(PAGE))
    assert "what 12 cases show" in text
    assert "50% had a chance 6 of 12 cases reviewed. Interval 25% to 75%." in text
    assert "With every “Maybe” it would be 75%, 9 of 12." in text
    assert "1 case is in no number: 1 parked." in text


def test_every_finding_is_there_with_base_and_left_out(app: Flask, colleague: CheckingClient) -> None:
    page = colleague.see(PAGE)
    for result in results(app).values():
        place = page.find(id=f"finding-{result.id}")
        assert place, result.id
        text = words(place)
        assert result.base[1:] in text
        assert "Left out" in text
        assert all(f"{each.count} {each.words}" in text for each in result.left_out)
        assert page.find("a", href=f"#finding-{result.id}"), "the jump list"


def test_the_table_of_a_chart_holds_the_results_numbers(app: Flask, colleague: CheckingClient) -> None:
    counted = results(app)["helped"]
    page = colleague.see(PAGE)
    rows = page.select("#finding-helped table.chart tbody tr:not(.chart__axis-row)")
    shown = {row.select_one("th").get_text(): [td.get_text() for td in row.select(".chart__number")] for row in rows}
    assert shown == {
        each.label: [
            percent(each.value, each.denominator),
            n_of_n(each.numerator, each.denominator),
            interval(each.low, each.high, each.denominator),
        ]
        for each in counted.rows
    }


def test_the_server_paints_the_chart(colleague: CheckingClient) -> None:
    page = colleague.see(PAGE)
    assert page.select("#finding-helped .chart__bars svg rect")
    assert page.select("#finding-by_area .chart__bars svg circle")


def test_the_flow_is_a_table_with_its_three_sums(colleague: CheckingClient) -> None:
    text = words(colleague.see(PAGE).select_one("#finding-moves"))
    better = sum(lives == "ward" and ideal == "home" for *_, lives, ideal, _ in REVIEWS)
    worse = sum(lives == "home" and ideal == "ward" for *_, lives, ideal, _ in REVIEWS)
    assert f"Where ideally? more independent: {better} of 12" in text
    assert f"Where ideally? less independent: {worse} of 12" in text
    assert f"The same: {12 - better - worse} of 12" in text


def test_groups_stand_before_their_rows(colleague: CheckingClient) -> None:
    groups = colleague.see(PAGE).select("#finding-by_what .groups__one")
    assert [" ".join(each.get_text(" ").split()) for each in groups] == [
        "83% People 5 of 6 cases. Interval 44% to 97%.",
        "17% A thing 1 of 6 cases. Interval 3% to 56%.",
    ]


def test_an_empty_base_is_no_cases_and_never_nought(colleague: CheckingClient) -> None:
    text = words(colleague.see(PAGE).select_one("#finding-nobody"))
    assert "no cases" in text.lower()
    assert "Small base" not in text
    assert "0%" not in text.replace("100%", "")


def test_labels_and_titles_that_mean_harm_stay_text(colleague: CheckingClient) -> None:
    page = colleague.see(PAGE)
    assert NASTY in page.get_text()
    assert not [script for script in page.find_all("script") if "alert" in script.get_text()]
    for name in (".svg", ".csv", ".json", "/figure"):
        assert "<script>" not in colleague.get(f"{PAGE}/by_what{name}").text or name in (".csv", ".json")
    assert colleague.get(f"{PAGE}/by_what.json").mimetype == "application/json"
    assert "alert(1)" in colleague.get(f"{PAGE}/by_what.svg").text


def test_a_note_cannot_become_a_formula(colleague: CheckingClient) -> None:
    answer = colleague.get(f"{PAGE}/by_what.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert "'=1+1 is a note" in answer.text
    assert "attachment" in answer.headers["Content-Disposition"]


def test_files_and_page_hold_the_same_numbers(app: Flask, colleague: CheckingClient) -> None:
    for result in results(app).values():
        data = colleague.get(f"{PAGE}/{result.id}.json").get_json()
        assert data["value"] == result.value
        assert [row["value"] for row in data["rows"]] == [row.value for row in result.rows]
        assert str(result.numerator).removesuffix(".0") in colleague.get(f"{PAGE}/{result.id}.csv").text
        figure = colleague.get(f"{PAGE}/{result.id}/figure").get_json()
        drawn = [x for trace in figure["data"] for x in trace["x"] if x is not None]
        assert result.kind not in ("distribution",) or {row.value for row in result.rows} <= set(drawn)
        assert colleague.get(f"{PAGE}/{result.id}.svg").mimetype == "image/svg+xml"


def test_intervals_are_of_the_cases_reviewed_unless_they_were_drawn_at_random(
    app: Flask, colleague: CheckingClient
) -> None:
    assert "not drawn at random" in words(colleague.see(PAGE).select_one("#about"))
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.study(session, member, "looked")
        studies.change_study(
            session, member, study, title="Looked", target=12, how_drawn="From a list of 1,140", random_draw=True
        )
    text = words(colleague.see(PAGE))
    assert "because of how the cases were drawn: from a list of 1,140." in text
    assert "6 of 12 cases. Interval" in text


def test_a_note_of_the_study_stands_beside_its_figures(app: Flask, colleague: CheckingClient) -> None:
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        studies.add_note(session, member, studies.study(session, member, "looked"), "Another caption says 20.")
    assert "Another caption says 20." in words(colleague.see(PAGE).select_one("#about"))


def test_an_edit_shows_at_once(app: Flask, colleague: CheckingClient) -> None:
    from casereview.store import cases

    assert "what 12 cases show" in words(colleague.see(PAGE))
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.study(session, member, "looked")
        found = cases.case(session, member, records.records(session, member, study)[0].public_id)
        cases.set_aside(session, member, found, status="withdrawn", reason="Asked to", expected_version=found.version)
    assert "what 11 cases show" in words(colleague.see(PAGE))


def test_a_strangers_page_and_files_do_not_exist(stranger: CheckingClient) -> None:
    for path in ("", "/helped", "/helped/cases", "/helped.svg", "/helped.csv", "/helped.json", "/helped/figure"):
        assert stranger.get(PAGE + path).status_code == 404
        assert stranger.get(f"/p/nowhere/looked/findings{path}").status_code == 404


def test_a_finding_that_is_not_there_is_not_found(colleague: CheckingClient) -> None:
    for path in ("/cards", "/cards/cases", "/cards.svg", "/cards.csv", "/cards.json", "/cards/figure"):
        assert colleague.get(PAGE + path).status_code == 404


def test_every_link_of_the_page_leads_somewhere(owner: CheckingClient) -> None:
    page = owner.see(PAGE)
    paths = {a["href"] for a in page.select("main a[href]") if not a["href"].startswith("#")}
    assert len(paths) > 20
    assert {path: owner.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_no_number_on_the_page_is_unrounded(colleague: CheckingClient) -> None:
    assert not re.search(r"\d\.\d{3,}", words(colleague.see(PAGE).find("main")))
