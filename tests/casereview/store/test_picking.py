"""Picking cases to give out: by what somebody typed, the next that nobody has, and a fair draw."""

import pytest

from casereview.store.case_list import CaseLine
from casereview.store.errors import Refused
from casereview.store.picking import drawn, named, read_once, unread

LINES = [
    CaseLine(number, f"id{number}", f"MC-{number:04}", "done" if number == 3 else "to_do", number, None, None)
    for number in range(1, 21)
]


def numbers(lines) -> list[int]:
    return [line.id for line in lines]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("MC-0001", [1]),
        (" mc-0002 , MC-0005\nMC-0002", [2, 5]),
        ("MC-0002 to MC-0004; MC-0003", [2, 3, 4]),
        ("MC-0019 – MC-0020", [19, 20]),
        ("MC-0007 TO MC-0007", [7]),
    ],
)
def test_references_and_stretches_of_the_list_are_read(text, found):
    assert numbers(named(LINES, text)) == found


def test_a_reference_with_to_in_it_is_one_reference():
    odd = CaseLine(1, "a", "MC-0001 to MC-0003", "to_do", 1, None, None)
    assert numbers(named([odd, *LINES[1:]], "MC-0001 to MC-0003")) == [1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "at least one"),
        (" ,\n;", "at least one"),
        ("MC-0001, X9", "Not in the case list: X9"),
        ("MC-0001 to X9", "Not in the case list: X9"),
        ("MC-0001 to MC-0002 to MC-0003", "Not in the case list"),
        ("MC-0004 to MC-0002", "Turn them round"),
        (",".join(f"Y{n}" for n in range(9)), "Y4 and 4 more"),
    ],
)
def test_what_cannot_be_found_is_named_and_nothing_is_picked(text, said):
    with pytest.raises(Refused, match=said):
        named(LINES, text)


def test_the_next_that_nobody_has_are_those_still_to_do():
    assert numbers(unread(LINES, {1, 2}))[:3] == [4, 5, 6]


def test_a_second_reading_is_of_cases_one_other_reviewer_has():
    aside = CaseLine(30, "id30", "Z", "parked", 30, None, None)
    given = {1: {7}, 2: {7, 8}, 3: {9}, 4: {8}, 30: {7}}
    assert numbers(read_once([*LINES, aside], given, 9)) == [1, 4]
    assert numbers(read_once(LINES, given, 8)) == [1, 3]


def test_a_draw_is_repeatable_spread_and_in_the_order_of_the_list():
    once = numbers(drawn(LINES, 5, "seed"))
    assert once == numbers(drawn(LINES, 5, "seed"))
    assert once == sorted(once)
    assert len({tuple(numbers(drawn(LINES, 5, str(seed)))) for seed in range(20)}) > 10
    assert numbers(drawn(LINES, 99, "seed")) == numbers(LINES)
