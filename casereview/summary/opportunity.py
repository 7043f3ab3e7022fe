"""An opportunity worked out: the figure it rests on times its parts, what is counted twice, and groups of levers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from casereview.scaling import Range
from casereview.summary.drawing import Drawn, Figure, draw, less, saved, served, times
from casereview.summary.plan import WHOLE_YEAR, Plan
from casereview.summary.standing import can_be_freed, what_is_wrong


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
        return not self.wrong and all(plan.basis.part is not None for plan in self.plans)

    @cached_property
    def wrong(self) -> str:
        """Why the parts, as they stand today, make no figure; "" where they do, or a figure is closed."""
        return what_is_wrong(self.plans)

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
        """The year's figure, in the plan's unit, with the effect of a full year."""
        return self.amount_drawn.figure

    @cached_property
    def _other(self) -> Drawn | None:
        """The share under the reading that is not shown; None where there is none: nobody frees more than all."""
        if self.plan.reading == "freed":
            return self._share
        return served(self._share) if self.plan.reading and can_be_freed(self._share.value) else None

    @property
    def other_share(self) -> Figure | None:
        """What the share would come to under the reading that is not shown: time freed serves more than it frees."""
        return self._other.figure if self._other else None

    @property
    def other_amount(self) -> Figure | None:
        """The year's figure under the reading that is not shown."""
        return self._year(self._other).figure if self._other else None

    @cached_property
    def pounds_drawn(self) -> Drawn | None:
        """The year's figure priced, gross; of an opportunity in pounds the figure itself."""
        prices = [each.drawn for each in self.plan.of("price")]
        if prices:
            return times([self.amount_drawn, *prices])
        return self.amount_drawn if self.plan.unit == "pounds" else None

    @cached_property
    def net_drawn(self) -> Drawn | None:
        """The same after what people pay themselves; None where a price does not say what that is."""
        prices = self.plan.of("price")
        if self.pounds_drawn is None or any(each.paid is None for each in prices):
            return None
        if prices:
            return times([self.amount_drawn, *(each.net_drawn for each in prices)])
        net = self.plan.basis.net
        if net is None or self.is_group:
            return None
        parts = [draw(net, self.plan.basis.name), *(each.drawn for each in self.plan.factors if each.role != "price")]
        return times(parts)

    @property
    def pounds(self) -> Figure | None:
        return self.pounds_drawn.figure if self.pounds_drawn else None

    @property
    def net(self) -> Figure | None:
        return self.net_drawn.figure if self.net_drawn else None

    def first(self, whole: Drawn) -> Drawn:
        """Of a full year's effect, what falls in the first year."""
        share = self.plan.first_months / WHOLE_YEAR
        return times([whole, draw(Range(share, share, share), "first year")])

    @property
    def first_figure(self) -> Figure | None:
        """The first year's pounds, or the first year's figure; None where the effect is there for the whole year."""
        if self.plan.first_months >= WHOLE_YEAR:
            return None
        return self.first(self.pounds_drawn or self.amount_drawn).figure

    @property
    def has_overlap(self) -> bool:
        return any(plan.overlap.high for plan in self.plans)

    @property
    def counted(self) -> Drawn:
        """What of the year's figure goes into the total."""
        return self.left(self.amount_drawn)

    @property
    def counted_pounds(self) -> Drawn | None:
        return self.left(self.pounds_drawn) if self.pounds_drawn else None

    @property
    def counted_net(self) -> Drawn | None:
        return self.left(self.net_drawn) if self.net_drawn else None

    def left(self, whole: Drawn) -> Drawn:
        """`whole` without what another row counts too."""
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
