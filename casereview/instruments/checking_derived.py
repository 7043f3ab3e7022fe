"""Checks that a question worked out from others can be: one way of doing it, from what stands before it."""

from collections.abc import Iterator

from casereview.instruments import conditions
from casereview.instruments.checking_conditions import condition_problems
from casereview.instruments.checking_questions import option_problems
from casereview.instruments.conditions import Compare, Condition
from casereview.instruments.model import Instrument
from casereview.instruments.problem import Problem
from casereview.instruments.question import Derived


def derived_problems(instrument: Instrument) -> Iterator[Problem]:
    """Every mistake in the shape of the derived questions: with one, what uses them cannot be checked."""
    for derived in instrument.derived:
        place = f"derived {derived.id}"
        ways = (derived.options, derived.union, derived.of, derived.coding)
        if [bool(each) for each in ways].count(True) != 1:
            yield Problem(
                place,
                "give it one of: `options` with `when`, `union` of questions, `of` with a `kind`, "
                "`coding` of a text with a `code_frame`",
            )
        yield from _coding_problems(instrument, derived, place)
        yield from _from_problems(instrument, derived, place)
        yield from _union_problems(instrument, derived, place)
        headings = {option.parent for option in derived.options}
        for option in derived.options:
            if option.when is None and option.code not in headings:
                yield Problem(f"{place}, option {option.code}", "`when` is missing; say when this is the answer")
        yield from option_problems(place, derived.options)


def _union_problems(instrument: Instrument, derived: Derived, place: str) -> Iterator[Problem]:
    sources = [instrument.plain.get(ref) for ref in derived.union]
    for ref, source in zip(derived.union, sources, strict=True):
        if source is None or source.type not in ("choice", "choices"):
            yield Problem(place, f"`{ref}` is not a question with options; name questions that share a list")
        elif sources[0] is not None and source.options != sources[0].options:
            yield Problem(place, f"`{ref}` and `{derived.union[0]}` have different options; use one `list` for both")


def _from_problems(instrument: Instrument, derived: Derived, place: str) -> Iterator[Problem]:
    if not derived.of:
        return
    kinds = [kind.code for kind in instrument.kinds]
    if derived.of not in instrument.plain or instrument.plain[derived.of].type == "grid":
        yield Problem(place, f"`{derived.of}` is not a question of its own; name one that is not a grid")
    if derived.kind not in kinds:
        yield Problem(place, f"`kind` is a kind of reviewer out of: {', '.join(kinds) or 'none, add [[kinds]]'}")


def _coding_problems(instrument: Instrument, derived: Derived, place: str) -> Iterator[Problem]:
    if not derived.coding:
        if derived.code_frame or derived.speaker:
            yield Problem(place, "`code_frame` and `speaker` go with `coding`, the text question that is coded")
        return
    if derived.coding not in instrument.plain or instrument.plain[derived.coding].type != "text":
        yield Problem(place, f"coding: `{derived.coding}` is not a text question; name one whose answers are read")
    if derived.code_frame not in instrument.lists:
        yield Problem(place, f"code_frame: there is no list `{derived.code_frame}`; add [lists.{derived.code_frame}]")
    else:
        yield from option_problems(place, instrument.lists[derived.code_frame].options)
    attributes = {attribute.id: attribute for attribute in instrument.attributes}
    if derived.speaker and (derived.speaker not in attributes or attributes[derived.speaker].type != "choice"):
        yield Problem(place, f"speaker: `{derived.speaker}` is not an attribute with options; name the speaker’s role")


def when_problems(instrument: Instrument) -> Iterator[Problem]:
    """Every mistake in the conditions of derived options."""
    for derived in instrument.derived:
        for option in derived.options:
            if option.when is not None:
                place = f"derived {derived.id}, option {option.code}"
                yield from condition_problems(instrument, option.when, place)
                yield from _later_problems(instrument, derived.id, option.when, place)


def _later_problems(instrument: Instrument, own: str, condition: Condition, place: str) -> Iterator[Problem]:
    every = [derived.id for derived in instrument.derived]
    later = every[every.index(own) :]
    for simple in conditions.walk(condition):
        for ref in (simple.left, simple.right) if isinstance(simple, Compare) else (simple.ref,):
            if ref in later:
                yield Problem(place, f"`{ref}` is not worked out before this; it can use only what stands above it")
