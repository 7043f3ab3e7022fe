"""How many were invited, opened their link, began and answered: the whole, and by team where that gives nobody away."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import Any

from casereview.findings.result import quotient
from casereview.findings.wording import percent
from casereview.store.surveys import LEAST

OTHERS = "Smaller teams, or none"


@dataclass(frozen=True)
class TeamCount:
    """One team. `complete` is None where fewer than five answered, or where it would give another team away."""

    team: str
    invited: int
    complete: int | None

    @property
    def rate(self) -> str:
        """ "62%" of those invited; "" where the number is not shown."""
        return "" if self.complete is None else percent(quotient(self.complete, self.invited), self.invited)


@dataclass(frozen=True)
class Counts:
    """People. Each stage is of those invited; who answered has also begun and opened."""

    invited: int = 0
    opened: int = 0
    started: int = 0
    complete: int = 0
    teams: tuple[TeamCount, ...] = ()

    @property
    def rate(self) -> str:
        """The response rate: "62%" of those invited."""
        return percent(quotient(self.complete, self.invited), self.invited)

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Counts":
        raw: dict[str, Any] = json.loads(text)
        return cls(**raw | {"teams": tuple(TeamCount(**team) for team in raw["teams"])})


def by_team(people: list[tuple[str, bool]]) -> tuple[TeamCount, ...]:
    """Teams with five invited or more, from (team, has answered); the others together. None where one row is left.

    A single hidden number could be worked out from the whole, so a second team is then hidden with it.
    """
    invited = _pooled(Counter(team for team, _ in people))
    if len(invited) < 2:
        return ()
    answered = Counter(team if team in invited else OTHERS for team, done in people if done)
    rows = [TeamCount(team, n, answered[team]) for team, n in sorted(invited.items(), key=_others_last)]
    small = [row for row in rows if answered[row.team] < LEAST]
    if len(small) == 1:
        small.append(min((row for row in rows if row not in small), key=lambda row: answered[row.team]))
    return tuple(replace(row, complete=None) if row in small else row for row in rows)


def _pooled(sizes: Counter[str]) -> dict[str, int]:
    """Sizes with small teams, and people without one, together; the next smallest joins while that is small itself."""
    pooled = {team: n for team, n in sizes.items() if team and n >= LEAST}
    rest = sizes.total() - sum(pooled.values())
    while 0 < rest < LEAST and pooled:
        smallest = min(pooled, key=lambda team: (pooled[team], team))
        rest += pooled.pop(smallest)
    return pooled | ({OTHERS: rest} if rest else {})


def _others_last(row: tuple[str, int]) -> tuple[bool, str]:
    return row[0] == OTHERS, row[0].casefold()
