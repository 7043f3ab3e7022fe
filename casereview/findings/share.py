"""A share: how many of the base a condition is true of, with maybe and unclear as bounds where they are declared."""

from casereview.findings.assembling import assemble
from casereview.findings.base import population
from casereview.findings.frame import Frame
from casereview.findings.groups import for_groups, leading_kinds, outside_groups, series_of
from casereview.findings.result import Result, Row, quotient
from casereview.findings.tally import Tally, method, share_row
from casereview.instruments.finding import Base, Finding


def tallies(finding: Finding, frame: Frame) -> list[Tally]:
    """The one number of a share; its code is empty."""
    if finding.counts is None or not isinstance(finding.base, Base):
        raise ValueError(f"finding {finding.id}: a share needs `counts` and a base")
    people = population(finding.base, frame)
    return [Tally("", finding.title, frame.mask(finding.counts) & people.mask, people)]


def result(finding: Finding, frame: Frame) -> Result:
    """The share, its bounds, and one row for each group it is shown by."""
    (tally,) = tallies(finding, frame)

    apart = for_groups(finding, frame.instrument)

    def rows(part: Frame) -> tuple[Row, ...]:
        return tuple(share_row(each, finding) for each in tallies(apart, part))

    return assemble(
        finding,
        frame,
        share_row(tally, finding),
        tally.population,
        method=method(finding),
        series=series_of(frame, finding.by, rows),
        whole=leading_kinds(finding, frame),
        stats=unsure_bounds(finding, frame, tally),
        notes=outside_groups(frame, finding.by),
    )


def unsure_bounds(finding: Finding, frame: Frame, tally: Tally) -> dict[str, float | None]:
    """The share if none, and if all, of the unsure responses counted: `lowest` and `highest`, on the same base."""
    if finding.unsure is None:
        return {}
    unsure = frame.mask(finding.unsure) & tally.population.mask
    weights = tally.weights
    lowest, highest = float(weights[~unsure].sum()), float(weights[~unsure].sum()) + int(unsure.sum())
    return {
        "lowest": quotient(lowest, tally.denominator),
        "highest": quotient(highest, tally.denominator),
        "unsure": float(unsure.sum()),
    }
