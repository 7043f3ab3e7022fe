"""A gate on paper: “question 3 is Yes”, by the number that is printed beside the question."""

from collections.abc import Mapping

from casereview.instruments.conditions import AllOf, AnyOf, Condition, Is
from casereview.instruments.model import Instrument
from casereview.instruments.wording import name
from casereview.printing.keys import keys

FEW = 2  # so many answers are named by their words, more of them by their keys


def only_if(condition: Condition, instrument: Instrument, numbers: Mapping[str, int], keyed: bool = True) -> str:
    """The condition as a clause without a full stop. `numbers`: of the questions on the form; a fact has none."""
    match condition:
        case Is(ref, codes):
            return f"{_place(instrument, ref, numbers)} {_answers(instrument, ref, codes, keyed)}"
        case AllOf(each):
            return " and ".join(only_if(part, instrument, numbers, keyed) for part in each)
        case AnyOf(each):
            return " or ".join(only_if(part, instrument, numbers, keyed) for part in each)
        case _:  # checking.py lets no other kind of condition be a gate
            raise ValueError("a gate compares one question with its codes")


def _place(instrument: Instrument, ref: str, numbers: Mapping[str, int]) -> str:
    number = numbers.get(ref.split(".")[0])
    row = instrument.item[ref].row
    where = f"question {number}" if number else f"“{name(instrument, ref)}”"
    return f"{where}, {row.label}," if row and number else where


def _answers(instrument: Instrument, ref: str, codes: tuple[str, ...], keyed: bool) -> str:
    question = instrument.options_of(ref)
    asked = question in instrument.questions  # a fact of the case has no key
    key_of = keys(question) if keyed and asked else {}
    short = len(codes) > FEW and all(code in key_of for code in codes)
    found = [key_of[code] if short else f"“{question.by_code[code].label}”" for code in codes]
    said = " or ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)
    return f"{'includes' if question.multiple else 'is'} {said}"
