"""Other values are tried without touching what is stated, and the share of each part in the range is its own."""

from dataclasses import replace

import numpy as np
import pytest

from casereview.scaling import Cited, Range, Share
from casereview.summary.influence import in_words, influences
from casereview.summary.opportunity import Row, rows
from casereview.summary.plan import Basis, Factor, Plan
from casereview.summary.trying import knobs, read, tried

VOLUME = Factor("volume", "A year", 1000, 900, 1100, source="Records")
REACH = Factor("factor", "Reach", 0.4, 0.3, 0.5, percent=True, source="Ours")
COUNTED = Basis("Half", Share(41, 83), "41 of 83")
CITED = Basis("A quarter", Cited(0.25, 0.2, 0.3), "published", low=0.2, high=0.3, editable=True)


def plan(name: str = "a", basis: Basis = COUNTED, **more: object) -> Plan:
    fields = {"kind": "people", "unit": "people", "unit_words": "", "basis": basis, "factors": (VOLUME, REACH)}
    return Plan(name, name, **{**fields, **more})  # type: ignore[arg-type]


def alone(made: Plan) -> Row:
    (row,) = rows([made])
    return row


def test_every_part_can_be_tried_but_what_a_study_counted():
    row = alone(plan(overlap=Factor("factor", "Twice", 0.2, 0.1, 0.3, percent=True)))
    assert [each.key for each in knobs(row, {})] == ["a.0", "a.1", "a.o"]
    assert [each.key for each in knobs(alone(plan(basis=CITED)), {})] == ["a.b", "a.0", "a.1"]
    assert not any(each.changed for each in knobs(row, {}))


def test_a_tried_value_stands_in_for_the_stated_one_and_the_range_opens_to_it():
    row = alone(plan())
    values, wrong = read({"a.0": "1,300", "a.1": "45%", "b.0": "7", "a.9": "7"}, [row])
    assert (values, wrong) == ({"a.0": 1300, "a.1": 0.45}, [])
    trial = tried(row, values)
    assert trial.amount.value == pytest.approx(41 / 83 * 1300 * 0.45)
    assert [(each.low, each.high) for each in trial.plan.factors] == [(900, 1300), (0.3, 0.5)]
    assert row.amount.value == pytest.approx(41 / 83 * 1000 * 0.4)
    assert tried(row, {}).amount == row.amount


@pytest.mark.parametrize("typed", ["lots", "-1", "nan", "inf", "101%", "1e999", "1e30"])
def test_what_cannot_be_tried_is_told_and_the_stated_value_is_used(typed: str):
    values, (told,) = read({"a.1": typed}, [alone(plan())])
    assert values == {}
    assert "The stated value is used" in told


def test_the_volume_of_a_group_turns_in_all_its_levers():
    certain = replace(VOLUME, low=1000, high=1000)
    first = plan("a", CITED, factors=(certain,), group="Team", unit="capacity", reading="gained")
    (row,) = rows([first, replace(first, public_id="b", title="b")])
    assert [each.key for each in knobs(row, {})] == ["a.b", "b.b", "a.0"]  # the volume once, last
    trial = tried(row, {"a.0": 2000.0, "b.b": 0.1})
    assert trial.amount.value == pytest.approx(2000 * (1 - 0.75 * 0.9))
    assert [each.factors[0].stated for each in trial.plans] == [2000, 2000]


def test_a_trial_that_makes_no_figure_is_told_and_the_row_stays_as_stated():
    half = Factor("factor", "Of the time", 0.5, 0.4, 0.6, percent=True)
    freed = plan("a", Basis("A quarter", Cited(0.25, 0.2, 0.3), "", False, editable=True), factors=(half, VOLUME))
    row = alone(replace(freed, unit="capacity", reading="freed"))
    values, (told,) = read({"a.b": "5"}, [row])
    assert values == {}
    assert "at most 99% can be freed" in told


def test_a_slider_reaches_from_end_to_end_and_its_steps_meet_the_stated_value():
    for knob in knobs(
        alone(plan(factors=(VOLUME, REACH, replace(VOLUME, label="x", stated=52.14, low=52.14, high=52.14)))), {}
    ):
        assert knob.least < knob.stated < knob.most
        assert (knob.shown(knob.stated) / knob.step) == pytest.approx(round(knob.shown(knob.stated) / knob.step))


def test_the_share_of_each_part_is_its_variance_when_it_varies_alone():
    row, chance = alone(plan()), np.random.default_rng(7)
    base, share = 41 / 83 * 1000 * 0.4, chance.beta(41.5, 42.5, 100_000)
    slow = {
        "Half": np.var(share * 400), "A year": np.var(chance.triangular(900, 1000, 1100, 100_000) * base / 1000),
        "Reach": np.var(chance.triangular(0.3, 0.4, 0.5, 100_000) * base / 0.4),
    }  # fmt: skip
    found = influences(row)
    assert [each.label for each in found] == sorted(slow, key=lambda name: -slow[name])
    for each in found:
        assert each.share == pytest.approx(slow[each.label] / sum(slow.values()), abs=0.02)
        assert each.low < row.amount.value < each.high
    assert sum(each.share for each in found) == pytest.approx(1)
    assert in_words(found).startswith("Most of the range")


def test_nothing_is_said_of_a_row_without_a_range():
    certain = plan(basis=Basis("All", Range(1, 1, 1), ""), factors=(replace(VOLUME, low=1000, high=1000),))
    assert influences(alone(certain)) == []
    assert in_words([]) == ""
