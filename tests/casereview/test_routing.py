"""Questions follow their gates, gates look only at what was asked, and unknown answers compare as nothing."""

import pytest

from casereview.answers import Given
from casereview.instruments import conditions
from casereview.routing import asked, holds
from tests.tiny import TINY


def given(**values):
    return {ref: Given(value) for ref, value in values.items()}


def test_an_empty_draft_is_asked_what_has_no_gate():
    assert asked(TINY, {}) == ("chance", "lives", "ideal", "helpers")


def test_a_gate_opens_the_next_gate():
    assert asked(TINY, given(chance="yes", means=("friend", "thing")))[:3] == ("chance", "means", "why")


def test_what_stands_behind_a_closed_gate_opens_nothing():
    assert "why" not in asked(TINY, given(chance="no", means=("thing",)))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"lower": ["ideal", "lives"]}, {("home", "ward"), ("home", "hostel")}),
        ({"higher": ["ideal", "lives"]}, {("ward", "home"), ("hostel", "home")}),
        (
            {"same": ["ideal", "lives"]},
            {("home", "home"), *((a, b) for a in ("hostel", "ward") for b in ("hostel", "ward"))},
        ),
        ({"differs": ["ideal", "lives"]}, {("home", "ward"), ("home", "hostel"), ("ward", "home"), ("hostel", "home")}),
    ],
)
def test_a_comparison_goes_by_rank_and_needs_both_known(raw, expected):
    places = ("home", "hostel", "ward", "unknown", None)
    condition = conditions.parse(raw)
    true = {(a, b) for a in places for b in places if holds(condition, {"ideal": a, "lives": b}, TINY)}
    assert true == expected


def test_and_stands_between_keys_and_any_between_its_parts():
    condition = conditions.parse({"chance": ["yes"], "any": [{"lives": ["home"]}, {"means": ["nurse"]}]})
    assert holds(condition, {"chance": "yes", "means": ("nurse", "thing"), "lives": "ward"}, TINY)
    assert not holds(condition, {"chance": "yes", "means": ("thing",), "lives": "ward"}, TINY)
    assert not holds(condition, {"chance": "no", "means": ("nurse",), "lives": "home"}, TINY)
    assert conditions.refs(condition) == ("chance", "lives", "means")
