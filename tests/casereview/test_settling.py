"""Absence has names: not asked and left blank are told apart, and what hides behind a gate is not an answer."""

from casereview import settling
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


TWO_DERIVED = """
    id = "two"
    version = 1
    title = "Two"
    unit = "case"
    [lists.yes_no]
    options = [{ code = "yes", label = "Yes" }, { code = "no", label = "No" }]
    [[sections]]
    id = "s"
    title = "S"
    questions = [
      { id = "one", text = "One?", type = "choice", list = "yes_no" },
      { id = "other", text = "Other?", type = "text" },
    ]
    [[derived]]
    id = "said"
    text = "Said"
    options = [{ code = "so", label = "So", when = { one = ["yes"] } }]
    [[derived]]
    id = "unsaid"
    text = "Unsaid"
    options = [{ code = "not", label = "Not", when = { one = ["no"] } }]
    [[derived]]
    id = "after"
    text = "After"
    options = [{ code = "both", label = "Both", when = { one = ["yes"], said = ["so"] } }]
"""


def test_equal_answers_are_worked_out_once_and_come_out_as_by_themselves(monkeypatch):
    instrument, known, tried = loads(TWO_DERIVED, "two.toml"), {}, []
    whole = [
        settle(instrument, {"one": Given(one), "other": Given(str(number))} if one else {})
        for number, one in enumerate(("yes", "no", "", "yes", "no", "") * 5)
    ]
    apart = [derive(instrument, each) for each in whole]
    holds = settling.holds
    monkeypatch.setattr(settling, "holds", lambda *given: tried.append(given) or holds(*given))
    assert [derive(instrument, each, known) for each in whole] == apart
    assert [apart[0][name].value for name in ("said", "unsaid", "after")] == ["so", None, "both"]
    assert len(tried) == 9, "three questions, three different answers"


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
