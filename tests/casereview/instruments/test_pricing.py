"""Every mistake in a pricing is told with its place and what to do."""

from pathlib import Path

import pytest

from casereview.instruments.loading import InstrumentError, loads

TEXT = (Path(__file__).parents[1] / "pricing" / "tiny_prices.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("was", "instead", "told"),
    [
        ('ideal = "best_place" }', 'ideal = "nowhere" }', "`nowhere` is not a choice that is asked"),
        (', label = "An hour"', "", "`unit` and `label` go together"),
        (", amount = 20 }", " }", "give an `amount` to each option; it is missing for many"),
        ('unit = "hour", label = "An hour", ', "", "`times` multiplies a number of units"),
        ('id = "bill"', 'id = "The Bill"', "pricing"),
    ],
)
def test_a_mistake_is_named(was: str, instead: str, told: str):
    assert was in TEXT
    with pytest.raises(InstrumentError, match=told):
        loads(TEXT.replace(was, instead), "tiny.toml")
