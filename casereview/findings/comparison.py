"""A comparison: the same ranked list asked twice, what is and what would have been ideal, with who would move where."""

from dataclasses import replace
from typing import TYPE_CHECKING

from casereview.findings.assembling import assemble
from casereview.findings.base import Population, population
from casereview.findings.frame import Frame
from casereview.findings.result import Flow, Result, Series, quotient
from casereview.findings.tally import Tally, method, share_row
from casereview.findings.wording import clause, name, units
from casereview.instruments.conditions import Compare
from casereview.instruments.finding import Base, Finding
from casereview.instruments.question import Option

if TYPE_CHECKING:
    from casereview.findings.column import Mask

SIDES = ("actual", "ideal")


def tallies(finding: Finding, frame: Frame) -> list[Tally]:
    """More, right and less (the ideal ranks before, with, after the actual), then `actual.code` and `ideal.code`."""
    people = _people(finding, frame)
    found = [
        Tally(code, clause(relation, frame.instrument), frame.mask(relation) & people.mask, people)
        for code, relation in _relations(finding).items()
    ]
    for side in SIDES:
        ref = getattr(finding, side)
        for option in _options(finding, frame, side):
            mask = frame.column(ref).has([option.code]) & people.mask
            found.append(Tally(f"{side}.{option.code}", option.label, mask, people, retired=option.retired))
    return found


def result(finding: Finding, frame: Frame) -> Result:
    """The share whose ideal ranks before the actual; both sides as series in the order of the list; the flow of all."""
    found = {tally.code: tally for tally in tallies(finding, frame)}
    more = found["more"]
    stats: dict[str, float | None] = {}
    for code in ("more", "right", "less"):
        stats[code] = quotient(found[code].numerator, found[code].denominator)
        stats[f"{code}_n"] = found[code].numerator
    return assemble(
        finding,
        frame,
        share_row(more, finding),
        more.population,
        method=method(finding),
        series=tuple(_series(finding, frame, side, found) for side in SIDES),
        flow=flow(finding, frame),
        stats=stats,
    )


def flow(finding: Finding, frame: Frame) -> Flow:
    """From each actual answer to each ideal one, over every response where both are known, whatever the base."""
    known = frame.column(finding.actual).known() & frame.column(finding.ideal).known()
    rows, columns = _options(finding, frame, "actual", known), _options(finding, frame, "ideal", known)
    actual, ideal = frame.column(finding.actual), frame.column(finding.ideal)
    cells = tuple(
        tuple(int((known & actual.has([row.code]) & ideal.has([column.code])).sum()) for column in columns)
        for row in rows
    )
    n = int(known.sum())
    both = f"{name(frame.instrument, finding.actual)} and {name(frame.instrument, finding.ideal)}"
    words = f"{n:,} {units(frame.instrument, n)} with a known answer to both {both}"
    return Flow(_labels(rows), _labels(columns), cells, n, words)


def _people(finding: Finding, frame: Frame) -> Population:
    if not isinstance(finding.base, Base):
        raise ValueError(f"finding {finding.id}: a comparison needs a base of responses")
    return population(finding.base, frame, known=(finding.actual, finding.ideal))


def _relations(finding: Finding) -> dict[str, Compare]:
    pair = (finding.ideal, finding.actual)
    return {"more": Compare("lower", *pair), "right": Compare("same", *pair), "less": Compare("higher", *pair)}


def _options(finding: Finding, frame: Frame, side: str, among: "Mask | None" = None) -> list[Option]:
    """The options of one side in the order of the file, without "not known"; retired ones only if someone has them,
    on either side, so that both sides show the same."""
    question = frame.instrument.options_of(getattr(finding, side))
    who = _people(finding, frame).mask if among is None else among
    used = {code for each in SIDES for code in _used(frame, getattr(finding, each), who)}
    return [
        option
        for option in question.options
        if option.code not in question.headings and not option.missing and (option.code in used or not option.retired)
    ]


def _used(frame: Frame, ref: str, among: "Mask") -> set[str]:
    column = frame.column(ref)
    return {option.code for option in column.options if (column.has([option.code]) & among).any()}


def _series(finding: Finding, frame: Frame, side: str, found: dict[str, Tally]) -> Series:
    rows = []
    for option in _options(finding, frame, side):
        row = share_row(found[f"{side}.{option.code}"], finding)
        rows.append(replace(row, code=option.code))
    return Series(side, frame.instrument.options_of(getattr(finding, side)).name, tuple(rows))


def _labels(options: list[Option]) -> tuple[tuple[str, str], ...]:
    return tuple((option.code, option.label) for option in options)
