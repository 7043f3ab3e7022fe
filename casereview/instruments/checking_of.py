"""Checks that what a finding is of, compares and is shown by are questions of the right type, with these codes."""

from collections.abc import Iterator

from casereview.instruments.checking_bases import is_there
from casereview.instruments.checking_conditions import codes_of, no_question
from casereview.instruments.finding import KIND, Finding
from casereview.instruments.model import Instrument
from casereview.instruments.problem import Problem
from casereview.instruments.question import Question

TYPES = {"mean": ("number",), "agreement": ("choice",), "distribution": ("choice", "choices", "rating", "grid")}
INSTEAD = {"number": 'use kind = "mean"', "text": "have it coded (see `coding`), or take it out", "date": "take it out"}


def named_problems(instrument: Instrument, finding: Finding) -> Iterator[Problem]:
    """Every mistake in the questions one finding names."""
    place = f"finding {finding.id}"
    for key in ("of", "actual", "ideal", "by"):
        ref = getattr(finding, key)
        if not ref or (key == "by" and ref == KIND and instrument.kinds):
            continue
        question = instrument.question.get(ref)
        if key != "of" and question is not None and question.type == "grid":
            yield Problem(place, f'{key}: `{ref}` is a grid; name a question with one answer, or a row, "{ref}.row"')
        elif is_there(instrument, ref, grid_ok=True):
            yield from _shape_problems(finding, key, instrument.options_of(ref), place)
        else:
            yield Problem(place, f"{key}: {no_question(ref, instrument)}")
    yield from _pair_problems(instrument, finding, place)


def _pair_problems(instrument: Instrument, finding: Finding, place: str) -> Iterator[Problem]:
    """What is and what would have been ideal have to be chosen from one list."""
    pair = [instrument.question.get(ref) for ref in (finding.actual, finding.ideal)]
    if pair[0] is not None and pair[1] is not None and pair[0].by_code.keys() != pair[1].by_code.keys():
        both = f"`{finding.actual}` and `{finding.ideal}`"
        yield Problem(place, f"{both} have different options; use one `list` for both")


def _shape_problems(finding: Finding, key: str, question: Question, place: str) -> Iterator[Problem]:
    types = TYPES.get(finding.kind, (question.type,))
    if key == "of" and question.type not in types:
        instead = f": {INSTEAD[question.type]}" if finding.kind == "distribution" else ""
        yield Problem(place, f"a {finding.kind} is of {_either(types)}; `{question.id}` is a {question.type}{instead}")
    if key in ("actual", "ideal") and any(o.rank is None and not o.missing for o in question.choosable):
        yield Problem(place, f"`{question.id}` cannot be compared; give each of its options a `rank`")
    if key == "by" and question.type not in ("choice", "choices"):
        yield Problem(place, f"it can only be shown by a choice; `{question.id}` is a {question.type}")
    if key == "of":
        yield from _of_problems(finding, question, place)


def _of_problems(finding: Finding, question: Question, place: str) -> Iterator[Problem]:
    whole_grid = question.type == "grid" and "." not in finding.of
    if whole_grid and not finding.codes and finding.kind != "rating":
        yield Problem(place, f"`{question.id}` is a grid; say in `codes` which answers count in each row")
    if finding.codes and not (whole_grid and finding.kind == "distribution"):
        yield Problem(place, "`codes` is for the distribution of a whole grid; take it out, or use a share")
    codes = codes_of(question)
    for code in finding.codes:
        if code not in codes:
            yield Problem(place, f"codes: `{question.id}` has no option `{code}`; it has {', '.join(codes)}")
    yield from _level_problems(finding, question, place)
    known = {*codes, *(row.code for row in question.rows), *finding.across}
    if finding.lead and finding.lead not in known:
        yield Problem(place, f"lead: `{question.id}` has no `{finding.lead}`; it has {', '.join(sorted(known))}")


def _level_problems(finding: Finding, question: Question, place: str) -> Iterator[Problem]:
    levels = {option.level for option in question.options if option.level}
    there = f"there is {', '.join(sorted(levels))}" if levels else "give options a `level`"
    for level in (finding.level, finding.group):
        if level and level not in levels:
            yield Problem(place, f"no option of `{question.id}` stands at level `{level}`; {there}")


def _either(types: tuple[str, ...]) -> str:
    return f"a {types[0]} question" if len(types) == 1 else "a question with options"
