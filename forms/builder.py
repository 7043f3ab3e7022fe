"""An instrument becomes a Flask-WTF form: a table from the type of a question to its field, and nothing else to know.

The field names are the refs. Reading, routing and rules are the core's: this is a thin adapter over them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from flask_wtf import FlaskForm

from casereview.answers import Draft, Given
from casereview.instruments.model import Instrument
from casereview.instruments.question import Item, Question
from casereview.reading import show
from forms.fields import EDITION, AnswerField, Conflict, DateField, RatingField, edition, free_texts
from forms.personal import sentence

FIELDS: dict[str, type[AnswerField]] = {  # the types whose field is not the plain one
    "rating": RatingField,
    "date": DateField,
}
KEY = "answer:"  # before a ref inside the form: a question called "data" or "errors" then hides nothing of WTForms


class Entry(Protocol):
    """What the form needs to know of a stored answer."""

    given: Given | None
    version: int


def form_for(items: Iterable[Item], entries: Mapping[str, Any], formdata: Any = None, **own: Any) -> FlaskForm:
    """A form over `items`, filled from `entries` by ref, then from `formdata`. `own` are further plain fields."""
    fields = {KEY + item.ref: _unbound(item) for item in items}
    form = type("AnswersForm", (FlaskForm,), {**own, **fields})
    filled = form(formdata, data={KEY + ref: entry.given for ref, entry in entries.items() if entry.given})
    for field in answers_of(filled).values():
        entry = entries.get(field.ref)
        if entry:
            field.started_from(entry.version, entry.given)
        field.warnings = concerns(field)
    return filled


def _unbound(item: Item) -> Any:
    return FIELDS.get("rating" if item.question.scored else item.question.type, AnswerField)(item, name=item.ref)


def review_form(instrument: Instrument, entries: Mapping[str, Any], formdata: Any = None) -> FlaskForm:
    """The form of a whole review: every question of the instrument, a grid once per row."""
    asked = [item for item in instrument.items if item.question not in instrument.attributes]
    return form_for(asked, entries, formdata)


def answers_of(form: FlaskForm) -> dict[str, AnswerField]:
    """The fields of `form` that are answers, by ref, in order."""
    return {field.ref: field for field in form if isinstance(field, AnswerField)}


def changed(form: FlaskForm, formdata: Any) -> list[AnswerField]:
    """The answers the person changed since the page was made, going by the print the page carried."""
    return [field for field in answers_of(form).values() if field.posted and _moved(field, formdata)]


def posted_version(field: AnswerField, formdata: Any) -> int:
    """The version the page showed; -1, which nothing has, where its hidden field was tampered with."""
    number = formdata.get(field.ref + EDITION, "").partition(".")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else -1


def _moved(field: AnswerField, formdata: Any) -> bool:
    version = posted_version(field, formdata)
    return bool(edition(version, field.raw, field.other) != formdata.get(field.ref + EDITION))


def draft_of(entries: Mapping[str, Any]) -> Draft:
    """What stands in the draft: the entries that hold an answer."""
    return {ref: entry.given for ref, entry in entries.items() if entry.given is not None}


def concerns(field: AnswerField) -> tuple[str, ...]:
    """What `concerns_of` says about what stands in the field."""
    return concerns_of(field.question, field.raw, field.other)


def concerns_of(question: Question, raw: Sequence[str], other: str) -> tuple[str, ...]:
    """A sentence where text may say who somebody is. A warning, never an error."""
    found = sentence(free_texts(question, raw, other))
    return (found,) if found else ()


def conflict(field: AnswerField, mine: Given | None, theirs: Given | None, by: str) -> Conflict:
    """Both answers in words."""
    return Conflict(in_words(field.item, mine), in_words(field.item, theirs), by)


def in_words(item: Item, given: Given | None) -> str:
    """An answer as a person reads it; "nothing" where it was cleared."""
    return show(item.question, given.value, given.other) if given else "nothing"
