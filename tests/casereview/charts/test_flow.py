"""The flow table: sums that add up, directions by rank and not by place, darker where more cases went."""

from casereview.charts.flow import flow_table
from casereview.findings.result import Flow

PLACES = (("home", "Home"), ("hostel", "Hostel"), ("ward", "Ward"))
FLOW = Flow(PLACES, PLACES, ((30, 1, 0), (2, 4, 5), (8, 0, 3)), 53, "53 cases")


def test_right_better_and_worse_add_up_to_the_base() -> None:
    table = flow_table(FLOW)
    assert (table.right, table.better, table.worse) == (37, 10, 6)
    assert table.right + table.better + table.worse == table.base
    assert table.totals == (40, 5, 8)
    assert [row.total for row in table.rows] == [31, 11, 11]


def test_answers_of_the_same_rank_are_the_same() -> None:
    table = flow_table(FLOW, {"home": 1, "hostel": 2, "ward": 2})
    assert (table.right, table.better, table.worse) == (42, 10, 1)


def test_the_fullest_move_is_darkest_and_nobody_is_white() -> None:
    shades = [[cell.shade for cell in row.cells] for row in flow_table(FLOW).rows]
    assert shades == [[0, 1, 0], [1, 0, 3], [4, 0, 0]]
