"""The forms of a pack: one for each case, one for each reviewer who answers alone, and blank ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casereview.answers import Given
from casereview.instruments.model import Instrument
from casereview.reading import show
from casereview.store.case_papers import CasePaper


@dataclass(frozen=True)
class Sheet:
    """One form. A blank one has no reference, and its facts have no words."""

    reference: str
    place: str
    begun: bool  # somebody typed into the case on the screen already
    kind: str  # whose answer it is to be, "" where the instrument has no kinds or the room crosses one
    alone: bool
    facts: tuple[tuple[str, str], ...]  # name and words
    summary: tuple[str, ...]  # paragraphs
    started: Mapping[str, str]  # by ref: what the case list says already to a question


def sheets(
    instrument: Instrument, cases: Sequence[CasePaper], *, blank: int = 0, copies: int = 1, kinds: Sequence[str] = ()
) -> list[Sheet]:
    """The forms in order. `copies` and `kinds` matter only where reviewers answer alone: so many sheets of each case
    for them, and one for each further kind by code."""
    who = _who(instrument, copies, kinds)
    filled = [_filled(instrument, case, kind, alone) for case in cases for kind, alone in who]
    return filled + [_empty(instrument, *who[0])] * blank


def _who(instrument: Instrument, copies: int, kinds: Sequence[str]) -> list[tuple[str, bool]]:
    """The label of the kind, and whether it answers alone, for each form of one case."""
    if not instrument.alone:
        return [("", False)]
    label = {kind.code: kind.label for kind in instrument.kinds}
    others = [(label[code], False) for code in label if code in kinds and code != instrument.alone]
    return [(label[instrument.alone], True)] * copies + others


def _filled(instrument: Instrument, case: CasePaper, kind: str, alone: bool) -> Sheet:
    place = ", ".join([case.workshop, *([f"table {case.table}"] if case.table else [])] if case.workshop else [])
    facts = tuple((name, words) for name, words in _facts(instrument, case.facts) if words)
    summary = tuple(part.strip() for part in case.summary.split("\n\n") if part.strip())
    started = {} if instrument.alone else _started(instrument, case.facts)  # no answer leans on another
    begun = case.begun and not instrument.alone  # nobody looks at what others answered
    return Sheet(case.reference, place, begun, kind, alone, facts, summary, started)


def _empty(instrument: Instrument, kind: str, alone: bool) -> Sheet:
    return Sheet("", "", False, kind, alone, tuple(_facts(instrument, {})), (), {})


def _facts(instrument: Instrument, known: Mapping[str, Given]) -> list[tuple[str, str]]:
    attributes = {attribute.id for attribute in instrument.attributes}
    items = [item for item in instrument.items if item.question.id in attributes]
    return [(item.name, _words(instrument, item.ref, known)) for item in items]


def _started(instrument: Instrument, known: Mapping[str, Given]) -> dict[str, str]:
    attributes = {attribute.id for attribute in instrument.attributes}
    refs = [ref for ref in known if ref in instrument.item and instrument.item[ref].question.id not in attributes]
    return {ref: _words(instrument, ref, known) for ref in refs}


def _words(instrument: Instrument, ref: str, known: Mapping[str, Given]) -> str:
    given = known.get(ref)
    return show(instrument.item[ref].question, given.value, given.other) if given else ""
