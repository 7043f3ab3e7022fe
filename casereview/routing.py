"""Which questions are asked: one pure function from the answers so far. The route is derived, never stored."""

from collections.abc import Mapping

from casereview.answers import Draft, Value, codes_of
from casereview.instruments.conditions import AllOf, AnyOf, Compare, Condition, Is
from casereview.instruments.model import Instrument
from casereview.instruments.question import items_of

Values = Mapping[str, Value | None]


def asked(instrument: Instrument, draft: Draft) -> tuple[str, ...]:
    """Ids of the questions asked of this response, in order. What stands behind a closed gate opens nothing."""
    values: dict[str, Value | None] = {a.id: draft[a.id].value for a in instrument.attributes if a.id in draft}
    found = []
    for question in instrument.questions:
        if question.ask_if is None or holds(question.ask_if, values, instrument):
            found.append(question.id)
            values |= {item.ref: draft[item.ref].value for item in items_of(question) if item.ref in draft}
    return tuple(found)


def holds(condition: Condition, values: Values, instrument: Instrument) -> bool:
    """Whether `condition` is true of one response. An unknown answer makes a simple condition false."""
    match condition:
        case Is(ref, codes):
            return any(code in codes for code in codes_of(values.get(ref)))
        case Compare():
            return _compares(condition, values, instrument)
        case AllOf(parts):
            return all(holds(part, values, instrument) for part in parts)
        case AnyOf(parts):
            return any(holds(part, values, instrument) for part in parts)


def rank(ref: str, value: Value | None, instrument: Instrument) -> int | None:
    """The rank of the option chosen; None when nothing known was chosen."""
    if not isinstance(value, str):
        return None
    option = instrument.options_of(ref).by_code.get(value)
    return option.rank if option and not option.missing else None


def _compares(condition: Compare, values: Values, instrument: Instrument) -> bool:
    left = rank(condition.left, values.get(condition.left), instrument)
    right = rank(condition.right, values.get(condition.right), instrument)
    if left is None or right is None:
        return False
    match condition.comparison:
        case "lower":
            return left < right
        case "higher":
            return left > right
        case "same":
            return left == right
        case "differs":
            return left != right
