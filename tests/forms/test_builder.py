"""An instrument becomes a form that keeps what was typed and knows what was changed."""

from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from casereview.answers import Given
from casereview.instruments.loading import loads
from forms.builder import answers_of, changed, concerns_of, posted_version, review_form
from forms.fields import EDITION, edition
from tests.tiny import TINY, TINY_TEXT

KINDS = """
[[sections]]
id = "more"
title = "More"

[[sections.questions]]
id = "data"
text = "How many?"
type = "number"
unit = "hours"

[[sections.questions]]
id = "errors"
text = "When?"
type = "date"

[[sections.questions]]
id = "validate"
text = "How good?"
type = "rating"
points = 3
options = [{ code = "away", label = "Not my area", missing = true }]
"""
RICH = loads(TINY_TEXT.replace("[[derived]]", KINDS + "[[derived]]", 1), "rich.toml")


@dataclass(frozen=True)
class Entry:
    """A stored answer."""

    given: Given | None
    version: int = 1


@pytest.fixture(autouse=True)
def request_context():
    app = Flask("forms")
    app.secret_key = "a key for tests"
    with app.test_request_context(method="POST"):
        yield


def filled(instrument, entries, **posted):
    """The form over `entries`, with `posted` changed in a page that showed them."""
    shown = answers_of(review_form(instrument, entries))
    data = MultiDict()
    for ref, field in shown.items():
        data.setlist(ref, field.raw)
        data[ref + EDITION] = field.edition
    for ref, values in posted.items():
        data.setlist(ref.replace("__", "."), values)
    return review_form(instrument, entries, data), data


def test_every_item_has_a_field_named_by_its_ref():
    form = review_form(TINY, {})
    assert list(answers_of(form)) == ["chance", "means", "why", "lives", "ideal", "helpers.nurse", "helpers.friend"]
    assert [field.name for field in answers_of(form).values()] == list(answers_of(form))


def test_questions_named_like_the_parts_of_a_form_hide_nothing():
    form, _ = filled(RICH, {}, data=["12.5"], errors=["1", "2", "2026"], validate=["away"])
    fields = answers_of(form)
    assert [fields[ref].data for ref in ("data", "errors", "validate")] == [
        Given(12.5), Given("2026-02-01"), Given("away"),
    ]  # fmt: skip
    assert form.validate() is False or form.errors == {}  # still methods and properties of the form


@pytest.mark.parametrize(
    ("ref", "given", "raw"),
    [
        ("chance", Given("yes"), ["yes"]),
        ("means", Given(("friend", "thing")), ["friend", "thing"]),
        ("data", Given(7.0), ["7"]),
        ("data", Given(7.25), ["7.25"]),
        ("errors", Given("2026-03-04"), ["4", "3", "2026"]),
        ("validate", Given("2"), ["2"]),
        ("why", Given("Because"), ["Because"]),
    ],
)
def test_what_is_stored_is_shown_and_reads_as_unchanged(ref, given, raw):
    form, data = filled(RICH, {ref: Entry(given)})
    assert answers_of(form)[ref].raw == raw
    assert answers_of(form)[ref].data == given
    assert changed(form, data) == []


def test_only_what_was_changed_is_changed():
    form, data = filled(TINY, {"chance": Entry(Given("yes"), 4), "lives": Entry(Given("home"), 2)}, chance=["no"])
    assert [(field.ref, field.data) for field in changed(form, data)] == [("chance", Given("no"))]
    assert posted_version(changed(form, data)[0], data) == 4


def test_blanking_is_a_change():
    form, data = filled(TINY, {"chance": Entry(Given("yes"))}, chance=[])
    assert [(field.ref, field.data) for field in changed(form, data)] == [("chance", None)]


def test_line_ends_of_a_browser_are_no_change():
    form, data = filled(TINY, {"why": Entry(Given("One\nTwo"))}, why=["One\r\nTwo"])
    assert changed(form, data) == []


def test_what_cannot_be_read_stays_in_the_field_with_its_reason():
    form, data = filled(RICH, {}, data=["seven"])
    field = changed(form, data)[0]
    assert (field.raw, field.data) == (["seven"], None)
    assert field.process_errors == ["Has letters in it. Type a number."]


def test_a_field_the_page_did_not_hold_keeps_its_answer():
    form = review_form(TINY, {"chance": Entry(Given("yes"))}, MultiDict({"lives": "home"}))
    assert answers_of(form)["chance"].data == Given("yes")
    assert changed(form, MultiDict({"lives": "home"})) == []


@pytest.mark.parametrize("sent", ["", "x", "-1.abc", "².", "9" * 5000])
def test_a_tampered_version_is_one_that_nothing_has(sent):
    field = answers_of(review_form(TINY, {}))["chance"]
    assert posted_version(field, MultiDict({"chance" + EDITION: sent})) == -1


def test_the_print_tells_answers_apart():
    prints = {edition(1, raw, other) for raw, other in [(["a"], ""), (["a", "b"], ""), (["a"], "b b"), ([], "")]}
    assert len(prints) == 4


def test_a_retired_option_is_offered_only_where_it_is_the_answer():
    text = TINY_TEXT.replace('{ code = "maybe", label = "Maybe", unsure = true }', '{ code = "maybe", label = "Maybe", retired = true }')  # fmt: skip  # noqa: E501
    old = loads(text, "retired.toml")
    codes = [[o.code for o in answers_of(review_form(old, e))["chance"].options]
             for e in ({}, {"chance": Entry(Given("maybe"))})]  # fmt: skip
    assert codes == [["yes", "no"], ["yes", "no", "maybe"]]


def test_the_ends_of_a_scale_come_before_its_further_options():
    assert [o.code for o in answers_of(review_form(RICH, {}))["validate"].options] == ["1", "2", "3", "away"]


def test_only_free_text_is_looked_at_for_personal_details():
    means, why = TINY.question["means"], TINY.question["why"]
    assert concerns_of(means, ["943 476 5919"], "") == ()
    assert "an NHS number" in concerns_of(why, ["943 476 5919"], "")[0]
    assert "an e-mail address" in concerns_of(means, [], "ann@example.org")[0]
