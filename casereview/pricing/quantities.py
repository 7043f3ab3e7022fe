"""How much of each priced item every case takes in a week, as it is and as it would ideally have been."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casereview.findings.frame import Frame
from casereview.instruments.pricing import Pricing, PricingLine
from casereview.pricing.prices import Needed, item_of, needed

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIDES = ("actual", "ideal")


@dataclass(frozen=True, eq=False)
class Quantities:
    """A row a case and a column an item; nan where an answer is not known. One table for each side."""

    items: tuple[Needed, ...]
    actual: "NDArray[Any]"
    ideal: "NDArray[Any]"


def quantities(pricing: Pricing, frame: Frame) -> Quantities:
    """What each response of the frame takes: 1 of the option chosen, or so many units. Not asked: none of it."""
    items = tuple(needed(frame.instrument.replace(pricing=(pricing,))))
    actual, ideal = (_side(pricing, frame, items, side) for side in SIDES)
    return Quantities(items, actual, ideal)


def _side(pricing: Pricing, frame: Frame, items: tuple[Needed, ...], side: str) -> "NDArray[Any]":
    import numpy as np

    place = {each.item: number for number, each in enumerate(items)}
    found = np.zeros((len(frame), len(items)))
    for line in pricing.lines:
        if line.unit:
            found[:, place[line.unit]] += _units(line, frame, side)
        else:
            _chosen(getattr(line, side), frame, place, found)
    return found


def _chosen(ref: str, frame: Frame, place: dict[str, int], found: "NDArray[Any]") -> None:
    """Adds 1 of the option each response chose; nan throughout where it was asked and is not known."""
    import numpy as np

    column, question = frame.column(ref), frame.instrument.plain[ref]
    for number, option in enumerate(column.options):
        item = item_of(question, option.code)
        if item in place:
            found[:, place[item]] += column.matrix()[:, number]
    found[column.asked() & ~column.known()] = np.nan


def _units(line: PricingLine, frame: Frame, side: str) -> "NDArray[Any]":
    total = _amounts(getattr(line, side), frame, 0.0)
    for pair in line.times:
        total = total * _amounts(getattr(pair, side), frame, 1.0)
    return total


def _amounts(ref: str, frame: Frame, not_asked: float) -> "NDArray[Any]":
    """The amount each response's answer stands for; `not_asked` where it was not asked, nan where it is not known."""
    import numpy as np

    column = frame.column(ref)
    amounts = [np.nan if o.missing or o.amount is None else o.amount for o in column.options]
    chosen = np.full(len(frame), -1) if column.chosen is None else column.chosen
    found: NDArray[Any] = np.where(column.asked(), np.array([*amounts, np.nan])[chosen], not_asked)
    return found
