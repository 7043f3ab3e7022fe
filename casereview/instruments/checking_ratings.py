"""Checks that a rating is of ratings: of one, of a grid of them, or of several side by side."""

from collections.abc import Iterator

from casereview.instruments.finding import Base, Finding
from casereview.instruments.model import Instrument
from casereview.instruments.problem import Problem
from casereview.instruments.question import Question


def rating_problems(instrument: Instrument, finding: Finding) -> Iterator[Problem]:
    """Every mistake in what a rating is of; of another kind of finding only that it has keys of a rating."""
    place = f"finding {finding.id}"
    if finding.kind != "rating":
        if finding.across:
            yield Problem(place, "`across` names the ratings of one profile; it is for a rating, so take it out")
        return
    if bool(finding.of) == bool(finding.across):
        yield Problem(place, "a rating needs `of` (a rating, or a grid of them) or else `across` (several ratings)")
    yield from _across_problems(instrument, finding, place)
    rated = [instrument.options_of(ref) for ref in (finding.of, *finding.across) if _is_there(instrument, ref)]
    yield from _scale_problems(rated, place)


def _across_problems(instrument: Instrument, finding: Finding, place: str) -> Iterator[Problem]:
    for ref in finding.across:
        if ref not in instrument.item:
            yield Problem(place, f'across: there is no question `{ref}`; a grid is named with its row, "grid.row"')
    if finding.across and isinstance(finding.base, Base) and finding.base.of not in finding.across:
        yield Problem(place, "base, of: name one of the ratings in `across`; every row then has its own base")


def _scale_problems(rated: list[Question], place: str) -> Iterator[Problem]:
    for question in rated:
        if not question.scored:
            yield Problem(place, f"a rating is of a rating question; `{question.id}` is not one")
    if len({question.points for question in rated}) > 1:
        yield Problem(place, "across: one profile has one scale; name ratings with the same number of `points`")


def _is_there(instrument: Instrument, ref: str) -> bool:
    return ref.split(".")[0] in instrument.question
