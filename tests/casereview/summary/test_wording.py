"""People to 10, from 10,000 in thousands, money to two or three places, and a part as it was stated."""

import pytest

from casereview.summary.drawing import Figure
from casereview.summary.wording import amount, money, plain, plain_span, span, whole_percent


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (13_808.2, "capacity", "13.8 thousand"),
        (1500, "people", "1,500"),
        (85.4, "people", "85"),
        (-69.2, "people", "−69"),
        (4_751_000, "pounds", "£4.8m"),
        (-1_300_000, "pounds", "−£1.3m"),
        (783_000, "pounds", "£780,000"),
        (45_300, "pounds", "£45,000"),
        (2_224, "pounds", "£2,200"),
        (320, "pounds", "£320"),
    ],
)
def test_a_year_in_words(value: float, unit: str, words: str):
    assert amount(value, unit) == words


def test_a_range_is_said_only_where_there_is_one():
    assert span(Figure(1500, 1200, 1600), "people") == "1,200 to 1,600"
    assert span(Figure(1500, 1500, 1500), "people") == ""
    assert span(Figure(13_800, 11_960, 15_510), "capacity") == "12.0 to 15.5 thousand"
    assert span(Figure(11_000, 9_400, 12_600), "capacity") == "9,400 to 12.6 thousand"


@pytest.mark.parametrize(
    ("value", "percent", "words"),
    [(0.068, True, "6.8%"), (0.25, True, "25%"), (37944, False, "37,944"), (2.25, False, "2.25"), (0.5, False, "0.5")],
)
def test_a_part_stands_as_it_was_stated(value: float, percent: bool, words: str):
    assert plain(value, percent) == words


def test_the_range_of_a_part():
    assert plain_span(0.46, 0.49, True) == "46% to 49%"
    assert plain_span(2, 2, False) == ""


@pytest.mark.parametrize(
    ("value", "words"), [(24.6, "£24.60"), (38, "£38"), (205.28, "£205"), (-84.3, "−£84.30"), (1248, "£1,248")]
)
def test_pounds_for_one(value: float, words: str):
    assert money(value) == words


@pytest.mark.parametrize(("value", "words"), [(0.364, "36%"), (0.004, "<1%"), (1.2, "120%"), (12.5, "1,250%")])
def test_a_share_worked_out_may_be_many_times_all_of_it(value: float, words: str):
    assert whole_percent(value) == words
