"""A mean of a number: the sum over how many gave one, with a t interval; beside it the median and the total."""

from statistics import median
from typing import TYPE_CHECKING, Any

from casereview.findings.assembling import assemble
from casereview.findings.base import population
from casereview.findings.frame import Frame
from casereview.findings.groups import for_groups, leading_kinds, outside_groups, series_of
from casereview.findings.result import Result, Row
from casereview.findings.tally import STUDENT, Tally, mean_row
from casereview.findings.wording import number
from casereview.instruments.finding import Base, Finding

if TYPE_CHECKING:
    from numpy.typing import NDArray


def tallies(finding: Finding, frame: Frame) -> list[Tally]:
    """The responses the mean is taken over, each weighing one."""
    if not isinstance(finding.base, Base):
        raise ValueError(f"finding {finding.id}: a mean needs a base of responses")
    people = population(finding.base, frame, known=(finding.of,))
    return [Tally("", finding.title, people.mask, people)]


def result(finding: Finding, frame: Frame) -> Result:
    """The mean: numerator is the sum, denominator how many. One row for each group it is shown by."""
    (tally,) = tallies(finding, frame)
    unit = finding.unit or frame.instrument.options_of(finding.of).unit
    stats = _stats(finding, frame)
    apart = for_groups(finding, frame.instrument)
    return assemble(
        finding,
        frame,
        _row(finding, frame),
        tally.population,
        unit=unit,
        method=STUDENT,
        stats=stats,
        series=series_of(frame, finding.by, lambda part: (_row(apart, part),)),
        whole=leading_kinds(finding, frame),
        notes=(*_in_all(stats, unit), *outside_groups(frame, finding.by)),
    )


def _row(finding: Finding, frame: Frame) -> Row:
    return mean_row("", finding.title, _numbers(finding, frame))


def _numbers(finding: Finding, frame: Frame) -> "NDArray[Any]":
    (tally,) = tallies(finding, frame)
    numbers = frame.column(finding.of).numbers
    if numbers is None:
        raise ValueError(f"finding {finding.id}: “{finding.of}” is not a number")
    return numbers[tally.population.mask]


def _stats(finding: Finding, frame: Frame) -> dict[str, float | None]:
    """The middle number (of an even count: half way between the middle two) and all of them together."""
    numbers = sorted(_numbers(finding, frame).tolist())
    middle = median(numbers) if numbers else None
    return {"median": middle, "total": float(sum(numbers)) if numbers else None}


def _in_all(stats: dict[str, float | None], unit: str) -> tuple[str, ...]:
    """What the mean alone does not say, in words."""
    if stats["total"] is None or stats["median"] is None:
        return ()
    return (f"{number(stats['total'])} {unit} in all; the median is {number(stats['median'])}.",)
