"""Checks that a finding says what it counts, out of which base, and names only what is there."""

from collections.abc import Callable, Iterator
from string import Formatter

from casereview.instruments.checking_ratings import rating_problems
from casereview.instruments.conditions import Condition
from casereview.instruments.finding import Base, Finding
from casereview.instruments.loading import Problem
from casereview.instruments.model import Instrument
from casereview.instruments.question import Question

NEEDS = {
    "share": ("counts",),
    "distribution": ("of",),
    "comparison": ("actual", "ideal"),
    "mean": ("of",),
    "rating": (),
    "agreement": ("of",),
}
BY = ("share", "distribution", "mean", "rating")
TYPES = {"mean": ("number",), "agreement": ("choice",)}
PLACEHOLDERS = {"value", "numerator", "denominator", "lead"}

Checker = Callable[[Instrument, Condition, str], Iterator[Problem]]


def finding_problems(instrument: Instrument, finding: Finding, check: Checker) -> Iterator[Problem]:
    """Every mistake in one finding; `check` looks at its conditions."""
    place = f"finding {finding.id}"
    for key in NEEDS[finding.kind]:
        if not getattr(finding, key):
            yield Problem(place, f"a {finding.kind} needs `{key}`")
    if finding.by and finding.kind not in BY:
        yield Problem(place, f"`by` does not go with {finding.kind}; use it on one of: {', '.join(BY)}")
    for key in ("counts", "unsure"):
        condition = getattr(finding, key)
        if condition is not None:
            yield from check(instrument, condition, f"{place}, {key}")
    yield from _base_problems(instrument, finding, check)
    yield from _under_problems(instrument, finding)
    yield from rating_problems(instrument, finding)
    yield from _agreement_problems(instrument, finding)
    yield from _named_problems(instrument, finding)
    yield from _headline_problems(finding)


def _headline_problems(finding: Finding) -> Iterator[Problem]:
    place = f"finding {finding.id}"
    names = placeholders(finding.headline)
    if names is None:
        yield Problem(place, "headline: a { or } stands alone; close it, or take it out")
    for name in names or ():
        if name not in PLACEHOLDERS:
            yield Problem(place, f"headline: {{{name}}} is not known; use {{value}}, {{numerator}}, {{denominator}}")


def _under_problems(instrument: Instrument, finding: Finding) -> Iterator[Problem]:
    place = f"finding {finding.id}"
    if not finding.under:
        return
    if finding.kind != "distribution":
        yield Problem(place, "`under` is for a distribution; remove it")
    elif (
        _known(instrument, finding.of, grid_ok=True) and finding.under not in instrument.options_of(finding.of).headings
    ):
        yield Problem(
            place, f"under: `{finding.of}` has no heading `{finding.under}`; name one that options count under"
        )
    if finding.weight == "split" or finding.base == "mentions":
        yield Problem(place, "`under` leaves options out, so it cannot go with a shared weight or mentions")


def _agreement_problems(instrument: Instrument, finding: Finding) -> Iterator[Problem]:
    place = f"finding {finding.id}"
    agreements = [each.id for each in instrument.findings if each.kind == "agreement"]
    if finding.beside and finding.beside not in agreements:
        yield Problem(place, f"beside: `{finding.beside}` is not an agreement; name one of: {', '.join(agreements)}")
    if finding.kind != "agreement":
        if finding.pair or finding.scale != "nominal":
            yield Problem(place, "`pair` and `scale` are for agreement; remove them")
        return
    kinds = [kind.code for kind in instrument.kinds]
    if finding.pair and (len(set(finding.pair)) != 2 or not set(finding.pair) <= set(kinds)):
        yield Problem(place, f"`pair` takes two different kinds of reviewer out of: {', '.join(kinds) or 'no kinds'}")
    if finding.scale == "ordinal" and _known(instrument, finding.of, grid_ok=False):
        question = instrument.options_of(finding.of)
        if any(option.rank is None and not option.missing for option in question.choosable):
            yield Problem(
                place, f"`{question.id}` has no order; give each of its options a `rank`, or leave out `scale`"
            )


def placeholders(sentence: str) -> list[str] | None:
    """The names in braces of a sentence, or None where its braces do not pair."""
    try:
        return [name for _, name, _, _ in Formatter().parse(sentence) if name is not None]
    except ValueError:
        return None


def _base_problems(instrument: Instrument, finding: Finding, check: Checker) -> Iterator[Problem]:
    place = f"finding {finding.id}, base"
    if not isinstance(finding.base, Base):
        many = _known(instrument, finding.of, grid_ok=False) and instrument.options_of(finding.of).type == "choices"
        if finding.kind != "distribution" or not many:
            yield Problem(place, '"mentions" is only a base for a distribution of a multiple choice')
        return
    if not _known(instrument, finding.base.of, grid_ok=finding.kind in ("distribution", "rating")):
        yield Problem(place, f'there is no question `{finding.base.of}`; a grid is named with its row, "grid.row"')
    if finding.base.matching and finding.base.matching not in instrument.question:
        yield Problem(place, f"there is no question `{finding.base.matching}`")
    elif finding.base.matching:
        yield from _matching_problems(instrument, finding, finding.base.matching, place)
    if finding.base.among is not None:
        yield from check(instrument, finding.base.among, place)
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
    known = [option.code for option in grid.options]
    known += [str(point) for point in range(1, grid.points + 1)] if grid.scored else []
    for code in base.codes:
        if code not in known:
            yield Problem(place, f"codes: `{grid.id}` has no option `{code}`; it has {', '.join(known)}")


def _matching_problems(instrument: Instrument, finding: Finding, matching: str, place: str) -> Iterator[Problem]:
    grid = instrument.question.get(finding.of)
    for row in grid.rows if grid else ():
        if row.code not in instrument.question[matching].by_code:
            yield Problem(place, f"matching: `{matching}` has no option `{row.code}`, which is a row of `{finding.of}`")


def _named_problems(instrument: Instrument, finding: Finding) -> Iterator[Problem]:
    place = f"finding {finding.id}"
    for key in ("of", "actual", "ideal", "by"):
        ref = getattr(finding, key)
        if not ref or (key == "by" and ref == "kind"):
            continue
        if not _known(instrument, ref, grid_ok=key == "of"):
            yield Problem(place, f"{key}: there is no question `{ref}`")
            continue
        yield from _shape_problems(finding, key, instrument.options_of(ref), place)


def _shape_problems(finding: Finding, key: str, question: Question, place: str) -> Iterator[Problem]:
    if key == "of" and finding.kind in TYPES and question.type not in TYPES[finding.kind]:
        yield Problem(place, f"a {finding.kind} is of a {TYPES[finding.kind][0]} question; `{question.id}` is not one")
    if key in ("actual", "ideal") and any(o.rank is None and not o.missing for o in question.choosable):
        yield Problem(place, f"`{question.id}` cannot be compared; give each of its options a `rank`")
    if key == "by" and question.type not in ("choice", "choices"):
        yield Problem(place, f"it can only be shown by a choice; `{question.id}` is a {question.type}")
    if key == "of":
        yield from _of_problems(finding, question, place)


def _of_problems(finding: Finding, question: Question, place: str) -> Iterator[Problem]:
    if question.type == "grid" and "." not in finding.of and not finding.codes and finding.kind != "rating":
        yield Problem(place, f"`{question.id}` is a grid; say in `codes` which answers count in each row")
    codes = {option.code for option in question.options}
    codes |= {str(point) for point in range(1, question.points + 1)} if question.scored else set()
    for code in finding.codes:
        if code not in codes:
            yield Problem(place, f"codes: `{question.id}` has no option `{code}`")
    levels = {option.level for option in question.options if option.level}
    for level in (finding.level, finding.group):
        if level and level not in levels:
            yield Problem(place, f"no option of `{question.id}` stands at level `{level}`; {_levels(levels)}")
    rows = {row.code for row in question.rows}
    if finding.lead and finding.lead not in codes | rows | set(finding.across):
        yield Problem(place, f"lead: `{question.id}` has no `{finding.lead}`")


def _levels(levels: set[str]) -> str:
    return f"there is {', '.join(sorted(levels))}" if levels else "give options a `level`"


def _known(instrument: Instrument, ref: str, *, grid_ok: bool) -> bool:
    if ref in instrument.item:
        return True
    question = instrument.question.get(ref)
    return question is not None and (question.type != "grid" or grid_ok)
