"""Who a percentage is a percentage of: the four levels, among, row by row; and why everybody else is out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from casereview.findings.frame import Frame
from casereview.findings.result import LeftOut
from casereview.findings.wording import base_words, clause, name, units
from casereview.instruments.finding import Base
from casereview.instruments.question import Row

if TYPE_CHECKING:
    from casereview.findings.column import Mask

LEVELS = ("responses", "asked", "answered", "known")


@dataclass(frozen=True)
class Step:
    """One reason to be left out: those in `out` leave for `reason`, unless they have left before."""

    reason: str
    words: str
    out: "Mask"


@dataclass(frozen=True)
class Population:
    """A base: `mask` says who is in it, `words` what it is; `left_out` adds up to everyone else."""

    mask: "Mask"
    words: str
    left_out: tuple[LeftOut, ...]

    @property
    def n(self) -> int:
        return int(self.mask.sum())


def level_mask(frame: Frame, ref: str, level: str) -> "Mask":
    """Who is at `level` for the question, grid row or derived question `ref` (for a whole grid: in any of its rows)."""
    if level == "responses":
        return frame.everyone()
    masks = [getattr(column, level)() for column in frame.columns(ref)]
    return reduce(or_, masks, ~frame.everyone())


def population(
    base: Base, frame: Frame, *, ref: str = "", row: Row | None = None, known: Sequence[str] = ()
) -> Population:
    """The base as declared. `ref`: the item it is about, when it goes row by row; `row`: the row that `matching` means;
    `known`: further items that must be known for the number to exist (both sides of a comparison, a mean's number)."""
    about = ref or base.of
    steps = list(_outside(base, frame, row))
    steps += levels(frame, about, base.level)
    if base.codes and ref:
        other = f"with another answer to {name(frame.instrument, ref)}"
        steps.append(Step("outside", other, ~frame.column(ref).has(base.codes)))
    for each in known:
        steps += levels(frame, each, "known")
    matched = row.label if row else ""
    return settle(steps, frame, lambda n: base_words(base, about, n, frame.instrument, matched, known))


def settle(steps: Sequence[Step], frame: Frame, words: Callable[[int], str]) -> Population:
    """Take the steps in order, each response leaving once; `words(n)` says what is left."""
    left = frame.everyone()
    left_out = []
    for step in steps:
        count = int((left & step.out).sum())
        left = left & ~step.out
        if count:
            left_out.append(LeftOut(step.reason, step.words, count))
    return Population(left, words(int(left.sum())), tuple(left_out))


def _outside(base: Base, frame: Frame, row: Row | None) -> Iterator[Step]:
    many = units(frame.instrument, 0)
    if base.among is not None:
        where = clause(base.among, frame.instrument)
        yield Step("outside", f"outside the {many} where {where}", ~frame.mask(base.among))
    if base.matching and row is not None:
        where = f"{name(frame.instrument, base.matching)} is “{row.label}”"
        yield Step("outside", f"outside the {many} where {where}", ~frame.column(base.matching).has([row.code]))


def levels(frame: Frame, ref: str, level: str) -> Iterator[Step]:
    at = LEVELS.index(level)
    asked = name(frame.instrument, ref)
    derived = ref in {each.id for each in frame.instrument.derived if not each.coding}
    if at >= 1:
        yield Step("not_asked", f"not asked {asked}", ~level_mask(frame, ref, "asked"))
    if at >= 2:
        uncoded = reduce(or_, (column.state("not_yet_coded") for column in frame.columns(ref)), ~frame.everyone())
        answered = level_mask(frame, ref, "answered")
        yield Step("not_yet_coded", f"{asked} not yet coded", uncoded & ~answered)
        blank = f"{asked} cannot be worked out" if derived else f"{asked} left blank"
        yield Step("left_blank", blank, ~answered)
    if at >= 3:
        yield Step("missing", _not_known(frame, ref, asked), ~level_mask(frame, ref, "known"))


def _not_known(frame: Frame, ref: str, asked: str) -> str:
    """ "“By what?” not known", or what the answer outside the known ones is called: “Not my area”."""
    labels = {option.label for column in frame.columns(ref) for option in column.options if option.missing}
    if len(labels) != 1 or (label := labels.pop()).casefold() in ("not known", "unknown"):
        return f"{asked} not known"
    return f"with “{label}” for {asked}"
