"""Trying other assumptions: the address holds them, nothing is saved until somebody says where a value comes from."""

import re

import pytest

from casereview import database
from casereview.access import operator
from casereview.store.cited import Cited, add_cited
from casereview.store.opportunities import add_opportunity
from casereview.store.opportunity_rows import opportunities, parts_of
from casereview.store.opportunity_typed import OpportunityTyped, PartTyped
from tests.web.reviewed import add_reviews, study_of

P = "/p/riverside"
TRY = f"{P}/opportunities/try"


@pytest.fixture
def either_url(database_url: str) -> str:
    """What is saved here the tests of the store save on both databases: SQLite only."""
    return database_url


@pytest.fixture
def made(app):
    """Two opportunities: one on a finding of twelve cases drawn at random, one on a cited figure; and a stranger's."""
    add_reviews(app, random_draw=True)
    volume = PartTyped("volume", "People in a year", 1000, 900, 1100, "Records")
    with database.write(app.extensions["engine"]) as session:
        elsewhere, member = operator(session, "elsewhere"), operator(session, "riverside")
        figure = add_cited(session, elsewhere, Cited(0.5, "of theirs", "Records", percent=True))
        add_opportunity(session, elsewhere, OpportunityTyped("Theirs", "people", "people", (volume,), cited=figure))
        figure = add_cited(session, member, Cited(0.25, "of calls", "Records", True, 0.2, 0.3))
        add_opportunity(session, member, OpportunityTyped("Calls", "people", "people", (volume,), cited=figure))
        return add_opportunity(
            session, member, OpportunityTyped("Chances", "people", "people", (volume,), study_of(app), "chance")
        )


def text(page) -> str:
    return re.sub(r"\s+", " ", page.find("main").get_text(" "))


def standing(app, title="Chances"):
    with database.read(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        row = next(each for each in opportunities(session, member) if each.title == title)
        return row, parts_of(session, member, row)


def test_as_stated_it_says_so_and_where_each_range_comes_from(made, owner):
    said = text(owner.see(TRY))
    assert "As stated" in said
    assert "500" in said
    assert "Most of the range" in said
    assert "Theirs" not in said


def test_a_trial_stands_beside_what_is_stated_and_saves_nothing(app, made, owner):
    said = text(owner.see(f"{TRY}?{made.public_id}.0=2,000"))
    assert "This trial" in said
    assert "Nothing saved" in said
    assert "1,000 people a year" in said
    assert "Stated: 500." in said
    assert standing(app)[1][0].stated == 1000
    assert owner.page.find("input", attrs={"name": f"{made.public_id}.0"})["value"] == "2000"
    assert "Save as stated" in said


def test_what_cannot_be_tried_is_told(made, owner):
    said = text(owner.see(f"{TRY}?{made.public_id}.0=lots&{made.public_id}.b=3&other.0=4"))
    assert "“lots” cannot be tried" in said
    assert "As stated" in said


def test_a_tried_value_is_kept_with_its_source_and_by_the_second_editor_not_by_accident(app, made, owner, colleague):
    form = {"keep": f"{made.public_id}.0", f"{made.public_id}.0": "1,500", "source": "", "version": "1"}
    assert owner.post_form(TRY, form).status_code == 422
    assert "Say where the new value comes from" in text(owner.page)
    assert owner.post_form(TRY, {**form, "source": "The new count"}).status_code == 302
    row, (part,) = standing(app)
    assert (part.low, part.stated, part.high, part.source, row.version) == (900, 1500, 1500, "The new count", 2)
    assert colleague.post_form(TRY, {**form, "source": "Mine"}).status_code in (409, 422)
    assert standing(app)[1][0].source == "The new count"


def test_a_figure_that_is_not_the_opportunitys_own_is_not_kept_here(app, made, owner, stranger, sign_in):
    calls, _ = standing(app, "Calls")
    form = {"keep": f"{calls.public_id}.b", f"{calls.public_id}.b": "30", "source": "Mine", "version": "1"}
    assert owner.post_form(TRY, form).status_code == 404
    assert "cited figure: change it in the" in text(owner.see(f"{TRY}?{calls.public_id}.b=30"))
    kept = {"keep": f"{made.public_id}.0", f"{made.public_id}.0": "9", "source": "Theirs", "version": "1"}
    assert stranger.post_form(TRY, kept).status_code == 404
    assert stranger.post_form("/p/elsewhere/opportunities/try", kept).status_code == 404
    reviewer = sign_in("reviewer@example.org", "riverside", "reviewer")
    assert reviewer.post_form(TRY, kept).status_code == 403
    assert "Save as stated" not in reviewer.get(f"{TRY}?{calls.public_id}.0=9").text
