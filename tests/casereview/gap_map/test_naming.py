"""The same name in another spelling is the same; another name is not; everybody who answered is counted."""

import pytest

from casereview.gap_map.naming import gather, key_of, print_of_name
from tests.gap_map import KNOWN, answers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lunch Club", " lunch   club."),
        ("Men’s shed", "MENS SHED"),
        ("Café B&B", "cafe b and b"),
        ("Dial-a-ride", "dial a ride"),
    ],
)
def test_spelling_does_not_part_a_name(one, other):
    assert key_of(one) == key_of(other)
    assert print_of_name(one) == print_of_name(other)


def test_other_words_are_another_name_and_marks_alone_are_kept_apart():
    assert key_of("Lunch club") != key_of("Lunch clubs")
    assert key_of("???") != key_of("!!!") != ""


def test_names_are_counted_by_people_and_everybody_who_answered_is_in_the_base():
    named = gather(KNOWN, [
        answers("hill", eating="Lunch club", washing="lunch club"),
        answers("hill", eating="LUNCH CLUB", washing="-"),
        answers("", eating="Lunch club", washing="Bath house"),
        answers("dale", reading="-"),
    ])  # fmt: skip
    first, second = named.names
    assert (first.words, first.people, dict(first.outcomes), dict(first.places)) == (
        "Lunch club", 3, {"eating": 3, "washing": 1}, {"hill": 2},
    )  # fmt: skip
    assert (second.words, second.people, second.places) == ("Bath house", 1, ())
    assert (named.people, named.unplaced) == (4, 1)
    counted = {key: number for key, number in named.answered.items() if number}
    assert counted == {
        ("eating", ""): 3, ("eating", "hill"): 2, ("washing", ""): 3, ("washing", "hill"): 2, ("reading", ""): 1,
        ("reading", "dale"): 1,
    }  # fmt: skip


def test_a_name_that_may_say_who_somebody_is_says_so():
    named = gather(KNOWN, [answers("hill", eating="Ask Ann on 01603 555012"), answers("hill", eating="Lunch club")])
    assert {name.words: name.personal for name in named.names} == {
        "Ask Ann on 01603 555012": ("a phone number",), "Lunch club": (),
    }  # fmt: skip
