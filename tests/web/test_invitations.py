"""Invitations as a facilitator gives them out and as people use them: each link once, and nobody's name kept."""

import io
import json
import re

import pytest
from openpyxl import load_workbook

from casereview import database
from casereview.access import operator
from casereview.instruments.choosing import instrument_file
from casereview.invitees import Invitee
from casereview.models import Survey
from casereview.store import invitation_progress, invitations, studies, surveys
from tests.invited import SECRET, add_invited
from tests.surveys import READY, add_survey

SURVEY = "/p/riverside/readiness/survey"
PAGE = f"{SURVEY}/invitations"
PEOPLE = {f"person {n}": "front door" if n < 6 else "reablement" for n in range(12)}
READINESS = instrument_file("readiness").read_text("utf-8")
ALL = {"kind": "staff", "page": "4", "go": "send", **READY}


@pytest.fixture
def either_url(database_url: str) -> str:
    """The store's tests run on both databases; these pages add no query of their own."""
    return database_url


@pytest.fixture
def draft(app):
    with database.write(app.extensions["engine"]) as session:
        return add_survey(session, operator(session, "riverside"), "readiness", status="draft")


@pytest.fixture
def invited(app):
    """An open survey of twelve people, and their links by name; somebody else's with the same names."""
    with database.write(app.extensions["engine"]) as session:
        add_invited(session, operator(session, "elsewhere"), PEOPLE)
        return add_invited(session, operator(session, "riverside"), PEOPLE)


def send(client, token, key):
    return client.post(f"/s/{token}", data={**ALL, "client_key": f"the very own key {key}"})


def move(app, survey, status):
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        moved = surveys.move(session, member, session.get_one(Survey, survey.id), status)
        invitation_progress.close_out(session, member, moved, secret=SECRET)


def stages(owner):
    words = owner.see(PAGE).find(class_="stages").get_text(" ", strip=True)
    return [int(n) for n in re.findall(r"\d+", words)]


def test_from_the_choice_to_a_mail_merge(owner, draft):
    link = owner.see(SURVEY).find("a", href=PAGE)
    assert link and "Use personal links" in owner.see(link["href"]).main.text
    owner.post_form(f"{PAGE}/way", {"way": "links"})
    owner.see(PAGE)
    assert owner.post_form(PAGE, {"people": "Ann; Front door\nAnn"}).status_code == 422
    assert "twice" in owner.page.main.text and owner.page.find(id="people").text.strip() == "Ann; Front door\nAnn"
    assert owner.post_form(PAGE, {"people": "Ann; Front door\nBo"}).status_code == 200
    shown = [row.get_text(" ", strip=True) for row in owner.page.select("tbody tr")]
    assert shown[0].startswith("Ann Front door http://localhost/s/") and shown[1].startswith("Bo http://localhost/s/")
    back = {"links": owner.page.find("input", attrs={"name": "links"})["value"]}
    sheet = load_workbook(io.BytesIO(owner.post_form(f"{PAGE}/given-out", back | {"as": "xlsx"}).data))["Links"]
    assert [row[0].value for row in sheet.iter_rows()] == ["Name", "Ann", "Bo"]
    assert sheet["C2"].value in shown[0]
    assert owner.post_form(f"{PAGE}/given-out", back | {"as": "csv"}).text.count("/s/") == 2
    owner.post_form(f"{PAGE}/given-out", back | {"as": "slips"})
    assert len(owner.page.select(".slip svg.qr")) == 2 and "works once" in owner.page.main.text
    assert "/s/" not in owner.see(PAGE).main.text  # shown once


def test_only_links_of_this_survey_come_back_as_a_file(app, owner, invited):
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.add_study(session, member, key="other", instrument_text=READINESS)
        other = surveys.set_up(session, member, study)
        invitations.begin(session, member, other, secret=SECRET)
        (theirs,) = invitations.invite(session, member, other, [Invitee("person 1")])
    owner.see(PAGE)
    for links in (json.dumps([{"token": theirs.token}, {"token": "made up"}]), "no list", '{"token": 1}', "[1]"):
        assert owner.post_form(f"{PAGE}/given-out", {"links": links, "as": "xlsx"}).status_code == 422


def test_a_link_is_used_once_and_says_so_kindly(owner, client, invited):
    _, links = invited
    token = links["person 0"]
    page = client.see(f"/s/{token}")
    assert "your own and works once" in page.main.text
    assert "Set-Cookie" not in client.get(f"/s/{token}").headers
    assert stages(owner) == [12, 1, 0, 0]
    assert client.post(f"/s/{token}", data={"page": "-1", "go": "next", "client_key": "k" * 16}).status_code == 200
    assert stages(owner) == [12, 1, 1, 0]
    assert send(client, token, 1).location == f"/s/{token}/thanks"
    assert client.see(f"/s/{token}/thanks").find("a", href=f"/s/{token}")
    assert send(client, token, 1).location == f"/s/{token}/thanks"  # the same phone again
    assert send(client, token, 2).location == f"/s/{token}"  # another one
    assert client.see(f"/s/{token}").h1.text == "Your answers were sent with this link"
    asks = {"Accept": "application/json"}
    again = client.post(f"/s/{token}", data={**ALL, "client_key": "yet another phone"}, headers=asks)
    assert again.status_code == 409 and "not counted" in again.json["message"]
    assert stages(owner) == [12, 1, 1, 1]
    assert client.post(f"/s/{links['person 1']}/started").status_code == 204
    assert client.head(f"/s/{links['person 2']}").status_code == 200
    assert stages(owner) == [12, 1, 2, 1]


def test_the_code_and_the_shared_link_lead_to_no_questions(client, invited):
    survey, _ = invited
    assert client.post("/j", data={"code": survey.code}).status_code == 422
    page = client.see(f"/s/{survey.token}")
    assert "link of your own" in page.main.text and not page.find("form")
    assert send(client, survey.token, 1).status_code == 409


def test_before_it_opens_and_after_it_closes_a_link_says_what_to_expect(app, client):
    with database.write(app.extensions["engine"]) as session:
        survey, links = add_invited(session, operator(session, "riverside"), PEOPLE, status="draft")
    token = links["person 0"]
    assert "not open yet" in client.see(f"/s/{token}").h1.text
    assert send(client, token, 1).status_code == 409
    client.see("/s/mistyped", 404)
    assert client.page.h1.text == "There is no survey here"
    move(app, survey, "open")
    move(app, survey, "closed")
    assert "closed" in client.see(f"/s/{token}").h1.text


def test_a_link_is_withdrawn_given_back_and_replaced(owner, client, invited):
    _, links = invited
    row = owner.see(PAGE).find("th", string="person 3").parent
    who = row.find("input", attrs={"name": "who"})["value"]
    owner.post_form(f"{PAGE}/withdrawn", {"who": who})
    assert "withdrawn" in client.see(f"/s/{links['person 3']}").main.text
    owner.post_form(f"{PAGE}/withdrawn", {"who": who, "back": "yes"})
    assert client.see(f"/s/{links['person 3']}").form
    owner.post_form(f"{PAGE}/links", {"who": who})
    (link,) = (cell.text for cell in owner.page.select(".links__link"))
    assert client.get(f"/s/{links['person 3']}").status_code == 404
    assert client.get(link.removeprefix("http://localhost")).status_code == 200
    assert owner.post_form(f"{PAGE}/links", {"who": "nobody"}).status_code == 404
    assert owner.post_form(f"{PAGE}/withdrawn", {"who": "nobody"}).status_code == 404


def test_whom_to_remind_and_what_is_left_after_the_close(owner, client, invited):
    _, links = invited
    for n in range(4):
        send(client, links[f"person {n}"], n)
    assert "remind everybody" in owner.see(f"{PAGE}/missing").main.text
    assert "person" not in owner.page.main.text.replace("persons", "")
    send(client, links["person 4"], 4)
    assert owner.see(f"{PAGE}/missing").find(id="names").text.split("\n")[-1] == "person 11"
    assert "person 4" not in owner.page.main.text
    owner.see(SURVEY)
    owner.post_form(f"{SURVEY}/status", {"status": "closed"})
    page = owner.see(PAGE)
    assert "Response rate 42%" in page.main.text and "5 of the 12 people" in page.main.text
    assert "person 7" not in page.main.text and not page.find(id="people")


def test_an_analyst_sees_counts_and_no_names(colleague, invited):
    assert "0 of 12 answered" in colleague.see(SURVEY).main.text
    assert colleague.get(PAGE).status_code == 403


def test_a_list_can_be_uploaded(owner, draft):
    owner.see(PAGE)
    owner.post_form(f"{PAGE}/way", {"way": "links"})
    owner.see(PAGE)
    file = (io.BytesIO(b"name,team\nAnn,Front door\nBo,\n"), "list.csv")
    assert owner.post_form(PAGE, {"people": "", "file": file}, content_type="multipart/form-data").status_code == 200
    assert len(owner.page.select("tbody tr")) == 2
