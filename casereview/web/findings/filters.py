"""Filters as they stand in the address: any fact of a case, the workshop, the table, the kind of reviewer."""

from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import category

from werkzeug.datastructures import MultiDict

from casereview.findings.frame import PLACES, Frame
from casereview.instruments.model import Instrument
from casereview.instruments.question import Question

Chosen = Mapping[str, tuple[str, ...]]
OTHERS = frozenset({"by", "row", "order", "so_far", "page"})  # what the address may hold besides filters
ALWAYS_OPEN = 5


@dataclass(frozen=True)
class Choice:
    """One option of a filter. `value` is a code, or several with commas between."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Field:
    """One filter: its name in the address and what it offers. The first choice is everything."""

    name: str
    label: str
    choices: tuple[Choice, ...]

    @property
    def used(self) -> bool:
        return not self.choices[0].chosen


def chosen(arguments: "MultiDict[str, str]") -> Chosen:
    """The filters of an address: `locality=norwich`, several as `norwich,eastern` or repeated. Blanks are none.

    A workshop or table is a title, which may hold a comma: it is never split.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, values in arguments.lists():
        parts = [code for value in values for code in ([value] if name in PLACES else value.split(","))]
        codes = tuple(dict.fromkeys(_shown(code.strip()) for code in parts if code.strip()))
        if codes and name not in OTHERS:
            found[name] = codes
    return found


def _shown(code: str) -> str:
    """`code` with a mark in place of what no page can show; it is then unknown, and said so."""
    return "".join("\ufffd" if category(each).startswith("C") else each for each in code)


def fields(frame: Frame, picked: Chosen) -> list[Field]:
    """Every filter that the study offers; workshop and kind where there is more than one, the table once it is used."""
    found = [_attribute(each, picked.get(each.id, ())) for each in frame.instrument.attributes if each.options]
    for place in PLACES:
        values = _values(frame, place)
        if (len(values) > 1 and place != "table") or place in picked:
            name = _who(frame) if place == "kind" else place.capitalize()
            found.append(_field(place, name, values, picked.get(place, ())))
    return found


def words(instrument: Instrument, picked: Chosen) -> str:
    """The filters in a sentence's words: "Locality Norwich or Eastern, Age band 85 and over"; nothing without any."""
    return ", ".join(f"{_name(instrument, key)} {_labels(instrument, key, codes)}" for key, codes in picked.items())


def _name(instrument: Instrument, key: str) -> str:
    question = instrument.question.get(key)
    return question.name if question else PLACES.get(key, key).capitalize()


def _labels(instrument: Instrument, key: str, codes: tuple[str, ...]) -> str:
    question = instrument.question.get(key)
    known = {code: option.label for code, option in question.by_code.items()} if question else {}
    known |= {kind.code: kind.label for kind in instrument.kinds} if key == "kind" else {}
    return " or ".join(known.get(code, code) for code in codes)


def _attribute(question: Question, codes: tuple[str, ...]) -> Field:
    values = {option.code: _indent(question, option.code) + option.label for option in question.options}
    return _field(question.id, question.name, values, codes)


def _indent(question: Question, code: str) -> str:
    depth, parent = 0, question.by_code[code].parent
    while parent:
        depth, parent = depth + 1, question.by_code[parent].parent
    return "\u2003" * depth


def _field(name: str, label: str, values: dict[str, str], codes: tuple[str, ...]) -> Field:
    picked = codes[0] if len(codes) == 1 else ",".join(codes)
    choices = [Choice("", "All", not codes)]
    choices += [Choice(value, words, value == picked) for value, words in values.items()]
    if len(codes) > 1:
        several = " or ".join(values.get(code, code).strip() for code in codes)
        choices.append(Choice(picked, several, True))
    return Field(name, label, tuple(choices))


def _values(frame: Frame, place: str) -> dict[str, str]:
    labels = {kind.code: kind.label for kind in frame.instrument.kinds} if place == "kind" else {}
    found = sorted({str(getattr(record, place)) for record in frame.records} - {""})
    return {value: labels.get(value, value) for value in found}


def _who(frame: Frame) -> str:
    """What the kinds are called: those of a survey are how people described themselves."""
    return "Audience" if frame.instrument.unit == "response" else "Reviewer"
