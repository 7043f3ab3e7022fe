"""The summary of the demonstration: every cited figure of the source, and a year's figures counted by hand."""

import pytest

from casereview import database
from casereview.access import operator
from casereview.demo.files import words
from casereview.store import studies
from casereview.store.summary_items import items
from casereview.summary.basis import printed
from casereview.summary.gathering import gather
from casereview.summary.wording import amount, span, whole_percent

PUBLISHED = {
    "9,400": "more people a year",
    "6 in 10": "professionals",
    "58%": "within eight weeks",
    "70%": "from health",
    "Over 800": "declined",
    "42% against 31%": "residential or nursing care",
    "About 32%": "higher costs",
}


@pytest.fixture(scope="module")
def summary(loaded):
    """The summary as the command line sees it."""
    with database.read(loaded) as session:
        return gather(session, operator(session, "demo"))


def by_hand():
    """(capacity gained, what freeing would give), call by call over the levers as the file states them."""
    plan = words("summary.toml")
    (volume,) = plan["groups"]["team"]["parts"]
    shares = {raw["id"]: raw["value"] for raw in plan["cited"]}
    left = volume["stated"]
    for raw in plan["opportunities"]:
        if raw.get("in") == "team":
            left -= left * shares[raw["cited"]]
    saved = volume["stated"] - left
    return saved, volume["stated"] * saved / left  # what is left of the time did all the work of today


@pytest.mark.parametrize("figure", PUBLISHED)
def test_every_published_figure_is_cited_with_its_source(summary, figure):
    found = next(each for each in summary.cited if printed(each) == figure)
    assert PUBLISHED[figure] in found.sentence
    assert found.source
    assert found.owner
    assert found.base
    assert "published" in found.dated


def test_the_headlines_are_those_of_the_source_in_its_order(summary):
    assert [each.number for each in summary.headlines] == ["49%", "39%", "51%", "36%", "1,500"]


def test_levers_of_25_9_and_6_8_percent_gain_13_8_thousand_contacts(summary):
    row = summary.rows[0]
    gained, freed = by_hand()
    assert row.plan.reading == "gained"
    assert row.amount.value == pytest.approx(gained)
    assert row.amount.value == pytest.approx(13_812, abs=5)
    assert whole_percent(row.share.value) == "36%"
    assert f"{row.share.value:.3f}" == "0.364"
    assert row.other_amount.value == pytest.approx(freed)
    assert f"{row.other_amount.value / 1000:.1f}k" == "21.7k"
    assert whole_percent(row.other_share.value) == "57%"


def test_the_page_says_that_the_source_says_both_and_which_is_shown(summary):
    note = " ".join(plan.note for plan in summary.rows[0].plans)
    assert "says both" in note
    assert "13,812" in note
    assert "capacity gained" in note
    assert round(0.364 * 37_944) == 13_812


def test_reablement_reaches_1_500_within_the_published_range(summary):
    row = summary.rows[1]
    assert amount(row.amount.value, "people") == "1,500"
    assert span(row.amount, "people") == "1,200 to 1,600"


def test_the_total_counts_nobody_twice_and_adds_nothing_unlike(summary):
    capacity, people = summary.totals
    assert (capacity.words, people.words) == ("contacts a year, capacity gained", "people a year")
    scaled = 42 / 83 * 1140 * 0.4
    assert people.figure.value == pytest.approx(1500 + scaled - 0.3 * scaled)
    assert people.taken_off.value == pytest.approx(-0.3 * scaled)


def test_how_we_know_counts_145_cases_and_every_attendance(summary):
    said = dict(summary.method)
    attended = 0
    for raw in words("demo.toml")["workshops"]:
        for people in raw["attendance"].values():
            attended += people
    assert "145 cases reviewed: 83 for" in said["Cases"]
    assert f"{attended} attendances" in said["Who judged"]
    assert "If every service were available" in said["Ideal"]
    assert "1,140" in said["Drawn"]
    assert "Demonstration" in said


def test_every_line_of_the_file_about_a_study_that_is_there_is_in_the_summary(loaded):
    with database.read(loaded) as session:
        member = operator(session, "demo")
        there = {study.instrument_id for study in studies.studies(session, member)} | {""}
        wanted = [raw for raw in words("summary.toml")["items"] if raw.get("study", "") in there]
        assert len(items(session, member)) == len(wanted)
