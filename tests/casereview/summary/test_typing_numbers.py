"""Numbers are read as people type them, and given back as they would type them."""

import pytest

from casereview.reading_error import ReadingError
from casereview.summary.typing_numbers import as_typed, read_number


@pytest.mark.parametrize(
    ("typed", "value", "percent"),
    [
        ("37,944", 37944, False),
        (" 6.8% ", 0.068, True),
        ("£1,200.50", 1200.5, False),
        ("0", 0, False),
        ("9 %", 0.09, True),
    ],
)
def test_a_number_is_read(typed: str, value: float, percent: bool):
    assert read_number(typed) == (pytest.approx(value), percent)
    assert read_number(as_typed(value, percent)) == (pytest.approx(value), percent)


def test_the_ends_follow_the_figure_between_them():
    assert read_number("8", True) == (0.08, True)
    with pytest.raises(ReadingError, match="percentage"):
        read_number("8%", False)


@pytest.mark.parametrize("typed", ["", "lots", "1e999", "nan", "12 to 14", "٣%%"])
def test_what_is_no_number_is_refused_in_words(typed: str):
    with pytest.raises(ReadingError, match="is not a number"):
        read_number(typed)


def test_nothing_is_given_back_for_nothing():
    assert as_typed(None, False) == ""
    assert as_typed(0.068, True) == "6.8%"
