"""Checks what an instrument file means, once its shape is right: every name is declared, every gate can work.

What is wrong with one question, condition, derived question or finding is found in the file named for it.
"""

from collections.abc import Iterator

from casereview.instruments.checking_conditions import condition_problems, gate_problems, sentence_problems
from casereview.instruments.checking_derived import derived_problems, when_problems
from casereview.instruments.checking_findings import finding_problems
from casereview.instruments.checking_gap_map import gap_map_problems
from casereview.instruments.checking_pricing import pricing_problems
from casereview.instruments.checking_questions import question_problems
from casereview.instruments.checking_surveys import survey_problems
from casereview.instruments.model import Instrument
from casereview.instruments.problem import Problem, twice


def problems(instrument: Instrument) -> Iterator[Problem]:
    """Every mistake of meaning, in the order of the file. The instrument is right when there is none."""
    if not instrument.questions:
        yield Problem("", "it asks nothing; add [[sections]] with [[sections.questions]]")
    yield from _name_problems(instrument)
    yield from _place_problems(instrument)
    for question in (*instrument.attributes, *instrument.questions):
        yield from question_problems(instrument, question)
    shape = list(derived_problems(instrument))
    yield from shape
    if not shape:
        yield from _use_problems(instrument)


def _name_problems(instrument: Instrument) -> Iterator[Problem]:
    """Names that stand twice."""
    asked = [question.id for question in (*instrument.attributes, *instrument.questions)]
    yield from twice("", [*asked, *(derived.id for derived in instrument.derived)])
    yield from twice("kinds", [kind.code for kind in instrument.kinds])
    yield from twice("sections", [section.id for section in instrument.sections])
    yield from twice("rules", [rule.id for rule in instrument.rules])
    yield from twice("findings", [finding.id for finding in instrument.findings])
    yield from twice("pricing", [pricing.id for pricing in instrument.pricing])
    yield from twice("findings, top", [str(finding.top) for finding in instrument.findings if finding.top])


def _place_problems(instrument: Instrument) -> Iterator[Problem]:
    """Places that only one can have, and places with nothing in them."""
    if [kind.alone for kind in instrument.kinds].count(True) > 1:
        yield Problem("kinds", "only one kind can answer `alone`; take it off the others")
    for name, listed in instrument.lists.items():
        if not listed.options:
            yield Problem(f"list {name}", "it has no options; add some, or take the list out")
    for section in instrument.sections:
        if instrument.questions and not section.questions:
            yield Problem(f"section {section.id}", "it asks nothing; add [[sections.questions]], or take it out")


def _use_problems(instrument: Instrument) -> Iterator[Problem]:
    """What gates, rules, sentences, findings and prices make of the questions."""
    yield from gate_problems(instrument)
    yield from survey_problems(instrument)
    yield from when_problems(instrument)
    for rule in instrument.rules:
        yield from condition_problems(instrument, rule.when, f"rule {rule.id}")
    for number, playback in enumerate(instrument.playback, 1):
        yield from condition_problems(instrument, playback.when, f"playback number {number}")
        yield from sentence_problems(instrument, playback.say, f"playback number {number}")
    for finding in instrument.findings:
        yield from finding_problems(instrument, finding)
    yield from gap_map_problems(instrument)
    for pricing in instrument.pricing:
        yield from pricing_problems(instrument, pricing)
