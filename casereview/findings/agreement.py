"""Agreement: how far reviewers of the same cases say the same, by the coefficients that the data allow."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from casereview.agreement import Coefficient, per_cent_agreement
from casereview.findings.agreement_words import notes, stable
from casereview.findings.assembling import assemble
from casereview.findings.base import Population, population
from casereview.findings.coefficients import coefficients
from casereview.findings.frame import Frame
from casereview.findings.result import SMALL, LeftOut, Result, Row
from casereview.findings.tally import Tally
from casereview.findings.wording import name
from casereview.instruments.finding import Base, Finding

if TYPE_CHECKING:
    from casereview.findings.column import Mask

METHOD = "resampling cases 2,000 times, 95%"
NEEDS_TWO = "Agreement needs two cases or more that were reviewed twice."


def tallies(finding: Finding, frame: Frame) -> list[Tally]:
    """The responses of cases reviewed more than once, each weighing one; the same ones behind every coefficient."""
    people, again = _reviews(finding, frame)
    codes = ("", *coefficients(finding, _cases(finding, frame, again)))
    return [Tally(code, finding.title, again, people) for code in codes]


def result(finding: Finding, frame: Frame) -> Result:
    """The mean over cases of the share of pairs that agree; below it one row a coefficient, of reviews and cases.

    Numerator: the sum of these shares; denominator: cases. A coefficient's row: its reviews over its cases. Stats:
    every coefficient with its bounds, cases and most reviewers of a case, and how many reviewers a stable answer takes.
    """
    people, again = _reviews(finding, frame)
    cases = _cases(finding, frame, again)
    agreed = per_cent_agreement(cases)
    found = coefficients(finding, cases)
    lead = _lead(finding, cases, agreed)
    said = notes(finding, frame, cases, agreed, found) if len(cases) >= 2 else (NEEDS_TWO,)
    return assemble(
        finding,
        frame,
        lead,
        people,
        method=METHOD,
        rows=tuple(_row(code, label, each) for code, (label, each) in found.items() if each.value is not None),
        row_unit="coefficient",
        stats=_stats(agreed, found) | _reviewers_needed(cases),
        notes=said,
    )


def _reviewers_needed(cases: list[list[int]]) -> dict[str, float | None]:
    """How many reviewers a stable answer takes, the most over the cases that have one."""
    needed = [each for each in stable(cases) if each is not None]
    return {"reviewers_needed": float(max(needed))} if needed else {}


def _agreeing(cases: list[list[int]]) -> float:
    """The sum over cases of the share of pairs that agree."""
    pairs = [(case, len(case) * (len(case) - 1)) for case in cases]
    return float(sum(sum(case.count(each) - 1 for each in case) / n for case, n in pairs))


def _lead(finding: Finding, cases: list[list[int]], agreed: Coefficient) -> Row:
    n = float(len(cases))
    low, high = agreed.interval or (None, None)
    return Row("", finding.title, "", _agreeing(cases), n, agreed.value, low, high, n < SMALL)


def _row(code: str, label: str, found: Coefficient) -> Row:
    low, high = found.interval or (None, None)
    return Row(code, label, "", float(found.reviews), float(found.cases), found.value, low, high, found.cases < SMALL)


def _stats(agreed: Coefficient, found: dict[str, tuple[str, Coefficient]]) -> dict[str, float | None]:
    stats: dict[str, float | None] = {}
    for code, each in {"per_cent": agreed, **{code: each for code, (_, each) in found.items()}}.items():
        low, high = each.interval or (None, None)
        stats |= {code: each.value, f"{code}_low": low, f"{code}_high": high}
        stats |= {f"{code}_cases": float(each.cases), f"{code}_reviewers": float(each.reviewers)}
    return stats


def _cases(finding: Finding, frame: Frame, again: "Mask") -> list[list[int]]:
    """The answers of each case as places in the list of options, in the order of the reviews (of a pair: as declared).

    Ordinal: options of one rank are the same answer, in the order of ranks.
    """
    column = frame.column(finding.of)
    places = list(range(len(column.options)))
    if finding.scale == "ordinal":
        ranks = sorted({option.rank for option in column.options if option.rank is not None})
        places = [ranks.index(option.rank) if option.rank is not None else -1 for option in column.options]
    cases: dict[str, list[tuple[int, int]]] = defaultdict(list)
    chosen: Iterable[int] = [] if column.chosen is None else column.chosen.tolist()
    for record, code, counts in zip(frame.records, chosen, again, strict=True):
        if counts:
            turn = finding.pair.index(record.kind) if finding.pair else 0
            cases[record.public_id].append((turn, places[code]))
    return [[answer for _, answer in sorted(case, key=lambda each: each[0])] for case in cases.values()]


def _reviews(finding: Finding, frame: Frame) -> "tuple[Population, Mask]":
    """The responses of cases with two or more in the base (of a pair: with one of each kind). Others are left out.

    First rounds only: somebody who answers again, having heard the others, is not another reviewer.
    """
    import numpy as np

    if not isinstance(finding.base, Base):
        raise ValueError(f"finding {finding.id}: agreement needs a base of responses")
    people = population(finding.base, frame, known=(finding.of,))
    kinds: dict[str, list[str]] = defaultdict(list)
    first = people.mask & np.array([record.round == 1 for record in frame.records], dtype=bool)
    for record, inside in zip(frame.records, first, strict=True):
        if inside:
            kinds[record.public_id].append(record.kind)
    kept = {case for case, each in kinds.items() if _reviewed_again(finding, each)}
    mask = [record.public_id in kept and _in_pair(finding, record.kind) for record in frame.records]
    again = first & np.array(mask, dtype=bool)
    later = people.n - int(first.sum())
    once = people.n - later - int(again.sum())
    why = (
        "reviews by other kinds, or of cases without one of each" if finding.pair else "reviews of cases reviewed once"
    )
    outside = [(why, once), ("reviews in a later round", later)]
    left_out = [*people.left_out, *(LeftOut("outside", words, n) for words, n in outside if n)]
    return Population(again, _words(finding, frame, len(kept)), tuple(left_out)), again


def _reviewed_again(finding: Finding, kinds: list[str]) -> bool:
    return all(kinds.count(kind) == 1 for kind in finding.pair) if finding.pair else len(kinds) > 1


def _in_pair(finding: Finding, kind: str) -> bool:
    return not finding.pair or kind in finding.pair


def _words(finding: Finding, frame: Frame, n: int) -> str:
    cases = f"{n or 'no'} {'case' if n == 1 else 'cases'} with {name(frame.instrument, finding.of)}"
    if not finding.pair:
        return f"{cases} judged twice or more"
    labels = {kind.code: kind.label for kind in frame.instrument.kinds}
    return f"{cases} judged once each by “{'” and “'.join(labels[kind] for kind in finding.pair)}”"
