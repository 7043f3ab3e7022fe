"""Phones write one after another; none waits for its turn for good."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest

from casereview.web.phone import turns


@pytest.fixture
def meetings(monkeypatch):
    """How many were writing, each time somebody began to."""
    found, inside = [], []

    def write(work):
        inside.append(work)
        found.append(len(inside))
        time.sleep(0.01)
        try:
            return work(None)
        finally:
            inside.remove(work)

    monkeypatch.setattr(turns, "in_writing", write)
    return found


def in_turn(app, work):
    with app.app_context():
        return turns.in_turn(work)


def test_phones_that_send_at_one_moment_write_one_after_another(app, meetings):
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda number: in_turn(app, lambda _: number), range(8)))
    assert given == list(range(8))
    assert meetings == [1] * 8


def test_a_failure_passes_the_turn_on(app, meetings):
    with pytest.raises(ZeroDivisionError):
        in_turn(app, lambda _: 1 / 0)
    began = time.monotonic()
    assert in_turn(app, lambda _: "sent") == "sent"
    assert time.monotonic() - began < turns.PATIENCE


def test_a_phone_writes_without_its_turn_when_that_never_comes(app, meetings, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    app.extensions["phone_turn"] = held = Lock()
    held.acquire()
    assert in_turn(app, lambda _: "sent") == "sent"
    assert held.locked()  # and it gives back nothing it did not have
