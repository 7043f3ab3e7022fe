"""Another process holds the database: saves wait for it, and beyond their patience say so and lose no word."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import make_url

from app import create_app
from casereview import database
from casereview.access import operator
from casereview.store import cases, drafts, people, projects, responses, studies
from tests.tiny import TINY_TEXT
from tests.web.capture.test_review import fields
from tests.web.signing_in import CheckingClient

HOLD = """
import sqlite3, sys, time
held = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=10)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
held.rollback()
"""
WORDS = "Mrs A asked twice. Nobody rang back."
Opened = tuple[Flask, CheckingClient, str]


@contextmanager
def held(url: str, seconds: float) -> Iterator[None]:
    """Another process keeps the write lock for so long."""
    words = [sys.executable, "-c", HOLD, make_url(url).database or "", str(seconds)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline() == b"held\n"
        try:
            yield
        finally:
            other.kill()


@pytest.fixture
def typing(database_url: str) -> Iterator[Callable[[float], Opened]]:
    """`typing(lock_wait)`: an application, a person signed in, and the address of the form they type into."""
    made: list[Flask] = []

    def begin(lock_wait: float) -> Opened:
        app = create_app({"DATABASE_URL": database_url, "SECRET_KEY": "a key", "LOCK_WAIT_SECONDS": lock_wait})
        made.append(app)
        app.test_client_class = CheckingClient
        with database.write(app.extensions["engine"]) as session:
            projects.add_project(session, key="riverside", title="Riverside")
            member = operator(session, "riverside")
            study = studies.add_study(session, member, key="review", instrument_text=TINY_TEXT)
            case = cases.add_case(session, member, study, reference="R1")
            person = people.add_person(session, email="ann@example.org")
            people.grant(session, member, person, "facilitator")
            link = people.issue_link(session, person)
        client: CheckingClient = app.test_client()  # type: ignore[assignment]
        client.post_form(f"/sign-in/{link}")
        form = f"/p/riverside/review/cases/{case.public_id}"
        client.see(form)
        return app, client, form

    yield begin
    for app in made:
        app.extensions["engine"].dispose()


def save(client: CheckingClient, form: str) -> tuple[int, dict[str, object]]:
    """Saves one answer as the page does, always under the same key."""
    body = {"ref": "why", "values": [WORDS], "other": "", "version": 0, "client_key": "one"}
    headers = {"X-CSRFToken": client.token, "Accept": "application/json"}
    answer = client.post(f"{form}/answers", json=body, headers=headers)
    return answer.status_code, answer.json or {}


def stands(app: Flask, form: str) -> dict[str, tuple[object, int]]:
    """What is kept: the value and version of each answer."""
    with database.read(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        found = responses.responses_of(session, member, cases.case(session, member, form.rpartition("/")[2]))
        entries = drafts.entries(session, member, found[0]) if found else {}
        return {ref: (entry.given and entry.given.value, entry.version) for ref, entry in entries.items()}


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [1.0, 3.0])
def test_a_save_waits_for_another_process(typing: Callable[[float], Opened], database_url: str, seconds: float) -> None:
    app, client, form = typing(database.LOCK_WAIT_SECONDS)
    with held(database_url, seconds):
        began = time.monotonic()
        status, _ = save(client, form)
        assert time.monotonic() - began > seconds / 2, "the lock was not held: the test shows nothing"
    assert status == 200
    assert stands(app, form) == {"why": (WORDS, 1)}


def test_beyond_its_patience_the_page_is_told_to_try_again_and_the_retry_saves_once(
    typing: Callable[[float], Opened], database_url: str
) -> None:
    app, client, form = typing(0.1)
    with held(database_url, 30):
        status, said = save(client, form)
        assert (status, said["error"]) == (503, "The database is busy")
        assert stands(app, form) == {}
        assert client.get(form).status_code == 200  # reading goes on
    assert [save(client, form)[0] for _ in range(2)] == [200, 200]
    assert stands(app, form) == {"why": (WORDS, 1)}


def test_without_javascript_the_page_comes_back_with_every_word(
    typing: Callable[[float], Opened], database_url: str
) -> None:
    app, client, form = typing(0.1)
    with held(database_url, 30):
        answer = client.post_form(form, {**fields(client.page), "chance": ["maybe"], "lives": ["ward"]})
        assert answer.status_code == 503
        words = client.page.get_text(" ", strip=True)
        assert "The database is busy" in words
        for name, value in (("chance", "maybe"), ("lives", "ward")):
            ticked = client.page.find("input", attrs={"name": name, "value": value})
            assert ticked is not None and ticked.has_attr("checked"), name
    assert stands(app, form) == {}


def test_the_page_waits_longer_than_the_server() -> None:
    """A page that gave up first would never read why."""
    assert database.TURN_SECONDS + database.LOCK_WAIT_SECONDS * database.ATTEMPTS_TO_BEGIN < 15
