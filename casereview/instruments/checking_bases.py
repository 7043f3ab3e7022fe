"""Checks that a base says what a percentage is a percentage of, and can be one of its finding."""

from collections.abc import Iterator

from casereview.instruments.checking_conditions import codes_of, condition_problems, no_question
from casereview.instruments.finding import Base, Finding
from casereview.instruments.model import Instrument
from casereview.instruments.problem import Problem


def base_problems(instrument: Instrument, finding: Finding) -> Iterator[Problem]:
    """Every mistake in the base of one finding."""
    place = f"finding {finding.id}, base"
    if not isinstance(finding.base, Base):
        many = is_there(instrument, finding.of, grid_ok=False) and instrument.options_of(finding.of).type == "choices"
        if finding.kind != "distribution" or not many:
            yield Problem(place, '"mentions" is only a base for a distribution of a multiple choice')
        return
    if not is_there(instrument, finding.base.of, grid_ok=finding.kind in ("distribution", "rating")):
        yield Problem(place, _no_base(instrument, finding.base.of))
    if finding.base.matching and finding.base.matching not in instrument.question:
        yield Problem(place, no_question(finding.base.matching, instrument))
    elif finding.base.matching:
        yield from _matching_problems(instrument, finding, finding.base.matching, place)
    if finding.base.among is not None:
        yield from condition_problems(instrument, finding.base.among, place)
    yield from _base_codes_problems(instrument, finding, finding.base)


def _base_codes_problems(instrument: Instrument, finding: Finding, base: Base) -> Iterator[Problem]:
    if not base.codes:
        return
    place, grid = f"finding {finding.id}, base", instrument.question.get(base.of)
    if grid is None or grid.type != "grid" or finding.kind != "distribution" or finding.of != base.of:
        yield Problem(
            place, "`codes` goes row by row: use it in a distribution whose `of` is the same grid as the base"
        )
        return
    known = codes_of(grid)
    for code in base.codes:
        if code not in known:
            yield Problem(place, f"codes: `{grid.id}` has no option `{code}`; it has {', '.join(known)}")


def _no_base(instrument: Instrument, ref: str) -> str:
    """Why `ref` is no base: a whole grid, or nothing of this file."""
    if ref in instrument.question:
        return f'there is no question `{ref}` with one answer; a grid is named with its row, "grid.row"'
    return no_question(ref, instrument)


def _matching_problems(instrument: Instrument, finding: Finding, matching: str, place: str) -> Iterator[Problem]:
    grid = instrument.question.get(finding.of)
    if grid is None or grid.type != "grid":
        yield Problem(place, "`matching` goes row by row: use it in a distribution of a grid")
    for row in grid.rows if grid else ():
        if row.code not in instrument.question[matching].by_code:
            yield Problem(place, f"matching: `{matching}` has no option `{row.code}`, which is a row of `{finding.of}`")


def is_there(instrument: Instrument, ref: str, *, grid_ok: bool) -> bool:
    """Whether `ref` names something with one answer, or, where that is `grid_ok`, a whole grid."""
    if ref in instrument.item:
        return True
    question = instrument.question.get(ref)
    return question is not None and (question.type != "grid" or grid_ok)
