"""Whole numbers as forms and addresses carry them."""

import pytest

from casereview.web.whole_number import posted_number, posted_version, whole_number


@pytest.mark.parametrize(("typed", "number"), [("0", 0), ("007", 7), ("999999999", 999_999_999)])
def test_digits_are_a_number(typed, number):
    assert whole_number(typed) == number


@pytest.mark.parametrize("typed", ["", "-1", "1.5", " 1", "one", "١", "²", "1000000000", "9" * 5000])
def test_anything_else_is_none(typed):
    assert whole_number(typed) is None


@pytest.mark.parametrize(("typed", "number"), [(" 3 ", 3), ("x", -1), ("9" * 5000, -1)])
def test_a_posted_version_that_is_no_number_is_one_that_nothing_has(app, typed, number):
    with app.test_request_context("/", method="POST", data={"version": typed}):
        assert posted_version() == posted_number("version") == number
        assert posted_number("missing") == -1
