"""Texts that people code: what the file must say, which state they are in, and that their findings count right."""

import random
import tomllib

import pytest

from casereview.answers import Answer, Given
from casereview.findings.counting import count
from casereview.findings.frame import Frame, Record
from casereview.instruments.loading import InstrumentError, loads, shipped
from casereview.settling import derive, settle
from tests.coding import TEXT

PATH = shipped()["focus-group"][-1]
MISTAKES = [
    ('coding = "point"', 'coding = "role"', "coding: `role` is not a text question"),
    ('coding = "point"\n', "", "give it one of"),
    ('code_frame = "matters"', 'code_frame = "things"', "code_frame: there is no list `things`; add [lists.things]"),
    ('speaker = "role"', 'speaker = "point"', "speaker: `point` is not an attribute with options"),
    ('parent = "away", level', 'parent = "afar", level', "its parent `afar` is not an option here"),
    ('under = "away"', 'under = "full"', "under: `matters` has no heading `full`"),
    ('under = "away"', 'under = "away"\nweight = "split"', "`under` leaves options out"),
    ('kind = "distribution"\ntitle = "Too far', 'kind = "share"\ntitle = "Too far', "`under` is for a distribution"),
]


@pytest.fixture(scope="module")
def instrument():
    return loads(PATH.read_text("utf-8"), PATH.name)


@pytest.mark.parametrize(("right", "wrong", "said"), MISTAKES, ids=[said for _, _, said in MISTAKES])
def test_each_mistake_is_answered_in_words(right, wrong, said):
    assert right in TEXT
    with pytest.raises(InstrumentError, match=r"said\.toml") as caught:
        loads(TEXT.replace(right, wrong, 1), "said.toml")
    assert said in str(caught.value)


def test_a_text_is_not_yet_coded_until_it_is_and_a_blank_one_has_nothing_to_code(instrument):
    said = derive(instrument, settle(instrument, {"contribution": Given("No bus.")}))
    assert said["reasons"] == Answer("not_yet_coded")
    assert derive(instrument, settle(instrument, {}))["reasons"] == Answer("left_blank")
    codes = Answer("answered", ("transport",))
    assert derive(instrument, {**settle(instrument, {}), "reasons": codes})["reasons"] == codes


def contributions(instrument, seed=1, n=200):
    """Random contributions, a fifth of them not yet coded."""
    luck = random.Random(seed)
    codes = [option.code for option in instrument.question["reasons"].choosable]
    groups = [option.code for option in instrument.question["focus_group"].choosable]
    found = []
    for number in range(n):
        answers = settle(instrument, {"contribution": Given("x"), "focus_group": Given(luck.choice(groups))})
        if luck.random() < 0.8:
            chosen = tuple(code for code in codes if luck.random() < 0.2) or (luck.choice(codes),)
            answers["reasons"] = Answer("answered", chosen)
        found.append(Record(f"c{number}", f"C{number}", derive(instrument, answers)))
    return found


def test_categories_and_themes_equal_a_slow_count(instrument):
    records = contributions(instrument)
    raw = {option["code"]: option for option in tomllib.loads(PATH.read_text("utf-8"))["lists"]["reasons"]["options"]}
    coded = [record.answers["reasons"].value for record in records if record.answers["reasons"].value]
    slow = {}
    for codes in coded:
        for name in {*codes, *(raw[code]["parent"] for code in codes if "parent" in raw[code])}:
            slow[name] = slow.get(name, 0) + 1
    findings = {finding.id: finding for finding in instrument.findings}
    frame = Frame(instrument, records)
    themes = [code for code in raw if raw[code].get("parent") == "community_connection"]
    categories = [code for code in raw if "parent" not in raw[code]]
    for name, codes in (("categories", categories), ("themes", themes)):
        rows = count(findings[name], frame).rows
        assert [(row.code, row.numerator, row.denominator) for row in rows] == [
            (code, slow[code], len(coded)) for code in codes
        ]
    assert count(findings["connection"], frame).numerator == slow["community_connection"]
    left_out = count(findings["themes"], frame).left_out
    assert [(each.reason, each.count) for each in left_out] == [("not_yet_coded", len(records) - len(coded))]
