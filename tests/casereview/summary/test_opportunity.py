"""A year's figure keeps the uncertainty of every part; levers, overlaps and unlike things are not added twice."""

import random

import pytest

from casereview.scaling import Cited, Range, Share
from casereview.summary.opportunity import Row, rows
from casereview.summary.plan import Basis, Factor, Plan
from casereview.summary.total import totals

SURE = Basis("A quarter", Range(0.25, 0.25, 0.25), "published")
VOLUME = Factor("volume", "Contacts", 37944, 37944, 37944, source="Records")
REACHED = Factor("factor", "Reached", 0.4, 0.3, 0.5, percent=True, source="Ours")


def plan(title: str = "Do it", **more: object) -> Plan:
    fields = {"kind": "capacity", "unit": "capacity", "unit_words": "contacts a year", "basis": SURE}
    return Plan(title, title, **{**fields, "factors": (VOLUME,), **more})  # type: ignore[arg-type]


def lever(share: float, title: str, **more: object) -> Plan:
    basis = Basis(title, Range(share, share, share), "published")
    return plan(title, basis=basis, **{"group": "The team", "reading": "gained", **more})


def levers(**more: object) -> Row:
    (row,) = rows([lever(0.25, "First", **more), lever(0.09, "Second", **more), lever(0.068, "Third", **more)])
    return row


def test_levers_are_parts_of_what_is_left_counted_case_by_case():
    left = 37944.0
    for share in (0.25, 0.09, 0.068):
        left -= left * share  # the next lever finds only what this one leaves
    row = levers()
    assert row.amount.value == pytest.approx(37944 - left)
    assert row.amount.value == pytest.approx(13_812, abs=5)
    assert round(row.share.value, 3) == 0.364
    assert round(0.364 * 37944) == 13_812


def test_freed_and_gained_stand_beside_each_other_and_one_is_shown():
    gained, freed = levers(), levers(reading="freed")
    assert gained.other_amount is not None
    assert gained.other_amount.value == pytest.approx(21_716, abs=10)
    assert gained.other_share is not None
    assert round(gained.other_share.value, 2) == 0.57
    assert freed.amount.value == pytest.approx(gained.other_amount.value)
    assert freed.other_amount is not None
    assert freed.other_amount.value == pytest.approx(gained.amount.value)


def test_the_interval_is_that_of_a_slow_loop_over_every_part():
    luck = random.Random(3)
    slow = sorted(
        luck.betavariate(42.5, 41.5) * luck.triangular(0.3, 0.5, 0.4) * luck.triangular(1000, 1300, 1140)
        for _ in range(40_000)
    )
    volume = Factor("volume", "People", 1140, 1000, 1300)
    row = Row("x", (plan(basis=Basis("Half", Share(42, 83), "42 of 83"), factors=(volume, REACHED)),))
    assert row.amount.value == pytest.approx(42 / 83 * 1140 * 0.4)
    assert row.amount.low == pytest.approx(slow[1000], rel=0.03)
    assert row.amount.high == pytest.approx(slow[39000], rel=0.03)


def test_one_uncertain_part_alone_keeps_its_own_range():
    row = Row("x", (plan(basis=Basis("More", Cited(1500, 1200, 1600), "cited", percent=False), factors=()),))
    assert (row.amount.value, row.amount.low, row.amount.high) == (1500, 1200, 1600)
    doubled = Factor("factor", "Twice", 2, 2, 2)
    row = Row("x", (plan(basis=Basis("More", Cited(1500, 1200, 1600), "cited"), factors=(doubled,)),))
    assert (row.amount.low, row.amount.high) == (2400, 3200)


def test_what_is_counted_twice_is_taken_off_the_total():
    overlap = Factor("factor", "Both", 0.3, 0.3, 0.3)
    people = {"kind": "people", "unit": "people", "unit_words": "people a year"}
    first = plan("First", basis=Basis("a", Range(1500, 1500, 1500), ""), factors=(), **people)
    second = plan("Second", basis=Basis("b", Range(200, 200, 200), ""), factors=(), overlap=overlap, **people)
    (total,) = totals(rows([first, second]))
    assert total.figure.value == 1500 + 200 - 60
    assert total.taken_off is not None
    assert total.taken_off.value == -60


def test_unlike_things_are_never_added():
    people = plan("People", unit="people", unit_words="people a year", kind="people")
    freed = plan("Freed", reading="freed", group="Another team")
    found = totals(rows([lever(0.25, "First"), lever(0.09, "Second"), people, freed]))
    assert [(total.words, total.titles) for total in found] == [
        ("contacts a year, capacity gained", ("The team",)),
        ("people a year", ("People",)),
        ("contacts a year, from time freed", ("Another team",)),
    ]


def priced(title: str, kind: str, paid: float | None = None, **more: object) -> Plan:
    """A quarter of 37,944 people, at 100 pounds each."""
    price = Factor("price", "A case", 100, 100, 100, source="Finance", paid=paid)
    return plan(title, unit="people", kind=kind, factors=(VOLUME, price), **more)


def test_pounds_of_one_kind_are_added_across_units_and_kinds_never():
    second = plan("Pounds", unit="pounds", kind="avoided", basis=Basis("c", Range(5e5, 5e5, 5e5), ""), factors=())
    found = totals(rows([priced("Costs", "avoided"), second, priced("Budget", "cashable")]))
    assert [(total.kind, total.figure.value) for total in found if total.unit == "pounds"] == [
        ("cashable", pytest.approx(948_600)), ("avoided", pytest.approx(948_600 + 500_000))
    ]  # fmt: skip


def test_net_is_after_what_people_pay_and_is_not_made_up_where_nobody_said():
    said, silent = priced("Said", "avoided", paid=15), priced("Silent", "avoided")
    (total,) = [total for total in totals(rows([said])) if total.kind]
    assert total.net is not None
    assert total.net.value == pytest.approx(0.25 * 37944 * 85)
    assert [total.net for total in totals(rows([said, silent])) if total.kind] == [None]


def test_the_first_year_has_the_months_it_says_and_a_full_year_stays_apart():
    (row,) = rows([priced("Later", "avoided", first_months=3)])
    assert row.first_figure is not None
    assert row.first_figure.value == pytest.approx(948_600 / 4)
    (total,) = [total for total in totals(rows([priced("Now", "avoided"), row.plan])) if total.kind]
    assert total.figure.value == pytest.approx(948_600 * 2)
    assert total.first is not None
    assert total.first.value == pytest.approx(948_600 * 1.25)
    assert [each.first for each in totals(rows([priced("Now", "avoided")]))] == [None, None]


def test_rows_on_one_figure_rise_and_fall_together():
    basis = Basis("Half", Share(41, 83), "41 of 83")
    one, two = plan("One", basis=basis), plan("Two", basis=basis)
    (total,) = totals(rows([one, two]))
    (row, _) = rows([one, two])
    assert total.figure.high - total.figure.low == pytest.approx(2 * (row.amount.high - row.amount.low))
    other = plan("Two", basis=Basis("Another half", Share(41, 83), "41 of 83"))
    (apart,) = totals(rows([one, other]))
    assert apart.figure.high - apart.figure.low < total.figure.high - total.figure.low


def test_a_row_whose_figure_is_closed_is_not_shown_and_in_no_total():
    closed = plan("Closed", basis=Basis("x", None, "", why="not complete"))
    assert not rows([closed])[0].shown
    assert totals(rows([closed])) == []


def test_working_it_out_twice_gives_the_same_numbers():
    both = [Row("x", (plan(basis=Basis("Half", Share(41, 83), ""), factors=(VOLUME, REACHED)),)) for _ in range(2)]
    assert both[0].amount == both[1].amount


def test_two_uncertain_parts_are_drawn_together_not_multiplied_end_by_end():
    volume = Factor("volume", "People", 1140, 1000, 1300)
    row = Row("x", (plan(basis=Basis("All", Range(1, 1, 1), ""), factors=(volume, REACHED)),))
    assert row.amount.low > 1000 * 0.3
    assert row.amount.high < 1300 * 0.5


def test_more_time_than_there_is_cannot_be_freed_and_is_told_in_place_of_a_figure():
    all_of_it = plan(basis=Basis("All", Share(12, 12), "12 of 12"), reading="freed")
    (row,) = rows([all_of_it])
    assert not row.shown
    assert "100% of the time; at most 99% can be freed" in row.wrong
    assert totals([row]) == []
    (row,) = rows([plan(basis=Basis("Most", Cited(0.9, 0.5, 1.3), "", low=0.5, high=1.3), reading="freed")])
    assert row.shown  # its draws reach beyond; they stop at what can be freed
    assert row.amount.high == pytest.approx(37944 * 99)


def test_a_gain_may_be_more_than_all_and_then_has_no_reading_as_time_freed():
    (row,) = rows([plan(basis=Basis("More", Range(1.2, 1.2, 1.2), ""), reading="gained")])
    assert row.amount.value == pytest.approx(37944 * 1.2)
    assert (row.other_share, row.other_amount) == (None, None)


def test_a_lever_saves_at_most_all_there_is():
    (row,) = rows([lever(0.25, "First"), lever(1500, "People, not a share")])
    assert not row.shown
    assert "“People, not a share” comes to 150,000%" in row.wrong
    assert levers().wrong == ""


def test_what_was_not_drawn_at_random_has_no_year_until_somebody_says_what_is_assumed():
    picked = Basis("Half", Share(41, 83), "41 of 83", random=False)
    (row,) = rows([plan(basis=picked)])
    assert not row.shown
    assert "state the assumption you make" in row.wrong
    assert rows([plan(basis=picked, assumption="They are like the others.")])[0].shown
