"""Several people who press the same button at the same moment: one wins, the others are told in words, nobody crashes.

On PostgreSQL two transactions can collide that SQLite would have let in one after the other.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from flask import flash, get_flashed_messages, request

from casereview import database
from casereview.access import operator
from casereview.store import allotments, people, studies
from casereview.store.many_cases import NewCase, add_cases
from casereview.web.database import again

NUMBER = 4


@pytest.fixture
def at_once(sign_in):
    """`at_once(path, data)`: what each of several facilitators is answered who send it at the same moment.

    `path` is one for all, or a list with one for each.
    """
    clients = [sign_in(f"person{number}@example.org", "riverside", "facilitator") for number in range(NUMBER)]

    def send(path, data):
        start = threading.Barrier(NUMBER)
        for client in clients:
            client.see("/")

        def post(client, path):
            start.wait()
            return client.post_form(path, data).status_code

        with ThreadPoolExecutor(NUMBER) as pool:
            return sorted(pool.map(post, clients, [path] * NUMBER if isinstance(path, str) else path))

    return send


class Collision(Exception):
    """Such as PostgreSQL raises where two transactions cannot both stand."""

    sqlstate = "40001"


def test_one_sets_up_the_study_and_the_others_are_told_that_it_is_there(app, at_once):
    for number in range(3):
        wanted = {"instrument": "contact-notes", "title": "Notes", "key": f"notes-{number}", "target": ""}
        assert at_once("/p/riverside/studies/new", wanted) == [302, 422, 422, 422]
    with database.read(app.extensions["engine"]) as session:
        assert len(studies.studies(session, operator(session, "riverside"))) == 3


def test_the_next_cases_are_given_to_one_reviewer_each(app, at_once, study):
    paths = []
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        found = studies.study(session, member, study)
        add_cases(session, member, found, [NewCase(f"R{number}", "", {}) for number in range(5 * NUMBER)])
        for number in range(NUMBER):
            reviewer = people.add_person(session, email=f"reviewer{number}@example.org")
            people.grant(session, member, reviewer, "reviewer")
            paths.append(f"/p/riverside/{study}/allotments/{reviewer.id}/more")
    assert at_once(paths, {"how": "free", "free": "5"}) == [302] * NUMBER
    with database.read(app.extensions["engine"]) as session:
        given = allotments.given(session, member, studies.study(session, member, study))
    assert [len(readers) for readers in given.values()] == [1] * 5 * NUMBER


def test_a_page_is_asked_again_where_postgresql_undid_it_and_given_up_in_words(app, owner, monkeypatch):
    """The same without waiting for chance, on either database."""
    asked = []

    def colliding(times):
        def work(session, member, found):
            asked.append(found)
            if len(asked) <= times:
                raise database.OperationalError("UPDATE", {}, Collision())
            return []

        return work

    monkeypatch.setattr(database.time, "sleep", lambda seconds: None)
    monkeypatch.setattr("casereview.web.home.studies.studies", lambda *of: colliding(3)(*of, None))
    owner.see("/p/riverside")
    assert len(asked) > 3
    asked.clear()
    monkeypatch.setattr("casereview.web.home.studies.studies", lambda *of: colliding(99)(*of, None))
    assert "The database is busy" in owner.see("/p/riverside", status=503).h1.text


def test_an_attempt_that_was_undone_leaves_no_words_and_no_file_half_read(app):
    attempts = []

    def view() -> bytes:
        flash("It is kept.")
        attempts.append(request.files["file"].read())
        if len(attempts) < 3:
            raise database.OperationalError("UPDATE", {}, Collision())
        return attempts[-1]

    with app.test_request_context(method="POST", data={"file": (BytesIO(b"A list."), "list.csv")}):
        flash("From the page before.")
        assert again(view) == b"A list."
        assert get_flashed_messages() == ["From the page before.", "It is kept."]
