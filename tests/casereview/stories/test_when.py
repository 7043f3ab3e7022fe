"""A time is read as it is typed, never guessed, and told no finer than a week."""

from datetime import date, timedelta
from itertools import groupby

import pytest

from casereview.reading_error import ReadingError
from casereview.stories.when import Moment, as_typed, between, read_when

LAST = Moment(date(2025, 2, 14))


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        ("14 February 2025", date(2025, 2, 14), "day"),
        ("2025-02-14", date(2025, 2, 14), "day"),
        ("February 2025", date(2025, 2, 1), "month"),
        ("feb 2025", date(2025, 2, 1), "month"),
        ("02/2025", date(2025, 2, 1), "month"),
        ("2025-02", date(2025, 2, 1), "month"),
        ("about 7 March 2025", date(2025, 3, 7), "week"),
        ("3 weeks later", date(2025, 3, 7), "week"),
        ("A week after", date(2025, 2, 21), "week"),
        ("10 days later", date(2025, 2, 24), "day"),
        ("two months later", date(2025, 4, 1), "month"),
        ("11 months later", date(2026, 1, 1), "month"),
        ("one year on", date(2026, 2, 1), "month"),
    ],
)
def test_a_time_is_read(text, on, precision):
    moment = read_when(text, LAST)
    assert moment == Moment(on, precision)
    assert read_when(as_typed(moment)) == moment


@pytest.mark.parametrize(
    "text", ["", "soon", "13/2025", "30 February 2025", "01/02/2025", "0 weeks later", "some weeks later"]
)
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ReadingError):
        read_when(text, LAST)


def test_later_than_nothing_is_refused():
    with pytest.raises(ReadingError, match="no event before"):
        read_when("3 weeks later")


@pytest.mark.parametrize(
    ("on", "precision", "said"),
    [
        (date(2025, 2, 14), "day", "The same week"),
        (date(2025, 2, 17), "day", "The same week"),
        (date(2025, 2, 18), "day", "1 week after"),
        (date(2025, 2, 21), "day", "1 week after"),
        (date(2025, 1, 20), "day", "4 weeks before"),
        (date(2025, 4, 14), "day", "8 weeks after"),
        (date(2025, 5, 14), "day", "3 months after"),
        (date(2025, 2, 1), "month", "The same month"),
        (date(2025, 3, 1), "month", "1 month after"),
        (date(2024, 7, 1), "month", "7 months before"),
        (date(2023, 1, 1), "month", "2 years before"),
        (date(2028, 2, 14), "day", "3 years after"),
    ],
)
def test_time_is_told_from_the_first_contact(on, precision, said):
    assert between(Moment(on, precision), LAST) == said


def test_no_day_can_be_told_from_those_around_it():
    """Every day of 200 on both sides, counted: whatever is said is true of seven days at least, and time runs on."""
    told = [between(Moment(LAST.on + timedelta(days=n)), LAST) for n in range(-200, 201)]
    assert not any("day" in words for words in told)
    assert min(told.count(words) for words in set(told[20:-20])) >= 7
    assert len(list(groupby(told))) == len(set(told))
