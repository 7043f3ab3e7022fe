"""What a reader is told: the story with relative time in place of its days, and a print of every word of it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from casereview.stories.when import Moment, between

KINDS = {
    "contact": "Contact",
    "service": "Service",
    "health": "Health event",
    "decision": "Decision",
    "life": "Life event",
}
FIRST = {True: "First contact", False: "The start"}


@dataclass(frozen=True)
class Happened:
    """An event as it was written. `room`: what the room answered that says something could have been done here."""

    public_id: str
    moment: Moment
    kind: str
    words: str
    could: str = ""
    room: str = ""


@dataclass(frozen=True)
class Step:
    """An event as it is told. `when` is relative; `weeks` from the first contact place it on the line, no finer."""

    when: str
    kind: str
    words: str
    could: str
    room: str
    weeks: int


@dataclass(frozen=True)
class Told:
    """Everything that leaves the project: words, relative time, facts as coarse as chosen. No day, no reference."""

    title: str
    opening: str
    facts: tuple[tuple[str, str], ...]  # (Age band, 75 to 84)
    steps: tuple[Step, ...]
    outcome: str
    ideal: str
    shows: str


def in_order(events: Sequence[Happened]) -> list[Happened]:
    """The events by day; those of one day as they were written."""
    return sorted(events, key=lambda each: each.moment.on)


def start_of(events: Sequence[Happened]) -> Happened | None:
    """The event that time is counted from: the first contact, or where there is none the first event."""
    ordered = in_order(events)
    return next((each for each in ordered if each.kind == "contact"), ordered[0] if ordered else None)


def told_steps(events: Sequence[Happened]) -> tuple[Step, ...]:
    """The events in order, each with its time from the first contact."""
    start = start_of(events)
    return tuple(_step(each, start) for each in in_order(events) if start is not None)


def _step(event: Happened, start: Happened) -> Step:
    first = FIRST[start.kind == "contact"]
    when = first if event is start else between(event.moment, start.moment)
    weeks = round((event.moment.on - start.moment.on).days / 7)
    return Step(when, KINDS[event.kind], event.words, event.could, event.room, weeks)


def told_hash(told: Told, found: Sequence[str]) -> str:
    """A hash of what a reader sees and of what the check found (its ids): anything that moves makes it another."""
    body = json.dumps([asdict(told), sorted(found)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(body.encode()).hexdigest()
