"""Rows of a distribution that are rows of a grid: in each, how many gave one of the answers that count."""

from casereview.findings.base import population
from casereview.findings.frame import Frame
from casereview.findings.tally import Tally
from casereview.instruments.finding import Base, Finding
from casereview.instruments.question import items_of


def grid_tallies(finding: Finding, frame: Frame) -> list[Tally]:
    """One tally for each row of the grid. A base `of` the same grid goes row by row; another is the same for all."""
    if not isinstance(finding.base, Base):
        raise ValueError(f"finding {finding.id}: a grid needs a base of responses")
    whole = population(finding.base, frame)
    found = []
    for item in items_of(frame.instrument.question[finding.of]):
        if item.row is None:
            continue
        ref = item.ref if finding.base.of == finding.of else ""
        people = population(finding.base, frame, ref=ref, row=item.row)
        if ref and not (finding.base.matching or finding.base.codes) and (people.mask == whole.mask).all():
            people = whole  # the same people as of any row: called by the grid
        counted = frame.column(item.ref).has(finding.codes) & people.mask
        found.append(Tally(item.row.code, item.row.label, counted, people))
    return found
