"""The groups a finding is shown by: the codes of a fact or question, or the kinds of reviewer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casereview.findings.frame import Frame
from casereview.findings.result import Row, Series
from casereview.findings.wording import name, units
from casereview.instruments.conditions import AllOf, Condition, Is, walk
from casereview.instruments.finding import KIND, Base, Finding
from casereview.instruments.model import Instrument

if TYPE_CHECKING:
    from casereview.findings.column import Mask

ROUND = "_round_"  # between a kind of reviewer and the number of a further round


@dataclass(frozen=True)
class Group:
    """One group of responses: those in `mask`."""

    code: str
    label: str
    mask: "Mask"


def groups(frame: Frame, by: str) -> Iterator[Group]:
    """The groups of `by` in the order of the file. Retired options and "not known" only where someone has them."""
    if by == "kind":
        for kind in frame.instrument.kinds:
            yield Group(kind.code, kind.label, frame.placed("kind", kind.code))
        return
    question = frame.instrument.options_of(by)
    for option in question.options:
        mask = frame.column(by).has([option.code])
        always = option.code not in question.headings and not (option.retired or option.missing)
        if always or mask.any():
            yield Group(option.code, option.label, mask)


def for_groups(finding: Finding, instrument: Instrument) -> Finding:
    """`finding` as it is counted within each group of its `by`.

    Kinds of reviewer of the same cases do not add up to a number. A base among one of them is that of the number
    above; each kind still stands beside it on a base of its own. In a survey a base stays as it is: groups outside
    the whole would not be looked at by what hides the small ones.
    """
    base = finding.base
    if finding.by != KIND or not isinstance(base, Base) or instrument.unit == "response":
        return finding
    return finding.replace(base=base.replace(among=_whatever_kind(base.among)))


def _whatever_kind(condition: Condition | None) -> Condition | None:
    parts = condition.parts if isinstance(condition, AllOf) else (condition,)
    kept = tuple(part for part in parts if part is not None and not (isinstance(part, Is) and part.ref == KIND))
    return AllOf(kept) if len(kept) > 1 else next(iter(kept), None)


def leading_kinds(finding: Finding, frame: Frame) -> str:
    """What the number above the groups is of, where it is not of all: "The number above: Individuals"."""
    base = finding.base
    if not isinstance(base, Base) or base.among is None or for_groups(finding, frame.instrument) == finding:
        return ""
    named = {code for part in walk(base.among) if isinstance(part, Is) and part.ref == KIND for code in part.codes}
    labels = ", ".join(kind.label for kind in frame.instrument.kinds if kind.code in named)
    return f"The number above: {labels}"


def series_of(frame: Frame, by: str, rows: Callable[[Frame], tuple[Row, ...]]) -> tuple[Series, ...]:
    """`rows` counted within each group; nothing where the finding is not shown by anything."""
    if not by:
        return ()
    found = []
    for group in groups(frame, by):
        found.append(Series(group.code, group.label, rows(frame.only(group.mask))))
        if by == "kind" and frame.later is not None:
            found += _again(frame.later, group, rows)
    return tuple(found)


def _again(later: Frame, group: Group, rows: Callable[[Frame], tuple[Row, ...]]) -> Iterator[Series]:
    """What the same kind of reviewer said in each further round, beside the first."""
    import numpy as np

    mine = later.only(later.placed("kind", group.code))
    for number in sorted({record.round for record in mine.records}):
        part = mine.only(np.array([record.round == number for record in mine.records], dtype=bool))
        n = len({record.public_id for record in part.records})
        label = f"{group.label}, round {number} ({n} {'case' if n == 1 else 'cases'})"
        yield Series(f"{group.code}{ROUND}{number}", label, rows(part))


def later_round(code: str) -> tuple[str, int]:
    """The kind of reviewer and the round that the code of such a series names."""
    kind, _, number = code.rpartition(ROUND)
    return kind, int(number)


def outside_groups(frame: Frame, by: str) -> tuple[str, ...]:
    """A note on the responses that are in the whole and in no group, if there are any."""
    if not by:
        return ()
    grouped = ~frame.everyone()
    for group in groups(frame, by):
        grouped = grouped | group.mask
    count = len(frame) - int(grouped.sum())
    title = "a kind of reviewer" if by == "kind" else name(frame.instrument, by)
    if not count:
        return ()
    return (f"{count:,} {units(frame.instrument, count)} without {title} {'is' if count == 1 else 'are'} in no group.",)
