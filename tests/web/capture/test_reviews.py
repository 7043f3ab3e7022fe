"""Several reviews of one case: by another table, kind of reviewer or round; one counts, and a change can be dropped."""

import re

import pytest

from casereview import database
from casereview.access import operator
from casereview.store import cases, responses, studies
from tests import tiny
from tests.web.capture.test_personal import posted
from tests.web.capture.test_review import fields


@pytest.fixture
def done(owner, form):
    """`done(address, chance="no")`: the review at the address is filled and submitted."""

    def submit(address, chance="no"):
        path, _, which = address.partition("?")
        owner.post_form(address, {**fields(owner.see(address)), "chance": [chance]})
        check = f"{path}/check?{which}"
        assert posted(owner, check, check).status_code == 302

    return submit


@pytest.fixture
def standing(app, case):
    """`standing()`: (round, table of its own or not, submitted, counting) of every review of the case."""

    def look():
        with database.read(app.extensions["engine"]) as session:
            member = operator(session, "riverside")
            found = responses.responses_of(session, member, cases.case(session, member, case))
            return {(r.kind, r.round, bool(r.seat), r.status == "submitted", r.counting) for r in found}

    return look


def words(client, path):
    return client.see(path).find("main").get_text(" ", strip=True)


def button(page, words):
    """The form whose button says so."""
    return next(form for form in page.find_all("form") if form.button and form.button.get_text().startswith(words))


def press(client, words):
    """Presses a button of the page that is shown."""
    form = button(client.page, words)
    data = {field["name"]: field["value"] for field in form.find_all("input", type="hidden")}
    return client.post_form(form["action"], data)


def code_of(page, field, name):
    return next(option["value"] for option in page.find(id=field).find_all("option") if option.text == name)


def test_another_table_reviews_beside_and_the_page_says_which_counts(owner, form, done, standing):
    done(form)
    table = code_of(owner.see(f"{form}/reviews"), "table", "Workshop 1, table B")
    done(f"{form}?table={table}&kind=&round=1", "maybe")
    told = words(owner, f"{form}/reviews")
    assert "Workshop 1, table A Counts Submitted, owner@example.org" in told
    assert re.search(r"Workshop 1, table B Submitted", told)
    assert standing() == {("", 1, False, True, True), ("", 1, True, True, False)}


def test_another_review_is_made_to_count(owner, form, done, standing):
    done(form)
    done(f"{form}?table=B", "maybe")
    owner.see(f"{form}/reviews")
    assert press(owner, "Make it count").status_code == 302
    assert standing() == {("", 1, False, True, False), ("", 1, True, True, True)}
    assert "Workshop 1, table B Counts" in words(owner, f"{form}/reviews")
    assert "Made the review that counts" in words(owner, f"{form}/history")


def test_a_second_round_begins_when_the_first_is_submitted(owner, form, done, standing):
    owner.see(f"{form}?round=2")
    owner.post_form(f"{form}?round=2", {**fields(owner.page), "chance": ["no"]})
    assert standing() == {("", 1, False, False, True)}
    done(form)
    owner.see(f"{form}/reviews")
    assert [option.text for option in owner.page.find(id="round").find_all("option")] == ["1", "2"]
    page = owner.see(f"{form}?round=2")
    assert "round 2" in page.find(class_="top__seat").text
    assert not page.find(id="chance-no").has_attr("checked")
    done(f"{form}?round=2", "maybe")
    assert standing() == {("", 1, False, True, True), ("", 2, False, True, False)}


def test_a_review_is_opened_again_from_the_page(owner, form, done):
    done(form)
    owner.post_form(f"{form}?table=B", {**fields(owner.see(f"{form}?table=B")), "chance": ["maybe"]})
    links = owner.see(f"{form}/reviews").find(class_="reviews").find_all("a")
    page = owner.see(links[1]["href"])
    assert page.find(id="chance-maybe").has_attr("checked")
    assert "table B" in page.find(class_="top__seat").text
    response = owner.post_form(links[1]["href"], {**fields(page), "lives": ["home"]})
    assert "review=" in response.location


def test_a_change_in_progress_is_dropped(owner, form, done):
    done(form)
    owner.post_form(form, {**fields(owner.see(form)), "chance": ["maybe"]})
    assert "A change has begun" in owner.see(form).get_text()
    assert "Submit the change" in words(owner, f"{form}/check")
    owner.see(f"{form}/reviews")
    assert press(owner, "Drop the change").status_code == 302
    page = owner.see(form)
    assert page.find(id="chance-no").has_attr("checked")
    assert "A change has begun" not in page.get_text()


def test_a_change_somebody_went_on_with_is_not_dropped(owner, form, done):
    done(form)
    owner.post_form(form, {**fields(owner.see(form)), "chance": ["maybe"]})
    seen = button(owner.see(f"{form}/reviews"), "Drop the change")
    owner.post_form(form, {**fields(owner.see(form)), "lives": ["home"]})
    data = {field["name"]: field["value"] for field in seen.find_all("input", type="hidden")}
    owner.post_form(seen["action"], data)
    assert "Nothing was overwritten" in words(owner, f"{form}/reviews")
    assert owner.see(form).find(id="chance-maybe").has_attr("checked")


def test_the_history_names_the_review_once_there_are_several(owner, form, done):
    done(form)
    assert not owner.see(f"{form}/history").find(class_="history__review")
    done(f"{form}?table=B", "maybe")
    named = [each.text for each in owner.see(f"{form}/history").find_all(class_="history__review")]
    assert named == ["Workshop 1, table B", "Workshop 1, table A"]


def test_the_next_case_for_another_table_is_one_it_has_not_reviewed(owner, form, done):
    second = owner.get(f"{form}/next").location
    done(second)
    there = owner.get(f"{form}/next?table=B").location
    assert there == f"{second}?table=B"  # done at its own table, and still to do at this one
    done(there)
    third = owner.get(f"{second}/next?table=B").location
    assert third.endswith("?table=B") and third not in (there, f"{form}?table=B")
    done(third)
    assert owner.get(f"{third.partition('?')[0]}/next?table=B").location == f"{form}?table=B"
    owner.see(f"{form}/next?table=nowhere", status=404)


def test_a_submitted_case_is_not_offered_to_be_submitted_again(owner, form, done):
    done(form)
    told = words(owner, f"{form}/check")
    assert "R1 is submitted" in told
    assert "Change an answer" in told
    assert "Submit the" not in told


def test_a_kind_of_reviewer_is_chosen(app, owner, noise):
    kinds = '[[kinds]]\ncode = "mdt"\nlabel = "MDT"\n\n[lists.places]'
    text = tiny.TINY_TEXT.replace("[lists.places]", kinds, 1).replace('id = "tiny"', 'id = "kinds"', 1)
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.add_study(session, member, key="kinds", instrument_text=text)
        case = cases.add_case(session, member, study, reference="K1").public_id
    form = f"/p/riverside/kinds/cases/{case}"
    kind = code_of(owner.see(f"{form}/reviews"), "kind", "MDT")
    owner.post_form(f"{form}?kind={kind}", {**fields(owner.see(f"{form}?kind={kind}")), "chance": ["no"]})
    assert "MDT Counts once submitted In progress" in words(owner, f"{form}/reviews")
    owner.see(f"{form}?kind=nobody", status=404)


def test_there_is_nothing_to_choose_before_a_first_review(owner, form):
    assert "Nobody has begun to review it." in words(owner, f"{form}/reviews")
    assert not owner.page.find(id="again")


@pytest.mark.parametrize("which", ["table=C", "kind=x", "round=0", "round=x", "round=99", "review=made-up"])
def test_an_invented_review_is_not_found(owner, form, which):
    owner.see(f"{form}?{which}", status=404)


@pytest.mark.parametrize("act", ["counting", "discard"])
def test_only_a_review_of_this_case_is_touched(app, owner, form, noise, act):
    with database.read(app.extensions["engine"]) as session:
        member = operator(session, "elsewhere")
        theirs = responses.responses_of(session, member, cases.case(session, member, noise))[0].public_id
    owner.see(f"{form}/reviews")
    assert owner.post_form(f"{form}/reviews/{act}", {"review": theirs}).status_code == 404


def test_outsiders_find_nothing(stranger, colleague, client, form):
    stranger.see(f"{form}/reviews", status=404)
    colleague.see(f"{form}/reviews", status=403)
    client.see(f"{form}/reviews", status=401)
