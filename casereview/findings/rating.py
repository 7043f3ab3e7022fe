"""A rating: its mean from 1 to the number of points, with how many gave each point."""

from typing import TYPE_CHECKING, Any

from casereview.findings.assembling import assemble
from casereview.findings.base import Population, population
from casereview.findings.frame import Frame
from casereview.findings.groups import outside_groups, series_of
from casereview.findings.result import Result, Row
from casereview.findings.tally import STUDENT, Tally, mean_row, share_row
from casereview.instruments.model import Base, Finding

if TYPE_CHECKING:
    from numpy.typing import NDArray


def tallies(finding: Finding, frame: Frame) -> list[Tally]:
    """Everyone who rated, under the empty code, then one tally for each point."""
    people, column = _people(finding, frame), frame.column(finding.of)
    points = column.options[: frame.instrument.options_of(finding.of).points]
    each = [Tally(p.code, p.label, column.has([p.code]) & people.mask, people) for p in points]
    return [Tally("", finding.title, people.mask, people), *each]


def result(finding: Finding, frame: Frame) -> Result:
    """The mean in points; the rows are shares of the base by point. Shown by groups it has their means instead."""
    everyone, *points = tallies(finding, frame)
    unit = finding.unit or f"out of {frame.instrument.options_of(finding.of).points}"
    return assemble(
        finding,
        frame,
        _row(finding, frame),
        everyone.population,
        unit=unit,
        row_unit=unit if finding.by else "count" if finding.show == "count" else "share",
        method=STUDENT,
        rows=() if finding.by else tuple(share_row(tally, finding) for tally in points),
        series=series_of(frame, finding.by, lambda part: (_row(finding, part),)),
        notes=outside_groups(frame, finding.by),
    )


def _people(finding: Finding, frame: Frame) -> Population:
    if not isinstance(finding.base, Base):
        raise ValueError(f"finding {finding.id}: a rating needs a base of responses")
    return population(finding.base, frame, known=(finding.of,))


def _row(finding: Finding, frame: Frame) -> Row:
    return mean_row("", finding.title, _points(finding, frame))


def _points(finding: Finding, frame: Frame) -> "NDArray[Any]":
    """What each response in the base gave, 1 to the number of points. Points stand first among the column's options."""
    import numpy as np

    people, column = _people(finding, frame), frame.column(finding.of)
    chosen = np.empty(0) if column.chosen is None else column.chosen[people.mask]
    points = frame.instrument.options_of(finding.of).points
    return np.asarray(chosen[chosen < points] + 1.0)
