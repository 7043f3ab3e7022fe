"""Other values for the parts of opportunities, tried without being saved: which can be tried, and what then stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import floor, isfinite, log10

from casereview.scaling import MOST, Cited, Part, Range
from casereview.summary.opportunity import Row
from casereview.summary.plan import Factor, Plan

Values = Mapping[str, float]  # by the key of a knob, fractions of 1 where it is a percentage
BASIS, OVERLAP = "b", "o"


@dataclass(frozen=True)
class Knob:
    """One part that can be tried. `least` to `most`: its range, or from half to half as much again."""

    key: str
    plan: Plan
    label: str
    percent: bool
    low: float
    stated: float
    high: float
    source: str
    value: float
    unit_cost: bool = False

    @property
    def ranged(self) -> bool:
        return self.low < self.high

    @property
    def least(self) -> float:
        return min(self.low if self.ranged else self.stated / 2, self.value)

    @property
    def most(self) -> float:
        most = max(self.high if self.ranged else self.stated * 1.5, self.value)
        return min(most, 1.0) if self.percent and self.stated <= 1 else most

    @property
    def step(self) -> float:
        """A round step, a hundredth of the way or less, that the stated value lies on."""
        way = (self.most - self.least) * (100 if self.percent else 1)
        fine = 10.0 ** floor(log10(way / 50)) if way > 0 else 1.0
        while fine > 1e-6 and abs(round(self.shown(self.stated) / fine) * fine - self.shown(self.stated)) > 1e-9:
            fine /= 10
        return float(f"{fine:.6g}")

    def shown(self, value: float) -> float:
        """A value as the form has it: percentages as 25, not 0.25."""
        return float(self.typed(value))

    def typed(self, value: float) -> str:
        """The same as it would be typed: "25", "37944", "0.5"."""
        return f"{value * 100 if self.percent else value:.10g}"

    @property
    def place(self) -> str:
        """Which part of the opportunity it is: the number of its part, or the overlap, or what it rests on."""
        return self.key.rpartition(".")[2]

    @property
    def changed(self) -> bool:
        return abs(self.value - self.stated) > 1e-12

    @property
    def keepable(self) -> bool:
        """Whether it is the opportunity's own, and not a cited figure's or the unit cost table's."""
        return self.place != BASIS and not self.unit_cost


def knobs(row: Row, values: Values) -> list[Knob]:
    """What can be tried of a row, in the order of its parts. Figures that a study counted cannot be."""
    found: list[Knob] = []
    shared: list[Knob] = []
    for number, plan in enumerate(row.plans):
        basis = plan.basis
        if basis.editable and basis.part is not None:
            ends = (basis.part.stated if basis.low is None else basis.low, basis.part.stated)
            high = basis.part.stated if basis.high is None else basis.high
            found.append(_knob(plan, BASIS, basis.name, basis.percent, (*ends, high), basis.source, values))
        for place, each in enumerate(plan.factors):
            if each.role == "factor" or number == 0:
                ends_of = (each.low, each.stated, each.high)
                made = _knob(plan, str(place), each.label, each.percent, ends_of, each.source, values)
                (shared if row.is_group and each.role != "factor" else found).append(
                    replace(made, unit_cost=each.unit_cost)
                )
        if plan.overlap.high:
            over = plan.overlap
            found.append(_knob(plan, OVERLAP, "Counted twice", True, (over.low, over.stated, over.high), "", values))
    return [*found, *shared]


def _knob(
    plan: Plan, place: str, label: str, percent: bool, ends: tuple[float, float, float], source: str, values: Values
) -> Knob:
    key = f"{plan.public_id}.{place}"
    return Knob(key, plan, label, percent, *ends, source, values.get(key, ends[1]))


def read(typed: Mapping[str, str], rows: Sequence[Row]) -> tuple[dict[str, float], list[str]]:
    """The values of an address, by knob, and a sentence for each that is no number. Unknown keys are left out."""
    values: dict[str, float] = {}
    wrong = []
    for knob in (each for row in rows if row.shown for each in knobs(row, {})):
        text = typed.get(knob.key, "").strip().replace(",", "").removesuffix("%")
        if not text:
            continue
        try:
            value = float(text) / (100 if knob.percent else 1)
        except ValueError:
            value = -1.0
        if not isfinite(value) or not 0 <= value <= MOST or (knob.percent and knob.stated <= 1 < value):
            wrong.append(f"{knob.label}: “{typed[knob.key]}” cannot be tried. The stated value is used.")
        elif abs(value - knob.stated) > 1e-12:
            values[knob.key] = value
    for row in [row for row in rows if row.shown]:
        if reason := tried(row, values).wrong:
            wrong.append(f"{row.title}: {reason} The stated values are used.")
            values = {key: value for key, value in values.items() if key not in {each.key for each in knobs(row, {})}}
    return values, wrong


def tried(row: Row, values: Values) -> Row:
    """The row with the values in place of what was stated. A range opens to take its value in."""
    shared = {each.plan.factors[int(each.place)].label: each.value for each in knobs(row, values) if _shared(row, each)}
    return Row(row.title, tuple(_plan(plan, values, shared) for plan in row.plans))


def _shared(row: Row, knob: Knob) -> bool:
    """Whether the knob turns the volume or price that every lever of a group has."""
    return row.is_group and knob.place.isdecimal() and knob.plan.factors[int(knob.place)].role != "factor"


def _plan(plan: Plan, values: Values, shared: Mapping[str, float]) -> Plan:
    def factor(place: int, each: Factor) -> Factor:
        value = values.get(f"{plan.public_id}.{place}")
        if each.role != "factor" and each.label in shared:
            value = shared[each.label]
        return each if value is None else _opened(each, value)

    basis = plan.basis
    if (value := values.get(f"{plan.public_id}.{BASIS}")) is not None and basis.editable:
        part: Part = Range(value, value, value)
        if basis.low is not None and basis.high is not None:
            part = Cited(value, min(basis.low, value), max(basis.high, value))
        basis = replace(basis, part=part)
    over = values.get(f"{plan.public_id}.{OVERLAP}")
    return replace(
        plan, basis=basis, factors=tuple(factor(place, each) for place, each in enumerate(plan.factors)),
        overlap=plan.overlap if over is None else _opened(plan.overlap, over),
    )  # fmt: skip


def _opened(factor: Factor, value: float) -> Factor:
    if factor.low == factor.high:
        return replace(factor, low=value, stated=value, high=value)
    return replace(factor, low=min(factor.low, value), stated=value, high=max(factor.high, value))
