"""A mean of a number: the sum over how many gave one, in its own unit, with a t interval."""

from casereview.findings.assembling import assemble
from casereview.findings.base import population
from casereview.findings.frame import Frame
from casereview.findings.groups import outside_groups, series_of
from casereview.findings.result import Result, Row
from casereview.findings.tally import STUDENT, Tally, mean_row
from casereview.instruments.model import Base, Finding


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
    return assemble(
        finding,
        frame,
        _row(finding, frame),
        tally.population,
        unit=unit,
        method=STUDENT,
        series=series_of(frame, finding.by, lambda part: (_row(finding, part),)),
        notes=outside_groups(frame, finding.by),
    )


def _row(finding: Finding, frame: Frame) -> Row:
    (tally,) = tallies(finding, frame)
    numbers = frame.column(finding.of).numbers
    if numbers is None:
        raise ValueError(f"finding {finding.id}: “{finding.of}” is not a number")
    return mean_row("", finding.title, numbers[tally.population.mask])
