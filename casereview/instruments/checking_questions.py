"""Checks that a question can be asked as it is written: its options, its rows, and no key that it does not use."""

from collections.abc import Iterator
from math import isfinite

from casereview.instruments.conditions import COMPARISONS
from casereview.instruments.model import Instrument
from casereview.instruments.problem import Problem, twice
from casereview.instruments.question import Option, Question

OPTIONED = ("choice", "choices", "grid")
# The sheet has columns of these names, the filters and the form fields: no question can have them too.
TAKEN = (
    "reference", "summary", "workshop", "table", "review", "kind", "csrf_token", "client_key", "version", "go", "page",
)  # fmt: skip
OWN_KEYS = {  # which keys only these types of question use
    "unit": ("number",),
    "min": ("number",),
    "max": ("number",),
    "rows": ("grid",),
    "rows_project_list": ("grid",),
}


def question_problems(instrument: Instrument, question: Question) -> Iterator[Problem]:
    """Every mistake in one question or attribute."""
    place = f"question {question.id}"
    yield from _id_problems(place, question.id)
    if question.list and question.list not in instrument.lists:
        yield Problem(place, f"there is no list `{question.list}` in this file; add [lists.{question.list}]")
        return
    yield from _key_problems(place, question)
    yield from _offered_problems(place, question)
    yield from _grid_problems(place, question)
    yield from _number_problems(place, question)
    yield from option_problems(place, question.options)


def _id_problems(place: str, name: str) -> Iterator[Problem]:
    if name in TAKEN:
        yield Problem(place, f"`{name}` is a name that Casereview uses itself; choose another id")
    if name in ("any", *COMPARISONS):
        yield Problem(place, f"`{name}` is a word of conditions; choose another id")


def _key_problems(place: str, question: Question) -> Iterator[Problem]:
    """Keys that this type of question takes no notice of."""
    for key, types in OWN_KEYS.items():
        if getattr(question, key) not in ("", None, ()) and question.type not in types:
            yield Problem(place, f"`{key}` is for a {types[0]}; this is a {question.type} question, so take it out")
    for key in ("low_label", "high_label"):
        if getattr(question, key) and not question.scored:
            yield Problem(place, f"`{key}` is for a rating; this is a {question.type} question, so take it out")
    if not question.scored and question.points != Question.model_fields["points"].default:
        yield Problem(place, f"`points` is for a rating; this is a {question.type} question, so take it out")
    if question.each == "rating" and question.type != "grid":
        yield Problem(place, f"`each` is for the rows of a grid; this is a {question.type} question, so take it out")


def _offered_problems(place: str, question: Question) -> Iterator[Problem]:
    if question.type in OPTIONED and not (question.scored or question.options):
        yield Problem(place, "it has no options; add `options`, or `list` with the name of a list")
    elif question.type in OPTIONED and not (question.scored or question.choosable):
        yield Problem(place, "every option is retired or a heading; add one that can be chosen")
    if question.type not in OPTIONED and question.type != "rating" and question.options:
        yield Problem(place, f"a {question.type} question takes no options; remove them or make it a choice")
    if sum(option.other for option in question.choosable) > 1:
        yield Problem(place, "two options have `other = true`, and an answer holds one text; leave it on one of them")
    choice = question.type in ("choice", "grid") and not question.scored
    if question.box and (not choice or sum(o.other for o in question.options) != 1):
        yield Problem(place, "`box` goes with a choice or a grid that has exactly one option with `other = true`")


def _grid_problems(place: str, question: Question) -> Iterator[Problem]:
    if question.type == "grid" and not question.rows:
        yield Problem(place, "a grid needs `rows`")
    yield from twice(f"{place}, rows", [row.code for row in question.rows])
    yield from _same_label(f"{place}, rows", "rows", [row.label for row in question.rows])


def _number_problems(place: str, question: Question) -> Iterator[Problem]:
    for key, limit in (("min", question.min), ("max", question.max)):
        if limit is not None and not isfinite(limit):
            yield Problem(place, f"`{key}` is not a number that can be reached; give a plain number or leave it out")
    if question.min is not None and question.max is not None and question.min > question.max:
        yield Problem(place, "`min` is above `max`; give the smaller number as `min`")


def option_problems(place: str, options: tuple[Option, ...]) -> Iterator[Problem]:
    """Every mistake in a list of options, wherever it stands."""
    yield from twice(f"{place}, options", [option.code for option in options])
    headings = {option.parent for option in options}
    offered = [option for option in options if option.code not in headings and not option.retired]
    yield from _same_label(f"{place}, options", "options", [option.label for option in offered])
    yield from _parent_problems(place, options)


def _same_label(place: str, what: str, labels: list[str]) -> Iterator[Problem]:
    for label in dict.fromkeys(each for each in labels if labels.count(each) > 1):
        yield Problem(place, f"two {what} are both called “{label}”; give each its own label")


def _parent_problems(place: str, options: tuple[Option, ...]) -> Iterator[Problem]:
    parents = {option.code: option.parent for option in options}
    for option in options:
        seen, code = set[str](), option.code
        while parents.get(code):
            seen.add(code)
            code = parents[code]
            if code in seen:
                yield Problem(f"{place}, option {option.code}", "its parents go round in a circle; take one out")
                break
        if option.parent and option.parent not in parents:
            yield Problem(
                f"{place}, option {option.code}", f"its parent `{option.parent}` is not an option here; add it to them"
            )
