"""Rules are found broken, required answers are found missing, and the room hears its case in a sentence."""

from casereview.answers import Given
from casereview.rules import broken, missing_required, playback
from casereview.settling import derive, settle
from tests.tiny import TINY


def complete(**values):
    return derive(TINY, settle(TINY, {ref: Given(value) for ref, value in values.items()}))


def test_a_rule_is_broken_only_when_its_condition_holds():
    assert [rule.id for rule in broken(TINY, complete(ideal="ward", lives="home"))] == ["worse"]
    assert broken(TINY, complete(ideal="home", lives="home")) == []
    assert broken(TINY, complete(ideal="ward")) == []


def test_required_answers_are_missed_only_where_they_are_asked():
    assert missing_required(TINY, {}) == ["chance"]
    assert missing_required(TINY, {"chance": Given("yes")}) == ["means"]
    assert missing_required(TINY, {"chance": Given("no")}) == []


def test_the_playback_names_what_was_chosen():
    assert playback(TINY, complete(chance="yes", means=("friend",))) == ["There was a chance, by a friend."]
    both = playback(TINY, complete(chance="yes", means=("friend", "nurse", "thing")))
    assert both == ["There was a chance, by a friend, a nurse and a thing."]
    assert playback(TINY, complete(chance="yes")) == ["There was a chance, by something not yet named."]
    assert playback(TINY, complete(chance="no")) == []
