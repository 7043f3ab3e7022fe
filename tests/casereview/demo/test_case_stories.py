"""The demonstration's stories agree with the rows of their cases, and the figures beside one with a count by hand."""

import csv

import pytest
from sqlmodel import select

from casereview import database
from casereview.access import member_of, operator
from casereview.demo.files import DATA
from casereview.models import Person
from casereview.store import studies
from casereview.store.story_checks import on_summary
from casereview.stories.profile import hidden, profile, rounded
from casereview.stories.reading import read_stories
from casereview.summary.data import as_data
from casereview.summary.gathering import gather

TERRACES = {"sheltered_flats", "small_terraces"}  # what stands under "Older town renters"


@pytest.fixture(scope="module")
def session(loaded):
    with database.read(loaded) as open_session:
        yield open_session


@pytest.fixture(scope="module")
def told(session):
    """The stories by the reference of their case."""
    member = operator(session, "demo")
    found = read_stories(session, member, studies.study(session, member, "case-review"))
    return {each.case.reference: each for each in found}


@pytest.fixture(scope="module")
def rows():
    with (DATA / "cases.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_one_is_checked_by_somebody_else_and_stands_on_the_summary(session, told):
    first, second = told["MC-0041"], told["MC-0080"]
    assert (first.leaves, first.checker, first.found) == (True, "Demo analyst", ())
    assert not second.leaves
    assert on_summary(session, operator(session, "demo")).story.id == first.story.id
    summary = gather(session, operator(session, "demo"))
    assert summary.story.among == "One of the 41"
    said = str(as_data(summary)["story"])
    assert "First contact" in said
    assert not any(word in said for word in ("MC-00", "2024", "2025", "January"))


def test_the_second_holds_what_a_check_finds(told):
    found = {each.what for each in told["MC-0080"].found}
    assert found >= {"quotes somebody", "gives a month, a year or a feast", "are a rare combination"}


def test_what_could_have_been_done_is_what_the_room_answered(told, rows):
    for reading in told.values():
        row = rows[int(reading.case.reference[-4:]) - 1]
        for event in reading.events:
            if event.answer_ref:
                assert event.answer_code in row[event.answer_ref].split("; ")
        assert row["prevention"] == "yes"
        assert row["actual_setting"] == "residential"


def test_cases_alike_are_counted_over_the_whole_list(told, rows):
    alike = 0
    for row in rows:
        if row["age_band"] == "age_85_over" and row["segment"] in TERRACES:
            alike += 1
    rare = told["MC-0041"].rare
    assert (rare.alike, rare.among) == (alike, len(rows))
    assert not rare.is_rare


def test_the_figures_of_the_group_are_rounded_counts_and_few_are_hidden(session, told, rows):
    found = profile(session, operator(session, "demo"), told["MC-0041"])
    reviewed = [row for row in rows if row["state"] == "reviewed"]
    group = [row for row in reviewed if row["segment"] in TERRACES]
    assert found.cases == f"About {5 * round(len(group) / 5)} of 83 cases reviewed"
    by_title = {line.title: line for line in found.lines}
    yes = sum(row["prevention"] == "yes" for row in group)
    n, of = 5 * round(yes / 5), 5 * round(len(group) / 5)
    prevented = by_title["Opportunity to prevent, reduce or delay"]
    assert (prevented.here, prevented.base) == (f"{100 * n / of:.0f}%", f"About {n} of {of} cases")
    assert prevented.everyone == "49%"
    community = [row for row in group if "community_resources" in row["prevention_by"].split("; ")]
    assert 0 < len(community) <= 7
    assert by_title["Prevented by community resources"].here is None


def test_no_count_of_one_to_seven_shows_nor_what_is_left_of_the_whole():
    for n in range(84):
        few = 1 <= n <= 7 or 1 <= 83 - n <= 7
        assert hidden(n, 83) == (few or n == 0)
        assert rounded(n) % 5 == 0
        assert abs(rounded(n) - n) <= 2.5


def test_a_reviewer_sees_the_story_on_the_summary_and_no_figures(session, told):
    person = session.exec(select(Person).where(Person.email == "reviewer@example.org")).one()
    reviewer = member_of(session, person.id, "demo")
    assert gather(session, reviewer).story.among == "One case"
    assert profile(session, reviewer, told["MC-0041"]) is None
