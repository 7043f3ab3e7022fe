"""Checks that a pricing names choices that can be priced, and that what is multiplied has amounts."""

from collections.abc import Iterator

from casereview.instruments.model import Instrument
from casereview.instruments.pricing import Pricing, PricingLine
from casereview.instruments.problem import Problem


def pricing_problems(instrument: Instrument, pricing: Pricing) -> Iterator[Problem]:
    """Every mistake in one pricing."""
    place = f"pricing {pricing.id}"
    if pricing.id in {finding.id for finding in instrument.findings}:
        yield Problem(place, "a finding has this id; give the pricing another, since opportunities rest on either")
    for number, line in enumerate(pricing.lines, 1):
        yield from _line_problems(instrument, line, f"{place}, line {number}")


def _line_problems(instrument: Instrument, line: PricingLine, place: str) -> Iterator[Problem]:
    if bool(line.unit) != bool(line.label):
        yield Problem(place, "`unit` and `label` go together: the unit's code, and its name for people")
    if line.times and not line.unit:
        yield Problem(place, "`times` multiplies a number of units; say in `unit` which")
    for pair in (line, *line.times):
        for ref in (pair.actual, pair.ideal):
            yield from _question_problems(instrument, ref, bool(line.unit), place)


def _question_problems(instrument: Instrument, ref: str, counted: bool, place: str) -> Iterator[Problem]:
    question = instrument.plain.get(ref)
    if question is None or question.type != "choice":
        yield Problem(place, f"`{ref}` is not a choice that is asked; a price needs one answer")
        return
    bare = [each.code for each in question.choosable if each.amount is None and not each.missing]
    if counted and bare:
        yield Problem(place, f"`{ref}`: give an `amount` to each option; it is missing for {', '.join(bare)}")
