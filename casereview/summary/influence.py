"""Which part a year's range comes from: each part in turn is left uncertain and every other is held as stated."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from casereview.scaling import Bill, Part, Range
from casereview.summary.drawing import Drawn
from casereview.summary.opportunity import Row
from casereview.summary.plan import Basis, Factor, Plan


@dataclass(frozen=True)
class Influence:
    """One part. `low` to `high`: the year's figure where only this part varies; `share` of the variances added up."""

    label: str
    share: float
    low: float
    high: float


def target(row: Row) -> Drawn:
    """What the row is about: its pounds where it has them, or its figure."""
    return row.pounds_drawn or row.amount_drawn


def influences(row: Row) -> list[Influence]:
    """Every uncertain part of the row, the most influential first; none where nothing is uncertain."""
    import numpy as np

    held = tuple(_held(plan) for plan in row.plans)
    drawn = [(label, target(Row(row.title, plans))) for label, plans in _one_by_one(row, held)]
    variances = [float(np.var(each.draws)) for _, each in drawn]
    whole = sum(variances)
    found = [
        Influence(label, variance / whole, each.figure.low, each.figure.high)
        for (label, each), variance in zip(drawn, variances, strict=True)
        if whole and not each.sure
    ]
    return sorted(found, key=lambda each: -each.share)


def in_words(found: list[Influence]) -> str:
    """ "Most of the range (62%) comes from how many a change would reach." """
    if not found:
        return ""
    first = found[0]
    if len(found) == 1:
        return f"All of the range comes from one part: {first.label}."
    how = "Most" if first.share > 0.5 else "The largest part"
    return f"{how} of the range ({round(first.share * 100)}%) comes from: {first.label}."


def _held(plan: Plan) -> Plan:
    part = plan.basis.part
    fixed = _sure(part) if part else None
    return replace(
        plan, basis=replace(plan.basis, part=fixed), factors=tuple(_held_factor(each) for each in plan.factors)
    )


def _held_factor(factor: Factor) -> Factor:
    return replace(factor, low=factor.stated, high=factor.stated)


def _sure(part: Part) -> Range:
    return Range(part.stated, part.stated, part.stated)


def _one_by_one(row: Row, held: tuple[Plan, ...]) -> Iterator[tuple[str, tuple[Plan, ...]]]:
    """(label, the plans with only this part uncertain). Of a group the first lever speaks for volume and price."""
    for number, plan in enumerate(row.plans):
        for label, basis in _bases(plan.basis):
            yield label, _with(held, number, basis=basis)
        for place, factor in enumerate(plan.factors):
            if factor.role == "factor" or number == 0:
                factors = list(held[number].factors)
                factors[place] = factor
                yield factor.label, _with(held, number, factors=tuple(factors))


def _bases(basis: Basis) -> Iterator[tuple[str, Basis]]:
    """The figure it rests on; a bill twice: once its cases, once its prices."""
    part = basis.part
    if not isinstance(part, Bill):
        yield basis.name, basis
        return
    still = tuple(tuple(0.0 for _ in part.means) for _ in part.means)
    yield f"The luck of the {part.n:,} cases", replace(basis, part=replace(part, prices=tuple(map(_sure, part.prices))))
    yield "The unit costs", replace(basis, part=replace(part, spread=still))


def _with(held: tuple[Plan, ...], number: int, **change: Any) -> tuple[Plan, ...]:
    return (*held[:number], replace(held[number], **change), *held[number + 1 :])
