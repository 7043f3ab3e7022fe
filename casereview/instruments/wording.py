"""A condition in words, as it stands under a chart, beside a gate and in the workbook."""

from casereview.instruments.conditions import AllOf, AnyOf, Compare, Condition, Is
from casereview.instruments.model import Instrument

RELATIONS = {
    "lower": "ranks before",
    "higher": "ranks after",
    "same": "ranks the same as",
    "differs": "is not the same as",
}


def words(condition: Condition, instrument: Instrument) -> str:
    """`“Looking back” is “Yes” or “Maybe”`: the condition as a clause without a full stop."""
    match condition:
        case Is(ref, codes):
            labels = [f"“{_label(instrument, ref, code)}”" for code in codes]
            return f"“{name(instrument, ref)}” {'includes' if _multiple(instrument, ref) else 'is'} {_or(labels)}"
        case Compare(comparison, left, right):
            return f"“{name(instrument, left)}” {RELATIONS[comparison]} “{name(instrument, right)}”"
        case AllOf(parts):
            return " and ".join(words(part, instrument) for part in parts)
        case AnyOf(parts):
            return "either " + ", or ".join(words(part, instrument) for part in parts)


def name(instrument: Instrument, ref: str) -> str:
    """The short name of a question, of a row of a grid, or of a derived question."""
    return instrument.item[ref].name if ref in instrument.item else instrument.options_of(ref).name


def _label(instrument: Instrument, ref: str, code: str) -> str:
    option = instrument.options_of(ref).by_code.get(code)
    return option.label if option else code


def _multiple(instrument: Instrument, ref: str) -> bool:
    return instrument.options_of(ref).multiple


def _or(labels: list[str]) -> str:
    return " or ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)
