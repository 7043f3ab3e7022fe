"""The trial run of a directory: what it would add or change, and each mistake named by sheet and cell."""

import pytest

from casereview.gap_map.entry import Entry
from casereview.gap_map.planning import make_directory_plan
from casereview.importing.cells import Cell, Sheet
from tests.gap_map import KNOWN

HEAD = ["Name", "Provider", "Helps with", "Where: Hill", "Where: Everywhere", "Where: Coast"]
CLUB = ["Lunch club", "Chapel", "Eating; reading", "x", "", "x"]
CLUB_IS = Entry("Lunch club", ("eating", "reading"), ("hill", "coast"), False, "Chapel", "", "My list", "May 2026")


def plan(*rows, head=HEAD, here=(), away=(), **options):
    cells = tuple(tuple(Cell(text or None) for text in row) for row in (head, *rows))
    standing, gone = ({each.identity: each for each in group} for group in (here, away))
    options = {"source": "My list", "dated": "May 2026"} | options
    return make_directory_plan(KNOWN, [Sheet("Services", cells)], standing, gone, **options)


def wrong(found):
    return [(each.sheet, each.cell, each.column, each.wrong) for each in found.problems]


def test_ticks_and_lists_are_read_and_the_list_gives_its_source():
    found = plan(CLUB, ["Meals", "", "EATING", "", "yes", "x"])
    assert not found.problems
    assert found.added == [CLUB_IS, Entry("Meals", ("eating",), (), True, "", "", "My list", "May 2026")]


def test_a_row_keeps_its_own_source_and_date():
    row = [*CLUB, "Town list", "1 June 2025"]
    assert [(e.source, e.dated) for e in plan(row, head=[*HEAD, "Source", "Date"]).added] == [
        ("Town list", "1 June 2025")
    ]


@pytest.mark.parametrize(
    ("row", "cell", "column", "said"),
    [
        (["", "Chapel", "Eating", "x"], "A2", "Name", "Empty, and it is needed."),
        (["Club", "", "", "x"], "C2", "Helps with", "Empty, and it is needed."),
        (["Club", "", "Eating", ""], "D2", "Where", "Empty, and it is needed."),
        (["Club", "", "Eting", "x"], "C2", "Helps with", "Not in the list."),
        (["Club", "", "Eating", "perhaps"], "D2", "Where: Hill", "Not a mark."),
    ],
)
def test_each_mistake_is_named_by_its_cell(row, cell, column, said):
    assert ("Services", cell, column, said) in wrong(plan(row))


def test_a_missing_column_is_said_once_and_a_file_without_headings_too():
    assert wrong(plan(["Club", "x"], ["Choir", "x"], head=["Name", "Where: Hill"])) == [
        ("Services", "A1", "Helps with", "There is no such column, and it is needed.")
    ]
    assert wrong(plan(["1", "2"], head=["Telephone", "Fax"])) == [
        ("Services", "A1", "Headings", "No heading of a directory was found.")
    ]
    assert [each.wrong for each in plan().problems] == ["There is no service under the headings."]


def test_the_same_service_twice_is_in_the_way_whatever_its_capitals():
    found = plan(CLUB, ["LUNCH CLUB", "chapel", "Eating", "x"])
    assert wrong(found) == [("Services", "A3", "Name", "The same service as in row 2.")]
    assert not plan(CLUB, ["Lunch club", "Library", "Eating", "x"]).problems


def test_the_same_again_adds_nothing_and_other_details_stop_unless_they_may_change():
    again = plan(CLUB, here=[CLUB_IS])
    assert (again.added, again.changed, again.unchanged, again.problems) == ([], [], 1, [])
    other = ["lunch club", "Chapel", "Eating", "x"]
    assert wrong(plan(other, here=[CLUB_IS])) == [
        ("Services", "A2", "Name", "In the directory already, with other details.")
    ]
    changed = plan(other, here=[CLUB_IS], change=True)
    assert ([each.outcomes for each in changed.changed], changed.added) == ([("eating",)], [])


def test_what_was_put_away_lately_does_not_come_back_by_itself():
    found = plan(CLUB, away=[CLUB_IS])
    assert (found.added, found.unchanged) == ([], 1)
    assert "put away" in found.notes[0]


def test_a_name_that_looks_personal_is_not_repeated():
    assert (
        plan(["Ann 01603 555012", "", "Eating", "x"], ["ann 01603 555012", "", "Eating", "x"]).problems[0].says
        == "Not shown"
    )
