"""A rating: its mean from 1 to the number of points, with how many gave each point; of several, the mean of each."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from casereview.findings import profile
from casereview.findings.assembling import assemble
from casereview.findings.base import Population, population
from casereview.findings.frame import Frame
from casereview.findings.groups import for_groups, leading_kinds, outside_groups, series_of
from casereview.findings.result import Result, Row, Scale
from casereview.findings.tally import STUDENT, Tally, mean_row, share_row
from casereview.instruments.finding import Base, Finding

if TYPE_CHECKING:
    from numpy.typing import NDArray


def tallies(finding: Finding, frame: Frame) -> list[Tally]:
    """Everyone who rated, under the empty code, then one tally for each point. Of several ratings: one for each."""
    if profile.is_profile(finding, frame):
        return profile.tallies(finding, frame)
    people, column = _people(finding, frame), frame.column(finding.of)
    points = column.options[: frame.instrument.options_of(finding.of).points]
    each = [Tally(p.code, p.label, column.has([p.code]) & people.mask, people) for p in points]
    return [Tally("", finding.title, people.mask, people), *each]


def result(finding: Finding, frame: Frame) -> Result:
    """The mean in points; the rows are shares of the base by point. Shown by groups it has their means instead.

    Of several ratings each row is the mean of one, in every group too; the number above them is that of the `lead`
    row, or of the first as shown.
    """
    return _of_several(finding, frame) if profile.is_profile(finding, frame) else _of_one(finding, frame)


def _of_one(finding: Finding, frame: Frame) -> Result:
    everyone, *points = tallies(finding, frame)
    scale = _scale(finding, frame)
    unit = finding.unit or f"out of {scale.points}"
    apart = for_groups(finding, frame.instrument)

    def rows(part: Frame) -> tuple[Row, ...]:
        return (_mean(tallies(apart, part)[0], finding.of, part),)

    return assemble(
        finding,
        frame,
        _mean(everyone, finding.of, frame),
        everyone.population,
        unit=unit,
        row_unit=unit if finding.by else "count" if finding.show == "count" else "share",
        method=STUDENT,
        rows=() if finding.by else tuple(share_row(tally, finding) for tally in points),
        series=series_of(frame, finding.by, rows),
        whole=leading_kinds(finding, frame),
        notes=outside_groups(frame, finding.by),
        scale=scale,
    )


def _of_several(finding: Finding, frame: Frame) -> Result:
    shown = profile.in_order(finding, _means(finding, frame))
    codes = [row.code for row in shown]
    lead = profile.leading(finding, shown)
    people = next(tally.population for tally in tallies(finding, frame) if tally.code == lead.code)
    scale = _scale(finding, frame)
    unit = finding.unit or f"out of {scale.points}"
    apart = for_groups(finding, frame.instrument)

    def rows(part: Frame) -> tuple[Row, ...]:
        return tuple(sorted(_means(apart, part), key=lambda row: codes.index(row.code)))

    return assemble(
        finding,
        frame,
        lead,
        people,
        unit=unit,
        row_unit=unit,
        method=STUDENT,
        rows=tuple(shown),
        series=series_of(frame, finding.by, rows),
        whole=leading_kinds(finding, frame),
        notes=(*profile.own_bases(frame, shown), *outside_groups(frame, finding.by)),
        scale=scale,
    )


def _means(finding: Finding, frame: Frame) -> list[Row]:
    items = [item for _, item in profile.dimensions(finding, frame)]
    return [_mean(t, item.ref, frame) for t, item in zip(profile.tallies(finding, frame), items, strict=True)]


def _people(finding: Finding, frame: Frame) -> Population:
    if not isinstance(finding.base, Base):
        raise ValueError(f"finding {finding.id}: a rating needs a base of responses")
    return population(finding.base, frame, known=(finding.of,))


def _scale(finding: Finding, frame: Frame) -> Scale:
    question = frame.instrument.options_of(finding.of or finding.across[0])
    return Scale(question.points, question.low_label, question.high_label)


def _mean(tally: Tally, ref: str, frame: Frame) -> Row:
    """The mean as a row, its interval cut at the ends of the scale: no mean lies beyond them."""
    row, points = mean_row(tally.code, tally.label, _points(tally.population, ref, frame)), _top(ref, frame)
    if row.low is None or row.high is None:
        return row
    return replace(row, low=max(row.low, 1.0), high=min(row.high, float(points)))


def _top(ref: str, frame: Frame) -> int:
    return frame.instrument.options_of(ref).points


def _points(people: Population, ref: str, frame: Frame) -> "NDArray[Any]":
    """What each response in the base gave, 1 to the number of points. Points stand first among the column's options."""
    import numpy as np

    column = frame.column(ref)
    chosen = np.empty(0) if column.chosen is None else column.chosen[people.mask]
    points = _top(ref, frame)
    return np.asarray(chosen[chosen < points] + 1.0)
