"""From a draft to a complete response: every item gets a named state, and derived questions are worked out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from casereview.answers import Answer, Answers, Draft, Value
from casereview.instruments.model import Instrument
from casereview.instruments.question import Derived
from casereview.routing import asked, holds

if TYPE_CHECKING:
    from casereview.findings.frame import Record

Known = dict[tuple[object, ...], Answer]  # what the conditions of derived questions came to, by what they look at


def settle(instrument: Instrument, draft: Draft) -> dict[str, Answer]:
    """One Answer per item: behind a closed gate "not_asked", whatever was typed; asked and empty, "left_blank"."""
    open_questions = {*asked(instrument, draft), *(attribute.id for attribute in instrument.attributes)}
    answers = {}
    for item in instrument.items:
        given = draft.get(item.ref)
        if item.question.id not in open_questions:
            answers[item.ref] = Answer("not_asked")
        elif given is None:
            answers[item.ref] = Answer("left_blank")
        else:
            answers[item.ref] = Answer("answered", given.value, given.other)
    return answers


def derive(instrument: Instrument, answers: Answers, known: Known | None = None) -> dict[str, Answer]:
    """`answers` with the derived questions added, each looking only at what stands before it.

    The codes of a text are kept where they stand in `answers`; where they do not, the text is not yet coded. `known`:
    the same dictionary for many responses of one instrument, so that conditions are tried once for equal answers.
    """
    complete, known = dict(answers), {} if known is None else known
    for derived in instrument.derived:
        if not (derived.coding and derived.id in complete):
            complete[derived.id] = _derived(instrument, derived, complete, known)
    return complete


def _derived(instrument: Instrument, derived: Derived, answers: Answers, known: Known) -> Answer:
    if derived.of:
        return Answer("not_asked")  # of somebody else: `beside` fills it in
    if derived.coding:
        state = answers[derived.coding].state
        return Answer("not_yet_coded" if state == "answered" else state)
    if derived.union:
        return _union(derived, answers)
    values = {ref: answers[ref].value for ref in derived.reads if ref in answers}
    looked_at = (derived.id, *values.items())
    if looked_at not in known:
        known[looked_at] = _first(instrument, derived, values)
    return known[looked_at]


def beside(instrument: Instrument, records: "Sequence[Record]") -> "list[Record]":
    """The records with what another kind of reviewer answered about the same case: of several, the first.

    Where a kind answers alone it stands beside their answers only, so that a flow goes from them to the others.
    """
    wanted = [each for each in instrument.derived if each.of]
    if not wanted:
        return list(records)
    first: dict[tuple[str, str], Record] = {}
    for record in records:
        first.setdefault((record.public_id, record.kind), record)

    def filled(record: "Record") -> "Record":
        if instrument.alone and record.kind != instrument.alone:
            return record
        theirs = {each.id: first.get((record.public_id, each.kind)) for each in wanted}
        found = {each.id: other.answers[each.of] for each in wanted if (other := theirs[each.id]) is not None}
        return replace(record, answers={**record.answers, **found})

    return [filled(record) for record in records]


def _first(instrument: Instrument, derived: Derived, values: Mapping[str, Value | None]) -> Answer:
    for option in derived.options:
        if option.when is not None and holds(option.when, values, instrument):
            return Answer("answered", option.code)
    return Answer("left_blank")


def _union(derived: Derived, answers: Answers) -> Answer:
    sources = [answers[ref] for ref in derived.union]
    if all(source.state == "not_asked" for source in sources):
        return Answer("not_asked")
    codes: dict[str, None] = {}
    for source in sources:
        for code in source.value if isinstance(source.value, tuple) else [source.value]:
            if isinstance(code, str):
                codes[code] = None
    return Answer("answered", tuple(codes)) if codes else Answer("left_blank")
