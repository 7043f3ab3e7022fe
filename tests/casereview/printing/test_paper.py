"""On paper: the keys of the screen, headings over nested answers, gates by number, in every shipped instrument."""

import pytest

from casereview.instruments.choosing import instrument_file
from casereview.instruments.conditions import AllOf, AnyOf, Is
from casereview.instruments.loading import load
from casereview.printing.gates import only_if
from casereview.printing.keys import keys
from casereview.printing.paper import parts
from tests.tiny import TINY

SHIPPED = (
    "case-review",
    "first-contact",
    "duplication",
    "consistency",
    "community-services",
    "readiness",
    "focus-group",
)


def asked(instrument, **more):
    return {each.question.id: each for part in parts(instrument, **more) for each in part.asked}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_question_is_there_once_in_order_with_every_answer(name):
    instrument = load(instrument_file(name))
    found = [each for part in parts(instrument) for each in part.asked]
    assert [each.number for each in found] == list(range(1, len(instrument.questions) + 1))
    assert [each.question for each in found] == list(instrument.questions)
    for each in found:
        labels = sorted(option.label for option in each.question.choosable)
        scale = [str(point) for point in range(1, each.question.points + 1)] if each.question.scored else []
        assert sorted(box.label for box in each.boxes) == sorted(labels + scale)
        assert bool(each.gate) == (each.question.ask_if is not None)


def test_keys_are_digits_for_one_answer_and_letters_for_several():
    assert keys(TINY.question["chance"]) == {"yes": "1", "maybe": "2", "no": "3"}
    assert keys(TINY.question["means"]) == {"friend": "a", "nurse": "b", "thing": "c"}
    assert keys(TINY.question["why"]) == {}


def test_a_list_longer_than_the_keys_has_none():
    instrument = load(instrument_file("case-review"))
    assert {box.key for box in asked(instrument)["main_reason"].boxes} == {""}


def test_nested_answers_stand_under_their_headings():
    means = asked(TINY)["means"]
    assert [(group.title, [box.label for box in group.boxes]) for group in means.groups] == [
        ("People", ["A friend", "A nurse"]),
        ("", ["A thing"]),
    ]
    reasons = asked(load(instrument_file("case-review")))["main_reason"]
    wishes = [box.under for group in reasons.groups for box in group.boxes if box.label == "The family’s preference"]
    assert wishes == ["Wishes of the person or family"]


def test_a_phone_takes_no_keys():
    boxes = asked(TINY, keyed=False)["chance"].boxes
    assert [(box.key, box.label) for box in boxes] == [("", "Yes"), ("", "Maybe"), ("", "No")]


def test_gates_name_few_answers_by_their_words_and_many_by_their_keys():
    numbers = {"chance": 3, "means": 4, "helpers": 5}

    def said(condition, keyed=True):
        return only_if(condition, TINY, numbers, keyed)

    assert said(Is("chance", ("yes", "no"))) == "question 3 is “Yes” or “No”"
    assert said(Is("chance", ("yes", "maybe", "no"))) == "question 3 is 1, 2 or 3"
    assert said(Is("chance", ("yes", "maybe", "no")), keyed=False) == "question 3 is “Yes”, “Maybe” or “No”"
    assert said(Is("means", ("thing",))) == "question 4 includes “A thing”"
    assert said(Is("area", ("north",))) == "“Area” is “North”"
    assert said(Is("helpers.nurse", ("helped",))) == "question 5, Nurse, is “Helped”"
    both = (Is("chance", ("yes",)), Is("area", ("south",)))
    assert said(AllOf(both)) == "question 3 is “Yes” and “Area” is “South”"
    assert said(AnyOf(both)) == "question 3 is “Yes” or “Area” is “South”"
