"""Gates for the browser: the closed set of conditions as plain lists, so that a question can appear without waiting."""

from typing import Any

from casereview.instruments.conditions import AllOf, AnyOf, Condition, Is
from casereview.instruments.model import Instrument
from casereview.instruments.question import Question, items_of


def gate(condition: Condition | None) -> list[Any] | None:
    """`["is", ref, [codes]]`, `["all", [...]]` or `["any", [...]]`; None for a question that is always asked."""
    match condition:
        case None:
            return None
        case Is(ref, codes):
            return ["is", ref, list(codes)]
        case AllOf(parts):
            return ["all", [gate(part) for part in parts]]
        case AnyOf(parts):
            return ["any", [gate(part) for part in parts]]
        case _:  # checking.py lets no other kind of condition be a gate
            raise ValueError("a gate compares one question with its codes")


def route(instrument: Instrument) -> list[dict[str, Any]]:
    """Every question in order, as the browser needs it: id, section, the refs it holds, and its gate."""
    return [_stop(question, section.id) for section in instrument.sections for question in section.questions]


def _stop(question: Question, section: str) -> dict[str, Any]:
    refs = [item.ref for item in items_of(question)]
    return {"id": question.id, "section": section, "refs": refs, "gate": gate(question.ask_if)}
