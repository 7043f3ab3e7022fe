"""The map: of every outcome in every place, whether a service exists there and whether those who work there know it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from casereview.findings.disclosure import LEAST, shown_groups
from casereview.findings.result import Row, Series
from casereview.gap_map.entry import Service
from casereview.gap_map.naming import ANYWHERE, Mention, Named

State = Literal["known", "unnamed", "elsewhere", "none", "waiting", "hidden"]
STATES: tuple[State, ...] = ("known", "unnamed", "elsewhere", "none", "waiting", "hidden")
Matches = Mapping[str, tuple[str, ...]]  # by name the ids of the services it stands for; () for what is no service
Label = tuple[str, str]  # code, label


@dataclass(frozen=True)
class Cell:
    """One outcome in one place. `here` is what the directory has there; everything else is about the people there.

    `counts`: by id of a service how many of them named it. In a hidden cell nothing is said about people.
    """

    outcome: str
    place: str
    state: State
    here: tuple[Service, ...]
    elsewhere: tuple[Service, ...] = ()  # named here, and not in the directory for this outcome and place
    counts: Mapping[str, int] | None = None
    people: int = 0  # who named at least one that is here
    strays: int = 0  # who named a service and none that is here
    answered: int = 0  # out of how many who were asked about the outcome there and answered
    waiting: int = 0  # names that are not yet matched

    @property
    def named(self) -> tuple[Service, ...]:
        """Those of `here` that somebody who works here named."""
        return tuple(each for each in self.here if each.id in (self.counts or {}))


@dataclass(frozen=True)
class GapMap:
    """`cells` by outcome and place; the place ANYWHERE is the column of totals."""

    outcomes: tuple[Label, ...]
    places: tuple[Label, ...]
    cells: Mapping[tuple[str, str], Cell]
    people: int
    unplaced: int  # people whose place is not known or not shown: they count anywhere
    waiting: int  # names not yet matched
    services: int
    lists: tuple[str, ...] = ()  # where the directory is from: "Control list, March 2026"

    @property
    def states(self) -> Counter[State]:
        """How many cells are in which state, the column of totals apart."""
        return Counter(cell.state for (_, place), cell in self.cells.items() if place != ANYWHERE)


def draw(
    outcomes: Sequence[Label], places: Sequence[Label], named: Named, services: Sequence[Service], matches: Matches
) -> GapMap:
    """The map of a survey. People are counted only where five or more answered, and where what is left of the whole
    stands for five or more too: the rule of every breakdown (`findings.disclosure`)."""
    ordered = sorted(services, key=lambda service: service.name.casefold())
    cells = {}
    for outcome, _ in outcomes:
        shown = _shown(outcome, [code for code, _ in places], named)
        for place in (*(code for code, _ in places), ANYWHERE):
            here = tuple(service for service in ordered if service.helps(outcome, place))
            if place in shown:
                cells[outcome, place] = _cell(outcome, place, here, ordered, named, matches)
            else:
                cells[outcome, place] = Cell(outcome, place, "hidden", here)
    waiting = sum(name.id not in matches for name in named.names)
    lists = tuple(dict.fromkeys(f"{each.entry.source}, {each.entry.dated}" for each in ordered))
    return GapMap(
        tuple(outcomes), tuple(places), cells, named.people, named.unplaced, waiting, len(services), lists
    )  # fmt: skip


def _shown(outcome: str, places: Sequence[str], named: Named) -> set[str]:
    """The places of which people may be counted, and ANYWHERE where enough answered in all."""
    whole = named.answered.get((outcome, ANYWHERE), 0)
    if whole < LEAST:
        return set()
    series = [Series(place, "", (_row(named.answered.get((outcome, place), 0)),)) for place in places]
    filled = tuple(each for each in series if each.rows[0].denominator)
    return {each.code for each in shown_groups(filled, whole)} | {ANYWHERE}


def _row(answered: int) -> Row:
    return Row("", "", "", 0.0, float(answered), None, None, None, False)


def _cell(
    outcome: str, place: str, here: tuple[Service, ...], every: Sequence[Service], named: Named, matches: Matches
) -> Cell:
    mine = [each for each in named.mentions if each.outcome == outcome and (not place or each.place == place)]
    counts = Counter(service for mention in mine for service in matches.get(mention.name, ()))
    known = {service.id for service in here}
    named_one = {mention.person for mention in mine if matches.get(mention.name)}
    known_one = {mention.person for mention in mine if known & set(matches.get(mention.name, ()))}
    waiting = len({mention.name for mention in mine if mention.name not in matches})
    strange = _only_elsewhere(mine, known, matches)
    elsewhere = tuple(service for service in every if service.id in strange)
    state = _state(len(known_one), bool(here), bool(elsewhere), waiting)
    answered = named.answered.get((outcome, place), 0)
    people = (len(known_one), len(named_one - known_one))
    return Cell(outcome, place, state, here, elsewhere, counts, *people, answered, waiting)


def _only_elsewhere(mine: Sequence[Mention], known: set[str], matches: Matches) -> set[str]:
    """The services behind names that stand for nothing that is here. A name may stand for several."""
    standing = [set(matches.get(mention.name, ())) for mention in mine]
    return {service for services in standing if not known & services for service in services}


def _state(people: int, exists: bool, elsewhere: bool, waiting: int) -> State:
    if people:
        return "known"
    if waiting:
        return "waiting"
    if exists:
        return "unnamed"
    return "elsewhere" if elsewhere else "none"
