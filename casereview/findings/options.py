"""Rows of a distribution that are options: as ticked, under a heading, with a shared weight, or as mentions."""

from dataclasses import replace
from typing import TYPE_CHECKING

from casereview.findings.base import Population, population, settle
from casereview.findings.base import levels as level_steps
from casereview.findings.frame import Frame
from casereview.findings.tally import Tally
from casereview.findings.wording import mentions_words
from casereview.instruments.finding import Base, Finding
from casereview.instruments.question import Option, Question, Row
from casereview.statistics import resampled_shares

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray


def option_tallies(finding: Finding, frame: Frame) -> list[Tally]:
    """One tally for each option that can be a row, in the order of the file."""
    question = frame.instrument.options_of(finding.of)
    under = headed(finding, frame)
    weights = _weights(finding, frame, under)
    if not isinstance(finding.base, Base):
        return _mentions(finding, frame, question, under, weights)
    whole = population(finding.base, frame)
    found = []
    for number, (heading, leaves) in enumerate(under):
        people = _people(finding.base, frame, heading, whole)
        found.append(_tally(finding, question, heading, leaves, weights[:, number] * people.mask, people))
    return found


def headed(finding: Finding, frame: Frame) -> list[tuple[Option, list[Option]]]:
    """Each row with the options that count under it. "Not known" is no row out of known answers, or of mentions."""
    question, options = frame.instrument.options_of(finding.of), frame.column(finding.of).options
    only_known = not isinstance(finding.base, Base) or finding.base.level == "known"
    under: dict[str, list[Option]] = {}
    for option in options:
        inside = not finding.under or finding.under in above(question, option)
        if inside and option.code not in question.headings and not (only_known and option.missing):
            row = question.at_level(option.code, finding.level).code if finding.level else option.code
            under.setdefault(row, []).append(option)
    return [(option, under[option.code]) for option in options if option.code in under]


def above(question: Question, option: Option) -> list[str]:
    """The codes of the headings that an option counts under, the nearest first."""
    found = []
    while option.parent:
        option = question.by_code[option.parent]
        found.append(option.code)
    return found


def _weights(finding: Finding, frame: Frame, under: list[tuple[Option, list[Option]]]) -> "NDArray[Any]":
    """n by rows: 1 for each row a response counts in, or its single weight shared over the options it ticked."""
    import numpy as np

    column = frame.column(finding.of)
    place = {option.code: number for number, option in enumerate(column.options)}
    ticked = column.matrix() & column.answered()[:, None]
    leaves = [[place[leaf.code] for leaf in options] for _, options in under]
    if finding.weight == "each":
        counted = [ticked[:, each].any(axis=1) for each in leaves]
    else:
        mentions = ticked[:, [number for each in leaves for number in each]].sum(axis=1)
        counted = [ticked[:, each].sum(axis=1) / np.maximum(mentions, 1) for each in leaves]
    return np.array(counted).T.reshape(len(frame), len(under))


def _people(base: Base, frame: Frame, heading: Option, whole: Population) -> Population:
    return population(base, frame, row=Row(code=heading.code, label=heading.label)) if base.matching else whole


def _tally(
    finding: Finding,
    question: Question,
    heading: Option,
    leaves: list[Option],
    weights: "NDArray[Any]",
    people: Population,
) -> Tally:
    above = question.at_level(heading.code, finding.group) if finding.group else None
    group = above.label if above is not None and above.level == finding.group else ""
    retired = all(leaf.retired for leaf in leaves)
    return Tally(heading.code, heading.label, weights, people, group=group, retired=retired)


def _mentions(
    finding: Finding,
    frame: Frame,
    question: Question,
    under: list[tuple[Option, list[Option]]],
    weights: "NDArray[Any]",
) -> list[Tally]:
    total = float(weights.sum())
    steps = level_steps(frame, finding.of, "known")
    people = settle(list(steps), frame, lambda n: mentions_words(total, n, frame.instrument))
    intervals = resampled_shares(weights[people.mask])
    return [
        replace(
            _tally(finding, question, heading, leaves, weights[:, number], people),
            mentions=total,
            interval=intervals[number],
        )
        for number, (heading, leaves) in enumerate(under)
    ]
