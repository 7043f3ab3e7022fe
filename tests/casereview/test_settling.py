"""Absence has names: not asked and left blank are told apart, and what hides behind a gate is not an answer."""

from casereview.answers import Answer, Given
from casereview.instruments.loading import loads
from casereview.settling import derive, settle
from tests.tiny import TINY


def test_every_item_gets_a_state():
    draft = {
        "chance": Given("no"),
        "means": Given(("thing",)),
        "helpers.nurse": Given("helped"),
        "area": Given("north"),
    }
    answers = settle(TINY, draft)
    assert set(answers) == set(TINY.item)
    assert answers["chance"] == Answer("answered", "no")
    assert answers["means"] == Answer("not_asked")
    assert answers["lives"] == Answer("left_blank")
    assert answers["helpers.nurse"].state == "answered"
    assert answers["helpers.friend"].state == "left_blank"
    assert answers["area"].value == "north"


def test_the_first_condition_that_holds_is_the_derived_answer():
    def direction(ideal, lives):
        return derive(TINY, settle(TINY, {"ideal": Given(ideal), "lives": Given(lives)}))["direction"]

    assert direction("home", "ward") == Answer("answered", "better")
    assert direction("ward", "hostel") == Answer("answered", "same")
    assert direction("ward", "home") == Answer("left_blank")
    assert direction("unknown", "home") == Answer("left_blank")


def test_a_union_joins_what_was_ticked_once_and_keeps_not_asked():
    text = """
        id = "joined"
        version = 1
        title = "Joined"
        unit = "case"
        [lists.reasons]
        options = [{ code = "a", label = "A" }, { code = "b", label = "B" }, { code = "c", label = "C" }]
        [lists.yes_no]
        options = [{ code = "yes", label = "Yes" }, { code = "no", label = "No" }]
        [[sections]]
        id = "s"
        title = "S"
        questions = [
          { id = "ideal", text = "Ideal?", type = "choice", list = "yes_no" },
          { id = "main", text = "Main?", type = "choice", list = "reasons", ask_if = { ideal = ["no"] } },
          { id = "others", text = "Others?", type = "choices", list = "reasons", ask_if = { ideal = ["no"] } },
        ]
        [[derived]]
        id = "every"
        text = "Every reason"
        union = ["main", "others"]
    """
    instrument = loads(text, "joined.toml")

    def every(**values):
        return derive(instrument, settle(instrument, {k: Given(v) for k, v in values.items()}))["every"]

    assert every(ideal="no", main="b", others=("a", "b")) == Answer("answered", ("b", "a"))
    assert every(ideal="no", others=("c",)) == Answer("answered", ("c",))
    assert every(ideal="no") == Answer("left_blank")
    assert every(ideal="yes", main="b") == Answer("not_asked")
