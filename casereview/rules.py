"""What should not be in a response, what is still missing, and the sentences read back to the room."""

from dataclasses import dataclass

from casereview.answers import Answers, Draft, codes_of
from casereview.instruments.model import Instrument, Rule
from casereview.instruments.question import items_of
from casereview.routing import asked, holds


def broken(instrument: Instrument, answers: Answers) -> list[Rule]:
    """The rules these answers (settled and derived) break, in the order of the file."""
    values = {ref: answer.value for ref, answer in answers.items()}
    return [rule for rule in instrument.rules if holds(rule.when, values, instrument)]


def missing_required(instrument: Instrument, draft: Draft) -> list[str]:
    """Refs of required items that are asked and have no answer yet, in order."""
    open_questions = set(asked(instrument, draft))
    return [
        item.ref
        for question in instrument.questions
        if question.required and question.id in open_questions
        for item in items_of(question)
        if item.ref not in draft
    ]


def playback(instrument: Instrument, answers: Answers, marks: tuple[str, str] = ("", "")) -> list[str]:
    """The sentences that are true of these answers (settled and derived), in the order of the file.

    `marks` go before and after the words of each answer.
    """
    values = {ref: answer.value for ref, answer in answers.items()}
    words = _Words(instrument, answers, marks)
    return [line.say.format_map(words) for line in instrument.playback if holds(line.when, values, instrument)]


@dataclass
class _Words:
    """The words of an answer by ref, found as a sentence asks for them."""

    instrument: Instrument
    answers: Answers
    marks: tuple[str, str]

    def __getitem__(self, ref: str) -> str:
        before, after = self.marks
        return before + _labels(self.instrument, ref, self.answers) + after


def _labels(instrument: Instrument, ref: str, answers: Answers) -> str:
    value = answers[ref].value
    if isinstance(value, float):
        return f"{value:g}"
    by_code = instrument.options_of(ref).by_code
    words = [_lower(by_code[code].label) if code in by_code else code for code in codes_of(value)]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words) or "something not yet named"


def _lower(label: str) -> str:
    """`Community resources` to `community resources`; `MDT` and `Shared Lives` keep their capitals."""
    first, *rest = label.split(" ")
    plain = first[1:] == first[1:].lower() and all(word == word.lower() for word in rest)
    return label[:1].lower() + label[1:] if plain else label
