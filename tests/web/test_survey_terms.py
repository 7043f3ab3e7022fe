"""What people are told can change until somebody answers, seen first; a new code stops the old one and no phone."""

import pytest

from casereview import database
from casereview.access import operator
from casereview.models import Survey
from casereview.store import surveys
from tests.surveys import READY, add_survey, reply

TERMS = "/p/riverside/readiness/survey/terms"
CODE = "/p/riverside/readiness/survey/code"
WORDS = {"seen_by": "The prevention team.", "results_when": "In May.", "expected": "25"}


@pytest.fixture
def either_url(database_url):
    """What the database itself keeps is tested in tests/casereview/store/test_surveys.py."""
    return database_url


@pytest.fixture
def survey(app, stranger):
    """A survey that is set up and not open yet, and somebody else's."""
    with database.write(app.extensions["engine"]) as session:
        add_survey(session, operator(session, "elsewhere"), "readiness", status="draft")
        return add_survey(session, operator(session, "riverside"), "readiness", status="draft")


def now(app, survey):
    with database.read(app.extensions["engine"]) as session:
        return session.get_one(Survey, survey.id)


def move(app, survey, status):
    with database.write(app.extensions["engine"]) as session:
        surveys.move(session, operator(session, "riverside"), session.get_one(Survey, survey.id), status)


def posted(owner, **changes):
    edition = owner.see(TERMS).find(attrs={"name": "edition"})["value"]
    return owner.post_form(TERMS, {**WORDS, "edition": edition, **changes})


def test_what_people_are_told_changes_while_nobody_has_answered(app, owner, client, survey):
    assert posted(owner).status_code == 303
    move(app, survey, "open")
    assert "The prevention team." in client.see(f"/s/{survey.token}").text
    assert now(app, survey).expected == 25
    assert posted(owner, seen_by="Everybody.").status_code == 422  # somebody may be reading it
    assert "Pause the survey" in owner.page.find(class_="govuk-error-summary").text
    move(app, survey, "paused")
    assert posted(owner, seen_by="Everybody.").status_code == 303


def test_after_the_first_answer_only_how_many_are_asked_changes(app, owner, survey):
    move(app, survey, "open")
    with database.write(app.extensions["engine"]) as session:
        reply(session, session.get_one(Survey, survey.id), 1)
    page = owner.see(TERMS)
    assert page.find(id="expected") and not page.find(id="seen_by")
    assert posted(owner).status_code == 422
    told = now(app, survey)
    assert posted(owner, seen_by=told.seen_by, results_when=told.results_when, expected="31").status_code == 303
    assert (now(app, survey).expected, now(app, survey).seen_by) == (31, surveys.SEEN_BY)


def test_nothing_is_overwritten_unseen_and_nothing_typed_is_lost(app, owner, survey):
    edition = owner.see(TERMS).find(attrs={"name": "edition"})["value"]
    posted(owner, seen_by="First.")
    assert owner.post_form(TERMS, {**WORDS, "edition": edition}).status_code == 409
    page = owner.page
    assert page.find(id="seen_by").text.strip() == WORDS["seen_by"] and "First." in page.text
    newer = page.find(attrs={"name": "edition"})["value"]
    assert owner.post_form(TERMS, {**WORDS, "edition": newer}).status_code == 303
    assert now(app, survey).seen_by == WORDS["seen_by"]


@pytest.mark.parametrize("wrong", [{"expected": "many"}, {"expected": "0"}, {"seen_by": " "}, {"seen_by": "x" * 400}])
def test_a_mistake_is_named(app, owner, survey, wrong):
    assert posted(owner, **wrong).status_code == 422
    assert owner.page.find(class_="govuk-error-summary")
    assert now(app, survey).seen_by == surveys.SEEN_BY


def test_a_new_code_stops_the_old_one_and_phones_in_the_middle_go_on(app, owner, client, survey):
    move(app, survey, "open")
    old = survey.code
    before = owner.get("/p/riverside/readiness/room/version").json["version"]
    owner.see(TERMS)
    for _ in range(2):  # pressed twice it happens once
        assert owner.post_form(CODE, {"code": old}).status_code == 303
    fresh = now(app, survey).code
    assert fresh != old
    assert owner.get("/p/riverside/readiness/room/version").json["version"] != before  # the room's screen follows
    assert client.post("/j", data={"code": old}).status_code == 422
    assert client.post("/j", data={"code": fresh}).location == f"/s/{survey.token}"
    sent = {"kind": "staff", "client_key": "a phone in the middle", "page": "4", "go": "send", **READY}
    assert client.post(f"/s/{survey.token}", data=sent).status_code == 303
    move(app, survey, "closed")
    owner.post_form(CODE, {"code": fresh})
    assert now(app, survey).code == fresh


def test_only_a_facilitator_changes_it_and_only_of_their_project(app, colleague, stranger, survey):
    assert colleague.get(TERMS).status_code == 403
    assert stranger.get(TERMS).status_code == 404
    stranger.see("/p/elsewhere/readiness/survey/terms")
    assert stranger.post_form(CODE, {"code": survey.code}).status_code == 404
    assert now(app, survey).code == survey.code
