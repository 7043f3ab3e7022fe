"""Agreement: of cases reviewed more than once, how often two of the reviews say the same. Simple per cent agreement."""

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from casereview.findings.assembling import assemble
from casereview.findings.base import Population, population
from casereview.findings.frame import Frame
from casereview.findings.result import SMALL, LeftOut, Result, Row, quotient
from casereview.findings.tally import Tally
from casereview.findings.wording import name, units
from casereview.instruments.model import Base, Finding

if TYPE_CHECKING:
    from casereview.findings.column import Mask

METHOD = "per cent agreement between pairs of reviews, averaged over cases; no interval"
NEEDS_TWO = "Agreement needs two cases or more that were reviewed twice."


def tallies(finding: Finding, frame: Frame) -> list[Tally]:
    """The responses of cases reviewed more than once, each weighing one."""
    people, again = _reviews(finding, frame)
    return [Tally("", finding.title, again, people)]


def result(finding: Finding, frame: Frame) -> Result:
    """The mean over cases of the share of pairs that agree. Numerator: the sum of these shares; denominator: cases."""
    (tally,) = tallies(finding, frame)
    cases = defaultdict(list)
    chosen = frame.column(finding.of).chosen
    for record, code, counts in zip(frame.records, [] if chosen is None else chosen, tally.weights, strict=True):
        if counts:
            cases[record.public_id].append(int(code))
    agreed = sum(_pairs_agreeing(codes) for codes in cases.values())
    n = len(cases)
    enough = n >= 2
    row = Row("", finding.title, "", agreed, float(n), quotient(agreed, n) if enough else None, None, None, n < SMALL)
    return assemble(finding, frame, row, tally.population, method=METHOD, notes=() if enough else (NEEDS_TWO,))


def _pairs_agreeing(codes: list[int]) -> float:
    pairs = list(combinations(codes, 2))
    return quotient(sum(left == right for left, right in pairs), len(pairs)) or 0.0


def _reviews(finding: Finding, frame: Frame) -> "tuple[Population, Mask]":
    """The responses of cases with two or more in the base. Those of cases reviewed once are left out, and said so."""
    import numpy as np

    if not isinstance(finding.base, Base):
        raise ValueError(f"finding {finding.id}: agreement needs a base of responses")
    people = population(finding.base, frame, known=(finding.of,))
    times: dict[str, int] = defaultdict(int)
    for record, inside in zip(frame.records, people.mask, strict=True):
        times[record.public_id] += bool(inside)
    again = people.mask & np.array([times[record.public_id] > 1 for record in frame.records], dtype=bool)
    once = people.n - int(again.sum())
    left_out = [*people.left_out, *([LeftOut("outside", "of cases reviewed once", once)] if once else [])]
    n = len({record.public_id for record, inside in zip(frame.records, again, strict=True) if inside})
    words = f"{n or 'no'} {units(frame.instrument, n)} with {name(frame.instrument, finding.of)} judged twice or more"
    return Population(again, words, tuple(left_out)), again
