"""One page of the case list: the cases by state, as many as a page takes, and where the other pages are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import g, url_for

from casereview.models import Study
from casereview.store import cases
from casereview.store.cases import CaseLine, CaseRow
from casereview.web.database import session
from casereview.web.paging import Paging, paging

GROUPS = {
    "in_progress": "In progress",
    "to_do": "To do",
    "done": "Done",
    "parked": "Parked",
    "skipped": "Skipped",
    "withdrawn": "Withdrawn",
}
ASIDE = ("parked", "skipped", "withdrawn")
A_PAGE = 200


@dataclass(frozen=True)
class Group:
    """The cases in one state that this page shows, of `count` in all."""

    state: str
    title: str
    count: int
    rows: tuple[CaseRow, ...]


@dataclass(frozen=True)
class Page:
    """What the list shows. `wanted` is what was searched, `state` the only state shown or ""."""

    study: Study
    wanted: str
    state: str
    place: str  # the code of the only workshop or table shown, or ""
    paging: Paging[CaseLine]  # of the cases that fit the search, at this place and in this state
    counts: Counter[str]  # of the cases that fit the search at this place, by state
    groups: tuple[Group, ...]

    @property
    def states(self) -> list[tuple[str, str, int]]:
        """Code, name and count of each state that has a case, all of them first, to choose one from."""
        every = [(state, title, self.counts[state]) for state, title in GROUPS.items() if self.counts[state]]
        return [("", "All", self.counts.total()), *every]

    def at(self, state: str) -> str:
        """The address of the first page of another state, with the same search and place."""
        return address(self.study, self.wanted, state, self.place)


def address(study: Study, wanted: str, state: str, place: str, page: int | None = None) -> str:
    """The address of a page of the list; `page` None is the first."""
    asked: dict[str, Any] = {"q": wanted or None, "state": state or None, "place": place or None, "page": page}
    return url_for("capture.listing", project=g.member.project_key, study=study.key, **asked)


def page_of(study: Study, lines: Sequence[CaseLine], asked: Mapping[str, str]) -> Page:
    """The page that the address asks for (q, state, place, page); of a page that there is not, the nearest."""
    wanted, state, place = asked.get("q", "").strip(), asked.get("state", ""), asked.get("place", "")
    state = state if state in GROUPS else ""
    fitting = [line for line in lines if wanted.casefold() in line.reference.casefold() and line.stands_at(place)]
    counts = Counter(line.state for line in fitting)
    order = {name: place for place, name in enumerate(GROUPS)}
    ordered = sorted((line for line in fitting if state in ("", line.state)), key=lambda line: order[line.state])
    here = paging(ordered, A_PAGE, asked.get("page", ""), partial(address, study, wanted, state, place))
    return Page(study, wanted, state, place, here, counts, _groups(study, here.shown, counts))


def _groups(study: Study, lines: Sequence[CaseLine], counts: Counter[str]) -> tuple[Group, ...]:
    """The lines as whole rows, by state in the order a facilitator looks for them; empty states are left out."""
    rows = cases.case_list(session(), g.member, study, only=[line.id for line in lines])
    groups = (
        Group(state, title, counts[state], tuple(row for row in rows if row.state == state))
        for state, title in GROUPS.items()
    )
    return tuple(group for group in groups if group.rows)
