"""An opportunity worked out: the figure it rests on times its parts, what is counted twice, and groups of levers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from casereview.scaling import Part, Range
from casereview.summary.drawing import Drawn, Figure, draw, less, saved, served, times


@dataclass(frozen=True)
class Factor:
    """One number an opportunity is multiplied by. `role`: volume, factor or price (pounds for one)."""

    role: str
    label: str
    stated: float
    low: float
    high: float
    percent: bool = False
    source: str = ""

    @property
    def drawn(self) -> Drawn:
        return draw(Range(self.low, self.stated, self.high), self.label)


@dataclass(frozen=True)
class Basis:
    """The figure an opportunity rests on. `part` is None where it cannot be shown, and `why` says so."""

    name: str  # the headline of a finding, or the sentence of a cited figure
    part: Part | None
    words: str  # "42 of 83 cases", "published"
    percent: bool = True
    low: float | None = None  # the interval it is shown with by itself
    high: float | None = None
    source: str = ""
    why: str = ""
    random: bool = True  # False: cases were reviewed, not drawn, so the words are "of cases reviewed"


@dataclass(frozen=True)
class Plan:
    """An opportunity as declared."""

    public_id: str
    title: str
    kind: str  # cashable, avoided, capacity, people
    unit: str  # people, hours, pounds, capacity
    unit_words: str
    basis: Basis
    factors: tuple[Factor, ...] = ()
    sentence: str = ""
    group: str = ""
    reading: str = ""  # gained, freed
    assumption: str = ""
    overlap: Factor = field(default_factory=lambda: Factor("factor", "Counted twice", 0, 0, 0, percent=True))
    overlap_note: str = ""
    note: str = ""
    number: int = 0  # of its row in the store

    def of(self, role: str) -> tuple[Factor, ...]:
        """The parts of this role."""
        return tuple(each for each in self.factors if each.role == role)


@dataclass(frozen=True)
class Row:
    """A row of the table of opportunities: one plan, or the levers of one group as a whole."""

    title: str
    plans: tuple[Plan, ...]

    @property
    def plan(self) -> Plan:
        """The plan that speaks for the row."""
        return self.plans[0]

    @property
    def shown(self) -> bool:
        return all(plan.basis.part is not None for plan in self.plans)

    @property
    def is_group(self) -> bool:
        return bool(self.plan.group)

    @cached_property
    def _share(self) -> Drawn:
        """The plan's own figure times its factors; of a group what its levers save together."""
        levers = [times([_basis(plan), *(each.drawn for each in plan.of("factor"))]) for plan in self.plans]
        return saved(levers) if self.is_group else levers[0]

    @cached_property
    def amount_drawn(self) -> Drawn:
        share = served(self._share) if self.plan.reading == "freed" else self._share
        return self._year(share)

    def _year(self, share: Drawn) -> Drawn:
        return times([share, *(each.drawn for each in self.plan.of("volume"))])

    @property
    def share(self) -> Figure:
        """What is saved, or the figure before the year's volume."""
        return self._share.figure

    @property
    def amount(self) -> Figure:
        """The year's figure, in the plan's unit."""
        return self.amount_drawn.figure

    @property
    def other_share(self) -> Figure | None:
        """What the share would come to under the reading that is not shown: time freed serves more than it frees."""
        if not self.plan.reading:
            return None
        return (served(self._share) if self.plan.reading == "gained" else self._share).figure

    @property
    def other_amount(self) -> Figure | None:
        """The year's figure under the reading that is not shown."""
        if not self.plan.reading:
            return None
        return self._year(served(self._share) if self.plan.reading == "gained" else self._share).figure

    @property
    def pounds_drawn(self) -> Drawn | None:
        """The year's figure priced; of an opportunity in pounds the figure itself."""
        prices = [each.drawn for each in self.plan.of("price")]
        if prices:
            return times([self.amount_drawn, *prices])
        return self.amount_drawn if self.plan.unit == "pounds" else None

    @property
    def pounds(self) -> Figure | None:
        return self.pounds_drawn.figure if self.pounds_drawn else None

    @property
    def has_overlap(self) -> bool:
        return any(plan.overlap.high for plan in self.plans)

    @property
    def counted(self) -> Drawn:
        """What of the year's figure goes into the total."""
        return self._left(self.amount_drawn)

    @property
    def counted_pounds(self) -> Drawn | None:
        return self._left(self.pounds_drawn) if self.pounds_drawn else None

    def _left(self, whole: Drawn) -> Drawn:
        for plan in self.plans:
            if plan.overlap.high:
                whole = less(whole, plan.overlap.drawn)
        return whole


def _basis(plan: Plan) -> Drawn:
    if plan.basis.part is None:
        raise ValueError(plan.basis.why)
    return draw(plan.basis.part, plan.basis.name)


def rows(plans: Sequence[Plan]) -> list[Row]:
    """The table: levers of one group in one row, where the first of them stands."""
    groups: dict[str, list[Plan]] = {}
    for plan in plans:
        groups.setdefault(f"group {plan.group}" if plan.group else plan.public_id, []).append(plan)
    return [Row(found[0].group or found[0].title, tuple(found)) for found in groups.values()]
