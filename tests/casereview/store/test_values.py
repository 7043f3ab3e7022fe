"""Values survive being stored, and what cannot be stored is refused in words."""

import pytest
from hypothesis import given as example_of
from hypothesis import strategies

from casereview.answers import Given, Value
from casereview.store import values
from casereview.store.errors import Refused
from casereview.store.once import hashed
from tests.tiny import TINY

ANY = strategies.one_of(
    strategies.text(strategies.characters(exclude_categories=["Cs"]), min_size=1),
    strategies.floats(allow_nan=False, allow_infinity=False),
    strategies.lists(strategies.sampled_from(["a", "b_c", "d"]), min_size=1, unique=True).map(tuple),
)


@example_of(ANY, strategies.text(strategies.characters(exclude_categories=["Cs"])))
def test_a_value_comes_back_as_it_went_in(value: Value, other: str) -> None:
    assert values.from_json(values.to_json(value)) == value
    assert values.given(values.to_json(value), other) == Given(value, other)
    assert values.from_told(values.told(Given(value, other))) == Given(value, other)


def test_a_blank_comes_back_as_a_blank() -> None:
    assert values.given(values.to_json(None), "") is None
    assert values.from_told(values.told(None)) is None


@pytest.mark.parametrize("text", ["a\x00b", "\ud83d", "a\x07"])
def test_text_that_a_database_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        values.check(TINY.item["why"], Given(text))
    with pytest.raises(Refused):
        values.check(TINY.item["lives"], Given("home", text))
    with pytest.raises(Refused, match="The note"):
        values.tidy(text, "The note")


def test_the_order_of_fields_does_not_change_what_was_sent() -> None:
    assert hashed({"a": 1, "b": [2]}) == hashed({"b": [2], "a": 1}) != hashed({"a": 1, "b": [3]})
