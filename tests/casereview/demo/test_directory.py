"""The control list of the demonstration: two services for each outcome, and every state but one on the map."""

from collections import Counter

import pytest

from casereview import database
from casereview.access import operator
from casereview.demo.directory import planned
from casereview.demo.files import table, words
from casereview.store import studies
from casereview.store.gap_maps import gap_map


@pytest.fixture(scope="module")
def drawn(loaded):
    with database.read(loaded) as session:
        member = operator(session, "demo")
        return gap_map(session, member, studies.study(session, member, "community-services"))


def test_the_list_has_at_least_two_services_for_each_outcome(drawn):
    listed = Counter(outcome for entry in planned() for outcome in entry.outcomes)
    assert [code for code, _ in drawn.outcomes if listed[code] < 2] == []
    assert len({entry.identity for entry in planned()}) == len(planned()) == drawn.services


def test_every_state_that_five_localities_can_show_is_there(drawn):
    assert drawn.states.keys() == {"known", "unnamed", "elsewhere", "none", "waiting"}
    assert drawn.cells["clothed", "western"].state == "none"


def test_the_people_of_one_cell_and_of_a_row_are_those_of_the_table(drawn):
    plan = words("directory.toml")
    here = {entry.name for entry in planned() if "relationships" in entry.outcomes and "norwich" in entry.places}
    here.add("Telephone Friends")  # everywhere
    people = [row for row in table("community_services.csv") if row["locality"] == "norwich"]
    meant = [set(plan["matches"].get(row["service.relationships"], ())) for row in people]
    cell = drawn.cells["relationships", "norwich"]
    assert (cell.people, cell.answered) == (sum(bool(each & here) for each in meant), len(people))
    named = [row["service.home_safely"] != "none" for row in table("community_services.csv")]
    assert drawn.cells["home_safely", ""].people == sum(named) == 7
    assert drawn.waiting == 2
