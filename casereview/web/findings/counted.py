"""The numbers of a study as the pages ask for them, and what was painted from them, kept until a number can move."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

from flask import g

from casereview.findings.frame import Frame
from casereview.findings.result import Result
from casereview.findings.study import counted, study_results
from casereview.instruments.finding import Finding
from casereview.models import Study
from casereview.store import projects
from casereview.web.database import session
from casereview.web.findings.filters import Chosen

KEPT = 40  # painted pages and frames


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
    return study_results(session(), g.member, study)[0]


def part(study: Study, chosen: Chosen, finding: Finding | None = None) -> Frame:
    """The responses that meet the filters: those that count, or for an agreement every one. Raises FilterError."""
    found = counted(session(), g.member, study, chosen)
    return found.reviews if finding is not None and finding.kind == "agreement" else found.frame


def results(study: Study, chosen: Chosen) -> list[Result]:
    """Every finding over the responses that meet the filters. Raises FilterError."""
    return study_results(session(), g.member, study, chosen)[1]


def kept(study: Study, key: Hashable, make: Callable[[], Any]) -> Any:
    """Anything else made of a study's numbers, kept as long as they, and the project's lists, cannot have moved."""
    stamp = projects.project(session(), g.member).lists_stamp
    return _KEPT.get((study.public_id, study.data_version, stamp, key), make)
