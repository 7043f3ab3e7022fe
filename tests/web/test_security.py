"""Headers on every answer, and error pages that say what to do."""

import pytest
from flask import abort

from casereview.database import DatabaseBusy
from casereview.store.errors import StaleEdit
from casereview.web.access import public
from casereview.web.security import POLICY


@pytest.mark.parametrize("path", ["/sign-in", "/", "/no-such-page", "/p/riverside", "/about"])
def test_every_page_has_the_headers(client, path):
    headers = client.get(path).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_scripts_are_our_own_files_and_nothing_else():
    assert POLICY["script-src"] == "'self'"
    assert POLICY["default-src"] == "'none'"
    assert not any("unsafe" in value for value in POLICY.values())


def test_static_files_may_be_kept_and_are_not_sniffed(client):
    answer = client.get("/static/css/casereview.css")
    assert "max-age" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"].startswith("text/css")


def test_the_favicon_is_served(client):
    icon = client.see("/about").find("link", rel="icon")["href"]
    assert client.get(icon).status_code == 200


@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 413, 500, 503])
def test_an_error_is_a_page_that_says_what_to_do(app, client, monkeypatch, code):
    monkeypatch.setitem(app.view_functions, "pages.about", public(lambda: abort(code)))
    page = client.see("/about", status=code)
    assert page.h1.string
    assert "Go back" in page.main.text or "project" in page.main.text


def test_an_error_is_json_where_json_was_asked_for(client):
    answer = client.get("/no-such-page", headers={"Accept": "application/json"})
    assert answer.json["error"] == "Page not found"


@pytest.fixture
def fail(app, monkeypatch):
    """`fail(error)`: the page /about raises it."""

    def raises(error):
        def view():
            raise error

        monkeypatch.setitem(app.view_functions, "pages.about", public(view))
        monkeypatch.setattr(app.logger, "disabled", True)

    return raises


def test_a_stale_edit_says_that_nothing_was_overwritten(fail, client):
    fail(StaleEdit("case", "mine", "theirs", 3, "Ann"))
    assert "Ann changed this" in client.see("/about", status=409).main.text


def test_what_the_database_cannot_keep_is_refused_and_not_a_crash(app, owner, study):
    """A NUL in a hidden field: PostgreSQL cannot be asked for it, SQLite can."""
    owner.see("/p/riverside/review/workshops/new")
    workshop = {"title": "W", "client_key": "a\0b"}
    status = owner.post_form("/p/riverside/review/workshops/new", workshop).status_code
    assert status == (302 if app.extensions["engine"].dialect.name == "sqlite" else 400)


def test_a_busy_database_asks_to_try_again(fail, client):
    fail(DatabaseBusy())
    assert "Nothing was lost" in client.see("/about", status=503).main.text


def test_a_crash_shows_no_trace(app, fail, client):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.config["TESTING"] = False
    fail(RuntimeError("secret detail"))
    page = client.see("/about", status=500)
    assert "secret detail" not in page.text
    assert "already saved is safe" in page.main.text


def test_a_form_without_its_token_says_that_nothing_was_saved(owner):
    assert owner.post("/sign-out").status_code == 400
    assert "Nothing was saved" in owner.page.main.text


def test_an_upload_that_is_too_large_is_refused_in_words(app, owner):
    owner.see("/")
    app.config["MAX_CONTENT_LENGTH"] = 1000
    assert owner.post_form("/sign-out", {"more": "x" * 5000}).status_code == 413
    assert "too large" in owner.page.h1.string


def test_a_database_that_fails_half_way_still_gives_a_page(app, owner, monkeypatch):
    app.config["TESTING"] = False
    monkeypatch.setattr(app.logger, "disabled", True)
    monkeypatch.setattr("casereview.web.layout.projects.project", crash)
    assert "already saved is safe" in owner.see("/p/riverside", status=500).main.text


def crash(*arguments):
    raise RuntimeError("the database is gone")


@pytest.mark.parametrize("path", ["/p/%00", "/p/riverside/%00/cases"])
def test_an_address_with_a_nul_is_not_found(owner, study, path):
    assert owner.get(path).status_code == 404
