"""An opportunity as declared: the figure it rests on, what that is multiplied by, what is counted twice."""

from dataclasses import dataclass, field

from casereview.scaling import Part, Range
from casereview.summary.drawing import Drawn, draw, work_out

WHOLE_YEAR = 12  # months


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
    paid: float | None = None  # of a price: what the people themselves pay of it; None where nobody has said
    unit_cost: bool = False  # read from the unit cost table

    @property
    def drawn(self) -> Drawn:
        return draw(Range(self.low, self.stated, self.high), self.label)

    @property
    def net_drawn(self) -> Drawn:
        """A price after what is paid towards it, in the same draws; of anything else itself."""
        paid = draw(Range(self.paid, self.paid, self.paid), "paid") if self.paid else None
        return work_out([self.drawn, paid], lambda each: each[0] - each[1]) if paid else self.drawn


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
    net: Part | None = None  # of pounds a case: the same after what people pay themselves
    pounds: bool = False
    editable: bool = False  # a cited figure: another value can be tried


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
    first_months: float = WHOLE_YEAR  # of effect in the first year

    def of(self, role: str) -> tuple[Factor, ...]:
        """The parts of this role."""
        return tuple(each for each in self.factors if each.role == role)
