"""A distribution: one row per option, per heading of a level, or per row of a grid, each out of its declared base."""

from typing import TYPE_CHECKING

from casereview.findings.assembling import assemble
from casereview.findings.frame import Frame
from casereview.findings.grid import grid_tallies
from casereview.findings.groups import for_groups, leading_kinds, outside_groups, series_of
from casereview.findings.options import option_tallies
from casereview.findings.result import Result, Row, quotient
from casereview.findings.share import unsure_bounds
from casereview.findings.tally import Tally, method, share_row
from casereview.instruments.finding import Base, Finding

if TYPE_CHECKING:
    from collections.abc import Sequence


def tallies(finding: Finding, frame: Frame) -> list[Tally]:
    """Every row there could be, in the order of the file, options nobody chose too."""
    question = frame.instrument.question.get(finding.of)
    whole_grid = question is not None and question.type == "grid"
    return grid_tallies(finding, frame) if whole_grid else option_tallies(finding, frame)


def result(finding: Finding, frame: Frame) -> Result:
    """The rows as listed or as counted. The number above them is the `lead` row, or the first row as shown."""
    shown = as_shown(finding, tallies(finding, frame))
    codes = [tally.code for tally in shown]
    if not shown:
        raise ValueError(f"finding {finding.id}: “{finding.of}” has nothing to show; give it options or rows")
    lead = next((tally for tally in shown if tally.code == finding.lead), shown[0])

    apart = for_groups(finding, frame.instrument)

    def rows(part: Frame) -> tuple[Row, ...]:
        by_code = {tally.code: tally for tally in tallies(apart, part)}
        return tuple(share_row(by_code[code], finding) for code in codes)

    return assemble(
        finding,
        frame,
        share_row(lead, finding),
        lead.population,
        method=method(finding),
        rows=tuple(share_row(tally, finding) for tally in shown),
        series=series_of(frame, finding.by, rows),
        whole=leading_kinds(finding, frame),
        stats=unsure_bounds(finding, frame, lead),
        notes=(*_ties(finding, shown), *outside_groups(frame, finding.by)),
    )


def _ties(finding: Finding, shown: "Sequence[Tally]") -> tuple[str, ...]:
    """A note where other rows have as many as the one on top, so that the headline does not claim too much."""
    if finding.lead or finding.order == "listed" or not shown[0].numerator:
        return ()
    level = [f"“{tally.label}”" for tally in shown[1:] if abs(tally.numerator - shown[0].numerator) < 1e-9]
    if not level:
        return ()
    labels = " and ".join([", ".join(level[:-1]), level[-1]] if len(level) > 1 else level)
    return (f"{labels} {'has' if len(level) == 1 else 'have'} as many as “{shown[0].label}”.",)


def as_shown(finding: Finding, found: "Sequence[Tally]") -> list[Tally]:
    """Without the retired options nobody has; largest first, ties as in the file, unless the order is as listed."""
    kept = [tally for tally in found if tally.numerator or not tally.retired]
    if finding.order == "listed":
        return kept
    if isinstance(finding.base, Base) and finding.base.codes:  # each row has its own base: the largest share first
        return sorted(kept, key=lambda tally: -round(quotient(tally.numerator, tally.denominator) or 0.0, 9))
    return sorted(kept, key=lambda tally: -round(tally.numerator, 9))
