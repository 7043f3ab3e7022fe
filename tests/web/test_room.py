"""An exercise on the pages: cases are given out, everybody answers alone, nobody sees more before the reveal."""

import json

import pytest
from flask import Flask

from casereview import database
from casereview.access import operator
from casereview.store import cases, studies
from tests.alone import ALONE_TEXT

P = "/p/riverside/exercise"


@pytest.fixture
def case(app: Flask) -> str:
    """A case of a study that is answered alone. Returns its public id."""
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.add_study(session, member, key="exercise", instrument_text=ALONE_TEXT)
        made = cases.add_case(session, member, study, reference="EX-1", summary="Lives alone and has fallen twice.")
        cases.add_case(session, member, study, reference="EX-2")
        return made.public_id


@pytest.fixture
def people(sign_in, owner, case):
    """Ann and Ben, who were given the case on the page, and Eve, who was not."""
    found = {name: sign_in(f"{name}@example.org", "riverside", "reviewer") for name in ("ann", "ben", "eve")}
    for link in owner.see(f"{P}/allotments").select(".allot__person a"):
        if "eve" not in link.text:
            owner.see(link["href"])
            assert owner.post_form(link["href"], {"case": case, "shown": case}).status_code == 302
    return found


def answer(client, case: str, chance: str = "no") -> None:
    """Types and submits an own answer."""
    client.see(f"{P}/cases/{case}")
    for ref, value in (("chance", chance), ("lives", "ward"), ("ideal", "home")):
        body = {"ref": ref, "values": [value], "other": "", "version": 0, "client_key": f"{ref}-1"}
        saved = client.post(f"{P}/cases/{case}/answers", json=body, headers={"X-CSRFToken": client.token})
        assert saved.status_code == 200, saved.text
    page = client.see(f"{P}/cases/{case}/check")
    fields = {each["name"]: each.get("value", "") for each in page.select("main form input[type=hidden]")}
    assert client.post_form(f"{P}/cases/{case}/check", fields).status_code == 302


def words(page) -> str:
    return " ".join(page.main.get_text(" ").split())


def test_a_reviewer_has_a_queue_of_their_own_cases_with_summaries(people, case):
    page = people["ann"].see(f"{P}/queue")
    assert "EX-1" in words(page)
    assert "Lives alone and has fallen twice." in words(page)
    assert "EX-2" not in words(page)
    assert "0 of 1 done" in words(page)
    assert [link.text.strip() for link in page.select(f"nav a[href='{P}/queue']")] == ["Your cases"]
    assert "No case has been given to you yet" in words(people["eve"].see(f"{P}/queue"))
    answer(people["ann"], case)
    assert "1 of 1 done" in words(people["ann"].see(f"{P}/queue"))
    assert "0 of 1 done" in words(people["ben"].see(f"{P}/queue"))


def test_a_case_can_be_taken_back(people, owner, case):
    link = next(each for each in owner.see(f"{P}/allotments").select(".allot__person a") if "ann" in each.text)
    owner.see(link["href"])
    owner.post_form(link["href"], {"shown": case})
    assert "No case has been given" in words(people["ann"].see(f"{P}/queue"))
    people["ann"].see(f"{P}/cases/{case}/room", 404)


def test_only_a_facilitator_gives_cases_out(people, colleague, stranger):
    assert people["ann"].get(f"{P}/allotments").status_code == 403
    assert colleague.get(f"{P}/allotments").status_code == 403
    assert stranger.get(f"{P}/allotments").status_code == 404


def test_nobody_sees_an_answer_or_how_many_there_are_before_their_own(people, owner, colleague, stranger, case):
    answer(people["ann"], case, "no")
    room, ben = f"{P}/cases/{case}/room", people["ben"]
    assert "have answered" not in words(ben.see(room))
    assert json.loads(ben.get(f"{room}.json").text)["answered"] is None
    assert "Show everybody" in words(owner.see(room))
    assert "1 of 2 have answered" in words(owner.see(room))
    assert "1 of 2 have answered" in words(people["ann"].see(room))
    for client in (ben, owner, people["ann"]):
        assert client.see(room).select("table.sides") == []
    assert not ben.see(f"{P}/cases/{case}").select("input[checked]")
    assert "Submitted" not in words(ben.see(f"{P}/cases/{case}/history"))
    assert "Submitted" not in words(owner.see(f"{P}/cases/{case}/history"))
    people["eve"].see(room, 404)
    assert colleague.get(room).status_code == 403
    assert stranger.get(room).status_code == 404
    assert "Individuals" not in words(owner.see(f"{P}/findings"))
    assert "Individuals" not in words(colleague.see(f"{P}/findings"))


def test_a_reviewer_types_for_nobody_else(people, case):
    assert people["ann"].get(f"{P}/cases/{case}?kind=mdt").status_code == 404
    body = {"ref": "chance", "values": ["no"], "other": "", "version": 0, "client_key": "x"}
    people["ann"].see(f"{P}/queue")
    people["ann"].see(f"{P}/cases/{case}")
    refused = people["ann"].post(
        f"{P}/cases/{case}/answers?kind=mdt", json=body, headers={"X-CSRFToken": people["ann"].token}
    )
    assert refused.status_code == 404


def test_only_a_facilitator_reveals(people, colleague, stranger, case):
    for client, status in ((people["ann"], 403), (colleague, 403), (stranger, 404)):
        assert client.post_form(f"{P}/cases/{case}/reveal").status_code == status


def test_after_the_reveal_everybody_sees_all_and_nobody_changes_it(people, owner, colleague, case):
    answer(people["ann"], case, "no")
    answer(people["ben"], case, "maybe")
    room = f"{P}/cases/{case}/room"
    before = owner.get(f"{room}.json")
    assert owner.get(f"{room}.json", headers={"If-None-Match": before.headers["ETag"]}).status_code == 304
    assert owner.post_form(f"{P}/cases/{case}/reveal", {"round": "1"}).status_code == 302
    assert json.loads(owner.get(f"{room}.json").text) == {"round": 1, "revealed": True, "answered": 2, "asked": 2}
    assert people["ann"].get(f"{P}/cases/{case}").location.endswith("/room")
    for client in (people["ann"], people["ben"], owner):
        heads = [" ".join(head.text.split()) for head in client.see(room).select(".sides thead th")]
        assert heads == ["Answer", "Individuals 2 in all"]
        assert client.page.select_one(".sides__cell--most .sides__count").text.split() == ["2"]
    assert "Individuals" in words(colleague.see(f"{P}/findings"))
    assert "Ask everybody again" in words(owner.see(room))
    assert owner.post_form(f"{P}/cases/{case}/again", {"round": "1"}).status_code == 302
    assert "Lives alone" in words(people["ann"].see(room))
    assert people["ann"].get(f"{P}/cases/{case}").status_code == 200


def test_it_asks_before_it_shows_what_some_have_not_answered_yet(people, owner, case):
    answer(people["ann"], case)
    room = f"{P}/cases/{case}/room"
    asked = owner.post_form(f"{P}/cases/{case}/reveal", {"round": "1"})
    assert asked.location.endswith("/room?early=yes")
    page = owner.see(asked.location)
    assert "1 has not answered yet" in words(page)
    assert "cannot be closed again" in words(page)
    assert [form.button.text.strip() for form in page.select('form[action$="/reveal"]')] == ["Show it without them"]
    assert page.select_one(f'a[href="{room}"]').text == "Wait for them"
    assert "not answered yet" not in words(people["ann"].see(f"{room}?early=yes"))
    assert json.loads(owner.get(f"{room}.json").text)["revealed"] is False
    fields = {each["name"]: each["value"] for each in page.select('form[action$="/reveal"] input')}
    owner.post_form(f"{P}/cases/{case}/reveal", fields)
    assert json.loads(owner.get(f"{room}.json").text)["revealed"] is True
    assert "not answered yet" not in words(owner.see(f"{room}?early=yes"))


def test_a_page_of_an_earlier_round_shows_nothing_and_asks_nobody_again(people, owner, case):
    for name in ("ann", "ben"):
        answer(people[name], case)
    act = f"{P}/cases/{case}"
    owner.post_form(f"{act}/reveal", {"round": "1"})
    owner.post_form(f"{act}/again", {"round": "1"})
    owner.post_form(f"{act}/reveal", {"round": "1", "sure": "yes"})  # a second click, or another window
    assert "Round 2 has begun since you opened this page" in words(owner.see(f"{act}/room"))
    owner.post_form(f"{act}/reveal", {"sure": "yes"})
    assert json.loads(owner.get(f"{act}/room.json").text) == {"round": 2, "revealed": False, "answered": 0, "asked": 2}
    owner.post_form(f"{act}/reveal", {"round": "2", "sure": "yes"})
    owner.post_form(f"{act}/again", {"round": "1"})
    assert json.loads(owner.get(f"{act}/room.json").text)["round"] == 2


def test_a_study_in_which_nobody_answers_alone_has_no_room(owner, study, app):
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        made = cases.add_case(session, member, studies.study(session, member, study), reference="R-1").public_id
    owner.see(f"/p/riverside/{study}/cases/{made}/room", 404)
    assert owner.see(f"/p/riverside/{study}/queue")
