"""Phones write one after another. A room that sends at one moment would else meet at the database's own lock, where
whoever does not get it at once sleeps for up to a tenth of a second, however soon it is free."""

from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from flask import current_app
from sqlmodel import Session

from casereview.web.database import close, in_writing

PATIENCE = 3.0  # seconds; with the wait for the database itself still less than a phone waits for its answer

T = TypeVar("T")


def in_turn(work: Callable[[Session], T]) -> T:
    """`work(session)` in a transaction of its own, when it is this phone's turn, or at once after PATIENCE."""
    close()  # nothing is held while waiting
    turn: Lock = current_app.extensions.setdefault("phone_turn", Lock())
    mine = turn.acquire(timeout=PATIENCE)
    try:
        return in_writing(work)
    finally:
        if mine:
            turn.release()
