"""A condition reads as a clause an analyst would write."""

from casereview.instruments.conditions import parse
from casereview.instruments.wording import words
from tests.tiny import TINY


def test_a_condition_is_said_in_labels():
    assert words(parse({"chance": ["yes", "maybe"]}), TINY) == "“Was there a chance?” is “Yes” or “Maybe”"
    assert words(parse({"means": ["friend"]}), TINY) == "“By what?” includes “A friend”"
    assert words(parse({"helpers.nurse": ["helped"]}), TINY) == "“Who helped?: Nurse” is “Helped”"
    compared = parse({"chance": ["no"], "lower": ["ideal", "lives"]})
    assert words(compared, TINY) == "“Was there a chance?” is “No” and “Where ideally?” ranks before “Where now?”"
    either = parse({"any": [{"chance": ["yes"]}, {"chance": ["no"]}]})
    assert words(either, TINY) == "either “Was there a chance?” is “Yes”, or “Was there a chance?” is “No”"
