"""Steps, sections and tags of the review page."""

from pathlib import Path

import pytest
from flask import Flask

from casereview.answers import Given
from casereview.instruments.loading import load
from forms.builder import review_form
from forms.checking import checked
from forms.review import sections, step_at, steps
from tests.tiny import TINY

CASE_REVIEW = load(Path("forms/instruments/case_review.v1.toml"))
CHANCE = {"chance": Given("yes")}


@pytest.fixture(autouse=True)
def request_context():
    app = Flask("forms")
    app.secret_key = "a key for tests"
    with app.test_request_context():
        yield


def parts(instrument, draft, view, at=None):
    """The sections of the page."""
    here = step_at(steps(instrument, draft, view), at, draft, instrument)
    return sections(instrument, review_form(instrument, {}), draft, here)


def test_one_question_is_a_step_and_a_closed_one_is_none():
    assert [step.at for step in steps(TINY, {}, "question")] == ["chance", "lives", "ideal", "helpers"]
    assert [step.at for step in steps(TINY, CHANCE, "question")][1] == "means"


def test_a_section_without_a_question_asked_is_no_step():
    assert "reasons" not in [step.at for step in steps(CASE_REVIEW, {}, "section")]
    assert "reasons" in [step.at for step in steps(CASE_REVIEW, {"outcome": Given("no")}, "section")]


@pytest.mark.parametrize(
    ("view", "at", "found"),
    [
        ("section", "setting", "setting"), ("section", "ideal_setting", "setting"), ("section", "nowhere", "door"),
        ("question", "services", "services"), ("question", "setting", "actual_setting"), ("all", "setting", "all"),
    ],
)  # fmt: skip
def test_an_address_names_a_step_by_section_or_question(view, at, found):
    assert step_at(steps(CASE_REVIEW, {}, view), at, {}, CASE_REVIEW).at == found


def test_without_an_address_it_begins_where_something_is_unanswered():
    draft = {"door_outcome": Given("information"), "wanted": Given("move")}
    assert step_at(steps(CASE_REVIEW, draft, "section"), None, draft, CASE_REVIEW).at == "looking_back"


def test_a_section_and_a_question_of_one_name_are_told_apart():
    shown = [q.question.id for s in parts(CASE_REVIEW, {}, "question", "services") for q in s.questions if q.here]
    assert shown == ["services"]


def test_a_question_follows_only_a_gate_in_its_own_section():
    follows = {q.question.id: q.follows for s in parts(CASE_REVIEW, {}, "all") for q in s.questions}
    assert follows["prevention_by"] and follows["ideal_hours"]
    assert not follows["main_reason"] and not follows["prevention"]


def test_the_actual_answer_is_shown_where_a_finding_compares_the_two():
    draft = {"actual_setting": Given("residential")}
    tags = {q.question.id: (q.actual, q.actual_codes) for s in parts(CASE_REVIEW, draft, "all") for q in s.questions}
    assert tags["ideal_setting"] == ("actual_setting", ("residential",))
    assert tags["actual_setting"] == (None, ())


def test_the_check_names_each_absence():
    draft = {"means": Given(("friend",)), "lives": Given("home")}
    [section] = checked(TINY, draft, ["chance"])
    states = {line.name: (line.state, line.words) for line in (*section.lines, *section.unasked)}
    assert states["Was there a chance?"] == ("missing", "Needs an answer")
    assert states["Where now?"] == ("answered", "Home")
    assert states["Where ideally?"] == ("blank", "Left blank")
    assert states["By what?"] == ("not_asked", "A friend")
