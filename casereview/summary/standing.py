"""Whether the parts of an opportunity make a figure today: a finding, a price or a draw may have changed since."""

from collections.abc import Sequence
from math import prod

from casereview.scaling import together
from casereview.summary.drawing import MOST_FREED
from casereview.summary.plan import Plan
from casereview.summary.wording import plain


def what_is_wrong(plans: Sequence[Plan]) -> str:
    """The plans of one row: what to put right before it has a figure; "" where it has one, or a figure is closed."""
    if any(plan.basis.part is None for plan in plans):
        return ""
    found = [*(_unassumed(plan) for plan in plans), *(_more_than_all(plan) for plan in plans), _freed(plans)]
    return next((words for words in found if words), "")


def can_be_freed(share: float) -> bool:
    """Whether so much of the time can be freed: all of it would serve without end."""
    return 0 <= share <= MOST_FREED


def _unassumed(plan: Plan) -> str:
    if plan.basis.random or plan.assumption:
        return ""
    return (
        f"The cases “{plan.title}” rests on were not drawn at random. To scale the figure to a year, "
        "state the assumption you make."
    )


def _more_than_all(plan: Plan) -> str:
    if not plan.group or 0 <= _share(plan) <= 1:
        return ""
    return (
        f"“{plan.title}” comes to {plain(_share(plan), True)}, and a lever saves a part of what is there, at most all "
        "of it. Rest it on a share, or take it out of the group."
    )


def _freed(plans: Sequence[Plan]) -> str:
    share = together([_share(plan) for plan in plans]) if plans[0].group else _share(plans[0])
    if plans[0].reading != "freed" or can_be_freed(share):
        return ""
    return (
        f"The parts come to {plain(share, True)} of the time; at most {plain(MOST_FREED, True)} can be freed. "
        "Change the parts, or choose capacity gained."
    )


def _share(plan: Plan) -> float:
    """The plan's figure times its factors, as stated."""
    figure = plan.basis.part.stated if plan.basis.part else 0.0
    return prod((each.stated for each in plan.of("factor")), start=figure)
