"""Results per state of a study: counted once, kept until a number can have moved, never counted up by hand."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, cast

from flask import g

from casereview.findings.counting import count
from casereview.findings.frame import Frame
from casereview.findings.result import Result
from casereview.instruments.model import Finding
from casereview.models import Study
from casereview.store import projects, studies
from casereview.store.records import records
from casereview.web.database import session
from casereview.web.findings.filters import Chosen

KEPT = 40  # frames and filtered sets of results


class Kept:
    """The last few things made, by key. Two threads may make the same thing at once; either is right."""

    def __init__(self, most: int):
        self._most, self._things, self._lock = most, OrderedDict[Hashable, Any](), Lock()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What is kept under `key`, or else what `make` makes."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                return self._things[key]
        made = make()
        with self._lock:
            self._things[key] = made
            while len(self._things) > self._most:
                self._things.popitem(last=False)
        return made


_KEPT = Kept(KEPT)


def whole(study: Study) -> Frame:
    """Every response of the study that counts."""
    return cast(Frame, _KEPT.get(_state(study), lambda: _read(study)))


def part(study: Study, chosen: Chosen, finding: Finding | None = None) -> Frame:
    """The responses that meet the filters: those that count, or for an agreement every one. Raises FilterError."""
    every = finding is not None and finding.kind == "agreement"
    frame = _every(study) if every else whole(study)
    key = (*_state(study), every, tuple(sorted(chosen.items())))
    return cast(Frame, _KEPT.get(key, lambda: frame.where(chosen)) if chosen else frame)


def results(study: Study, findings: tuple[Finding, ...], chosen: Chosen) -> list[Result]:
    """Every finding over the responses that meet the filters. Raises FilterError."""
    key = (*_state(study), "results", tuple(sorted(chosen.items())))
    return cast(list[Result], _KEPT.get(key, lambda: [count(each, part(study, chosen, each)) for each in findings]))


def _every(study: Study) -> Frame:
    return cast(Frame, _KEPT.get((*_state(study), "every"), lambda: _read(study, counting_only=False)))


def _state(study: Study) -> tuple[Hashable, ...]:
    return (study.public_id, study.data_version)


def _read(study: Study, counting_only: bool = True) -> Frame:
    demo = projects.project(session(), g.member).demo
    instrument = studies.instrument_of(session(), study)
    return Frame(instrument, records(session(), g.member, study, counting_only=counting_only), demo)


def kept(study: Study, key: Hashable, make: Callable[[], Any]) -> Any:
    """Anything else made of a study's numbers, kept as long as they cannot have moved."""
    return _KEPT.get((*_state(study), key), make)
