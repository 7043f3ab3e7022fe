"""The surveys of the demonstration: every published figure by a slow count of the tables, and as loaded."""

import csv
from collections import Counter

import pytest

from casereview import database
from casereview.access import operator
from casereview.demo.files import DATA
from casereview.demo.surveys import plans
from casereview.findings.study import study_results
from casereview.findings.wording import half_up, percent
from casereview.identifiers import personal_details
from casereview.store import studies, surveys


def rows(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def results(loaded):
    """Every finding of every survey by study and id, counted from the database."""
    found = {}
    with database.read(loaded) as session:
        member = operator(session, "demo")
        for plan in plans():
            _, counted = study_results(session, member, studies.study(session, member, plan["key"]))
            found |= {(plan["key"], result.id): result for result in counted}
    return found


def pair(result):
    return result.numerator, result.denominator


def row_of(result, code):
    return next((row.numerator, row.denominator) for row in result.rows if row.code == code)


def test_38_practitioners_name_two_ways_each(results):
    found = rows("community_services")
    ways = [row["ways"].split("; ") for row in found]
    assert len(found) == 38 and all(len(each) == 2 for each in ways)
    counts = Counter(way for each in ways for way in each)
    assert counts == {"colleagues": 23, "internet": 25, "experience": 22, "other": 6}
    published = {"colleagues": "30%", "internet": "33%", "experience": "29%", "other": "8%"}
    assert {way: percent(n / 76, 76) for way, n in counts.items()} == published
    counted = results["community-services", "ways"]
    for way, n in counts.items():
        assert row_of(counted, way) == (n, 76)


def test_31_of_38_see_gaps(results):
    assert Counter(row["gaps"] for row in rows("community_services"))["yes"] == 31
    assert pair(results["community-services", "gaps"]) == (31, 38)


def test_at_most_7_name_a_service_for_using_the_home_safely_and_over_half_none_for_a_clean_home(results):
    found = rows("community_services")
    outcomes = [name.partition(".")[2] for name in found[0] if name.startswith("service.")]
    assert len(outcomes) == 10
    named = {each: sum(row[f"service.{each}"] != "none" for row in found) for each in outcomes}
    assert named["home_safely"] <= 7 and named["home_safely"] / 38 < 0.2
    assert 38 - named["home_habitable"] >= 20
    assert pair(results["community-services", "home_safely"]) == (named["home_safely"], 38)
    assert pair(results["community-services", "home_habitable"]) == (38 - named["home_habitable"], 38)
    for outcome, n in named.items():
        assert row_of(results["community-services", "named"], outcome) == (n, 38)
        assert row_of(results["community-services", "not_named"], outcome) == (38 - n, 38)


def test_61_decision_makers_and_those_who_prefer_not_to_say_are_left_out(results):
    found = rows("accountability")
    assert len(found) == 61
    for question in ("accountable_to", "support_from"):
        counts = Counter(row[question] for row in found)
        silent = counts.pop("prefer_not")
        counted = results["accountability", question]
        assert [(each.reason, each.count) for each in counted.left_out] == [("missing", silent)]
        for code, n in counts.items():
            assert row_of(counted, code) == (n, 61 - silent)


def test_a_coherent_strategy_averages_2_5_among_senior_managers(results):
    found = rows("readiness")
    leaders = [int(row["strategy"]) for row in found if row["kind"] == "leaders"]
    assert sum(leaders) / len(leaders) == 2.5
    by = {series.code: series.rows[0] for series in results["readiness", "strategy_by_audience"].series}
    assert (by["leaders"].numerator, by["leaders"].denominator) == (sum(leaders), len(leaders))
    assert half_up(by["leaders"].value, 1) == "2.5"
    for kind, row in by.items():
        points = [int(each["strategy"]) for each in found if each["kind"] == kind and each["strategy"].isdigit()]
        assert (row.numerator, row.denominator) == (sum(points), len(points))


def test_use_of_data_is_counted_row_by_row(results):
    found = rows("readiness")
    for row in ("there", "right", "in_time", "used"):
        answers = Counter(each[f"data.{row}"] for each in found)
        known = len(found) - answers["not_my_area"]
        assert row_of(results["readiness", "data_agree"], row) == (answers["4"] + answers["5"], known)
        points = sum(int(point) * n for point, n in answers.items() if point.isdigit())
        assert row_of(results["readiness", "data_profile"], row) == (points, known)


def test_the_profile_of_readiness_is_the_mean_of_each_statement_by_audience(results):
    found = rows("readiness")
    result = results["readiness", "readiness_profile"]
    assert [series.code for series in result.series] == ["staff", "managers", "leaders"]
    for series in result.series:
        for row in series.rows:
            points = [int(each[row.code]) for each in found if each["kind"] == series.code and each[row.code].isdigit()]
            assert len(points) >= 5
            assert (row.numerator, row.denominator) == (sum(points), len(points))


def test_half_of_one_team_had_never_heard_of_the_module(results):
    found = rows("training_awareness")
    teams = Counter(row["team"] for row in found)
    never = Counter(row["team"] for row in found if row["heard"] == "never")
    assert never["front_door"] * 2 == teams["front_door"]
    by = {series.code: series.rows[0] for series in results["training-awareness", "never_heard_by_team"].series}
    assert {team: (row.numerator, row.denominator) for team, row in by.items()} == {
        team: (never[team], teams[team]) for team in teams
    }
    assert min(teams.values()) >= 5


def test_surveys_are_closed_and_say_whose_figures_they_are(loaded):
    with database.read(loaded) as session:
        member = operator(session, "demo")
        for plan in plans():
            study = studies.study(session, member, plan["key"])
            survey = surveys.survey_of(session, member, study)
            assert (survey.status, survey.answers) == ("closed", len(rows(plan["answers"].removesuffix(".csv"))))
            assert any("ours" in note.text for note in studies.notes(session, member, study))


def test_no_text_looks_like_it_names_somebody():
    for plan in plans():
        cells = [cell for row in rows(plan["answers"].removesuffix(".csv")) for cell in row.values()]
        assert [cell for cell in cells if personal_details(cell)] == []
