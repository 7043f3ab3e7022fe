"""One page of the case list: the cases by state, as many as a page takes, and where the other pages are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import g, url_for

from casereview.models import Study
from casereview.store import cases
from casereview.store.cases import CaseLine, CaseRow
from casereview.web.database import session

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
    number: int  # from 1
    found: int  # cases that fit the search, in this state
    counts: Counter[str]  # of the cases that fit the search, by state
    groups: tuple[Group, ...]

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.found // A_PAGE))

    @property
    def range(self) -> str:
        """201 to 400 of 8,432."""
        first = (self.number - 1) * A_PAGE + 1
        return f"{first:,} to {min(first + A_PAGE - 1, self.found):,} of {self.found:,}"

    @property
    def states(self) -> list[tuple[str, str, int]]:
        """Code, name and count of each state that has a case, all of them first, to choose one from."""
        every = [(state, title, self.counts[state]) for state, title in GROUPS.items() if self.counts[state]]
        return [("", "All", self.counts.total()), *every]

    @property
    def links(self) -> dict[str, Any]:
        """What the pagination component takes: the pages around this one, the first and the last."""
        near = {number for number in range(self.number - 1, self.number + 2) if 1 < number < self.last}
        items: list[dict[str, Any]] = []
        for number in sorted({1, self.last} | near):
            if items and number > items[-1]["number"] + 1:
                items.append({"ellipsis": True, "number": number - 1})
            items.append({"number": number, "href": self.at(number), "current": number == self.number})
        found: dict[str, Any] = {"items": items, "landmarkLabel": "Pages of the case list"}
        if self.number > 1:
            found["previous"] = {"href": self.at(self.number - 1)}
        if self.number < self.last:
            found["next"] = {"href": self.at(self.number + 1)}
        return found

    def at(self, number: int = 1, state: str | None = None) -> str:
        """The address of another page, or of the first of another state, with the same search."""
        chosen = self.state if state is None else state
        asked: dict[str, Any] = {
            "q": self.wanted or None,
            "state": chosen or None,
            "page": number if number > 1 else None,
        }
        return url_for("capture.listing", project=g.member.project_key, study=self.study.key, **asked)


def page_of(study: Study, lines: Sequence[CaseLine], asked: Mapping[str, str]) -> Page:
    """The page that the address asks for (q, state, page); of a page that there is not, the nearest."""
    wanted, state = asked.get("q", "").strip(), asked.get("state", "")
    state = state if state in GROUPS else ""
    fitting = [line for line in lines if wanted.casefold() in line.reference.casefold()]
    counts = Counter(line.state for line in fitting)
    order = {name: place for place, name in enumerate(GROUPS)}
    ordered = sorted((line for line in fitting if state in ("", line.state)), key=lambda line: order[line.state])
    number = min(_number(asked.get("page", "")), max(1, -(-len(ordered) // A_PAGE)))
    shown = ordered[(number - 1) * A_PAGE : number * A_PAGE]
    return Page(study, wanted, state, number, len(ordered), counts, _groups(study, shown, counts))


def _groups(study: Study, lines: Sequence[CaseLine], counts: Counter[str]) -> tuple[Group, ...]:
    """The lines as whole rows, by state in the order a facilitator looks for them; empty states are left out."""
    rows = cases.case_list(session(), g.member, study, only=[line.id for line in lines])
    groups = (
        Group(state, title, counts[state], tuple(row for row in rows if row.state == state))
        for state, title in GROUPS.items()
    )
    return tuple(group for group in groups if group.rows)


def _number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1
