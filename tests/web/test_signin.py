"""Signing in by a link that works once, and signing out for good."""

from datetime import timedelta

from sqlmodel import select

from casereview import database
from casereview.database import now
from casereview.models import WebSession
from casereview.store import people


def link(app, email="owner@example.org"):
    with database.write(app.extensions["engine"]) as session:
        return f"/sign-in/{people.issue_link(session, people.add_person(session, email=email))}"


def test_opening_a_link_burns_nothing(app, client):
    path = link(app)
    for _ in range(3):
        assert client.see(path).find("button", string=lambda text: text and "Sign in" in text)
    assert client.head(path).status_code == 200
    assert client.post_form(path).status_code == 302


def test_a_link_works_once(app, client):
    path = link(app)
    client.post_form(path)
    other = app.test_client()
    assert other.post_form(path).status_code == 410
    assert "no longer works" in other.page.h1.string


def test_a_made_up_link_says_the_same_as_a_used_one(client):
    assert client.post_form("/sign-in/made-up").status_code == 410


def test_a_link_needs_the_token_of_its_page(app, client):
    path = link(app)
    assert client.post(path).status_code == 400
    assert client.post_form(path).status_code == 302


def test_a_replayed_cookie_is_refused_after_sign_out(app, owner):
    cookie = owner.get_cookie("casereview")
    owner.see("/p/riverside")
    owner.post_form("/sign-out")
    thief = app.test_client()
    thief.set_cookie("casereview", cookie.value)
    assert thief.get("/p/riverside").status_code == 401


def test_signing_out_ends_one_browser_only(sign_in):
    first = sign_in("two@example.org", "riverside", "analyst")
    second = sign_in("two@example.org", "riverside", "analyst")
    first.see("/p/riverside")
    first.post_form("/sign-out")
    assert first.get("/p/riverside").status_code == 401
    assert second.get("/p/riverside").status_code == 200


def test_staying_signed_in_is_one_post_that_counts_as_use(app, owner, client):
    owner.see("/p/riverside")
    with database.write(app.extensions["engine"]) as session:
        for each in session.exec(select(WebSession)):
            each.seen_at = now() - timedelta(minutes=58)
    answer = owner.post("/stay-signed-in", headers={"X-CSRFToken": owner.token})
    assert 3590 <= answer.get_json()["seconds"] <= 3600
    assert owner.post("/stay-signed-in").status_code == 400
    client.see("/sign-in/anything")
    assert client.post("/stay-signed-in", headers={"X-CSRFToken": client.token}).status_code == 401


def test_a_new_sign_in_starts_a_new_cookie(app, owner):
    before = owner.get_cookie("casereview").value
    owner.post_form(link(app))
    assert owner.get_cookie("casereview").value != before


def test_the_cookie_cannot_be_read_by_scripts_or_sent_from_other_sites(app, client):
    header = client.get("/sign-in/anything").headers["Set-Cookie"]
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header


def test_a_disabled_person_is_out_at_once(app, owner):
    with database.write(app.extensions["engine"]) as session:
        people.disable(session, people.add_person(session, email="owner@example.org"))
    assert owner.get("/p/riverside").status_code == 401


def test_the_list_of_projects_shows_ones_own_only(owner, stranger):
    assert "Riverside" in owner.see("/").main.text
    assert "Riverside" not in stranger.see("/").text
    assert "Somebody else" in stranger.page.main.text
