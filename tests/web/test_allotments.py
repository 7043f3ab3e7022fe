"""Giving cases out on the pages: by number, to be read twice, by reference and by ticks, also in a long list."""

import pytest

from casereview import database
from casereview.access import operator
from casereview.store import studies
from casereview.store.many_cases import NewCase, add_cases
from casereview.web import allotments, queue

P = "/p/riverside/review"


@pytest.fixture
def listed(app, study):
    """Twelve cases, R1 to R12."""
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        new = [NewCase(f"R{number}", f"Summary {number}", {}) for number in range(1, 13)]
        add_cases(session, member, studies.study(session, member, study), new)


@pytest.fixture
def people(sign_in, listed):
    """Ann and Ben, reviewers without a case."""
    return {name: sign_in(f"{name}@example.org", "riverside", "reviewer") for name in ("ann", "ben")}


def words(page) -> str:
    return " ".join(page.main.get_text(" ").split())


def page_of(owner, name: str) -> str:
    """The address of a reviewer's page."""
    return next(link["href"] for link in owner.see(f"{P}/allotments").select(".allot__person a") if name in link.text)


def give(owner, name: str, status: int = 302, **fields: str):
    """Posts the form "give more"."""
    page = page_of(owner, name)
    owner.see(page)
    found = owner.post_form(f"{page}/more", fields)
    assert found.status_code == status, found.text
    return found


def queue_of(client) -> list[str]:
    return [link.text for link in client.see(f"{P}/queue").select(".queue__reference a")]


def test_the_next_that_nobody_has_are_given_in_order(owner, people):
    give(owner, "ann", how="free", free="3")
    give(owner, "ben", how="free", free="2")
    assert queue_of(people["ann"]) == ["R1", "R2", "R3"]
    assert queue_of(people["ben"]) == ["R4", "R5"]
    assert "7 of 12 cases are still to do and nobody’s" in words(owner.see(f"{P}/allotments"))


def test_a_second_reading_is_drawn_from_what_one_other_has(owner, people):
    give(owner, "ann", how="free", free="10")
    give(owner, "ben", how="second", second="4")
    assert len(queue_of(people["ben"])) == 4
    assert set(queue_of(people["ben"])) < set(queue_of(people["ann"]))
    assert "4 have two readers or more" in words(owner.see(f"{P}/allotments"))


def test_references_are_given_and_what_is_not_there_is_named(owner, people):
    give(owner, "ann", how="named", references="R2 to R4, r9")
    assert queue_of(people["ann"]) == ["R2", "R3", "R4", "R9"]
    page = give(owner, "ben", 422, how="named", references="R1, X1 & <b>")
    assert "Not in the case list: X1 &amp; &lt;b&gt;" in page.text
    assert "R1, X1 &amp; &lt;b&gt;</textarea>" in page.text
    assert queue_of(people["ben"]) == []


@pytest.mark.parametrize("typed", ["", "0", "-1", "3.5", "１", "13"])
def test_a_number_that_cannot_be_is_refused_in_words(owner, people, typed):
    said = "There are 12" if typed == "13" else "whole number"
    assert said in give(owner, "ann", 422, how="free", free=typed).text
    assert queue_of(people["ann"]) == []


def test_ticks_of_one_page_leave_the_other_pages_alone(owner, people, monkeypatch):
    monkeypatch.setattr(allotments, "A_PAGE", 5)
    give(owner, "ann", how="named", references="R1 to R7")
    page = page_of(owner, "ann")
    found = owner.see(page)
    boxes = found.select("input[name=case]")
    assert [box.parent.text.strip() for box in boxes] == ["R1", "R2", "R3", "R4", "R5"]
    assert all(box.has_attr("checked") for box in boxes)
    shown = [each["value"] for each in found.select("input[name=shown]")]
    assert owner.post_form(page, {"case": [boxes[0]["value"]], "shown": shown}).status_code == 302
    assert queue_of(people["ann"]) == ["R1", "R6", "R7"]
    theirs = owner.see(f"{page}?show=theirs").select("input[name=case]")
    assert [box.parent.text.strip() for box in theirs] == ["R1", "R6", "R7"]
    assert "page=3" in str(owner.see(page).select_one(".govuk-pagination"))


def test_a_long_queue_is_read_by_pages(owner, people, monkeypatch):
    monkeypatch.setattr(queue, "A_PAGE", 5)
    give(owner, "ann", how="free", free="12")
    assert queue_of(people["ann"]) == [f"R{number}" for number in range(1, 6)]
    last = people["ann"].see(f"{P}/queue?page=3")
    assert [link.text for link in last.select(".queue__reference a")] == ["R11", "R12"]
    assert "0 of 12 done" in words(last)
    assert "Summary 12" in words(last)


def test_only_reviewers_have_a_page_and_only_facilitators_open_it(owner, people, colleague, stranger):
    page = page_of(owner, "ann")
    assert colleague.get(page).status_code == 403
    assert people["ben"].get(page).status_code == 403
    assert stranger.get(page).status_code == 404
    assert owner.get(f"{P}/allotments/999999999999999999999").status_code == 404
    owner.see(f"{P}/allotments")
    assert owner.post_form(f"{P}/allotments/999999/more", {"how": "free", "free": "1"}).status_code == 404


def test_without_a_token_nothing_is_given(owner, people):
    page = page_of(owner, "ann")
    assert owner.post(f"{page}/more", data={"how": "free", "free": "1"}).status_code == 400
    assert owner.post(page, data={"case": "x"}).status_code == 400


def test_an_empty_study_says_what_to_do(owner, study, sign_in):
    assert "Nobody has the role of a reviewer yet" in words(owner.see(f"{P}/allotments"))
    sign_in("ann@example.org", "riverside", "reviewer")
    assert "There are no cases yet" in words(owner.see(f"{P}/allotments"))
