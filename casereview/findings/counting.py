"""From a declared finding to its result: one way in for every kind, and the cases behind each number."""

from types import ModuleType

from casereview.findings import agreement, comparison, distribution, mean, rating, share
from casereview.findings.frame import Frame, Record
from casereview.findings.result import Result
from casereview.instruments.finding import Finding

KINDS: dict[str, ModuleType] = {
    "share": share,
    "distribution": distribution,
    "comparison": comparison,
    "mean": mean,
    "rating": rating,
    "agreement": agreement,
}


def count(finding: Finding, frame: Frame) -> Result:
    """The finding counted over the frame."""
    counted: Result = KINDS[finding.kind].result(finding, frame)
    return counted


def count_all(frame: Frame) -> list[Result]:
    """Every finding of the frame's instrument, in the order of the file."""
    return [count(finding, frame) for finding in frame.instrument.findings]


def cases_behind(finding: Finding, frame: Frame, row_code: str | None = None) -> list[Record]:
    """The responses in the numerator of one row, or of the finding's own number when no row is named.

    Raises KeyError for a row the finding does not have.
    """
    found = KINDS[finding.kind].tallies(finding, frame)
    if row_code is None:
        row_code = _lead(finding, frame, [tally.code for tally in found])
    weights = next((tally.weights for tally in found if tally.code == row_code), None)
    if weights is None:
        raise KeyError(row_code)
    return [record for record, weight in zip(frame.records, weights, strict=True) if weight > 0]


def _lead(finding: Finding, frame: Frame, codes: list[str]) -> str:
    if finding.kind != "distribution" or finding.lead in codes:
        return finding.lead or codes[0]
    return count(finding, frame).rows[0].code
