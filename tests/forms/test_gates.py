"""Gates for the browser say what the server's conditions say."""

import pytest

from casereview.instruments.conditions import Compare
from casereview.routing import holds
from forms.gates import gate, route
from tests.forms.gate_cases import TABLE, condition
from tests.tiny import TINY


@pytest.mark.parametrize("case", TABLE, ids=lambda case: str(case["gate"]))
def test_the_server_agrees_with_the_table(case):
    values = {ref: tuple(codes) for ref, codes in case["answers"].items()}
    assert holds(condition(case["gate"]), values, TINY) is case["open"]


@pytest.mark.parametrize("case", TABLE, ids=lambda case: str(case["gate"]))
def test_a_condition_becomes_the_gate_of_the_table(case):
    assert gate(condition(case["gate"])) == case["gate"]


def test_no_condition_is_no_gate():
    assert gate(None) is None


def test_a_comparison_is_no_gate():
    with pytest.raises(ValueError, match="gate"):
        gate(Compare("lower", "a", "b"))


def test_the_route_names_every_question_with_its_refs():
    stops = {stop["id"]: stop for stop in route(TINY)}
    assert list(stops) == ["chance", "means", "why", "lives", "ideal", "helpers"]
    assert stops["means"] == {"id": "means", "section": "one", "refs": ["means"], "gate": ["is", "chance", ["yes"]]}
    assert stops["helpers"]["refs"] == ["helpers.nurse", "helpers.friend"]
