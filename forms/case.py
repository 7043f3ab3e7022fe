"""The small forms around a case: adding one, setting it aside, noting a live risk."""

import secrets
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import AnyOf, InputRequired, ValidationError

from casereview.instruments.model import Instrument
from casereview.reading_dates import read_date
from casereview.reading_error import ReadingError
from forms.builder import answers_of, concerns, form_for
from forms.fields import OTHER, AnswerField
from forms.personal import LineField, WordsField
from forms.review import QuestionPart

REFERENCE, SUMMARY, PLACE = (
    "case--reference",
    "case--summary",
    "case--place",
)  # two hyphens: no attribute of an instrument has such a name
ASIDE = (
    ("parked", "Park it", "Come back to it later today."),
    ("skipped", "Skip it", "There is not enough to judge it by."),
    ("withdrawn", "Withdraw it", "It should not be in this study."),
)


def new_key() -> str:
    """A key for one rendering of a form: sent twice, it is one act."""
    return secrets.token_hex(16)


def add_form(instrument: Instrument, formdata: Any = None) -> FlaskForm:
    """The form for a new case: its reference, its summary, its place, and the attributes of the instrument by ref."""
    form = _case_form(instrument, {}, formdata, {}, client_key=HiddenField(default=new_key))
    for field in answers_of(form).values():
        if formdata and not field.posted and field.ref in formdata:  # nothing stood there before: take it all the same
            field.take(formdata.getlist(field.ref), formdata.get(field.ref + OTHER, ""))
            field.warnings = concerns(field)
    return form


def change_form(
    instrument: Instrument, facts: Mapping[str, Any], formdata: Any, own: Mapping[str, str], version: int
) -> FlaskForm:
    """The same form over a case that exists. `own`: its reference, summary and place as they stand."""
    return _case_form(instrument, facts, formdata, own, version=HiddenField(default=str(version)))


def _case_form(
    instrument: Instrument, facts: Mapping[str, Any], formdata: Any, own: Mapping[str, str], **more: Any
) -> FlaskForm:
    texts = {
        REFERENCE: StringField("Reference", default=own.get(REFERENCE)),
        SUMMARY: WordsField("Summary", default=own.get(SUMMARY)),
        PLACE: StringField("Workshop and table", default=own.get(PLACE)),
    }
    attributes = {attribute.id for attribute in instrument.attributes}
    items = [item for item in instrument.items if item.question.id in attributes]
    return form_for(items, facts, formdata, **texts, **more)


def fact_parts(instrument: Instrument, form: FlaskForm) -> list[QuestionPart]:
    """The attributes as the templates of the questions want them."""
    fields = answers_of(form)

    def its(question_id: str) -> tuple[AnswerField, ...]:
        return tuple(field for ref, field in fields.items() if ref.split(".")[0] == question_id)

    return [QuestionPart(each, its(each.id), True, True, False, None, ()) for each in instrument.attributes]


class AsideForm(FlaskForm):  # type: ignore[misc]
    """Parked, skipped or withdrawn, and why."""

    status = StringField(validators=[AnyOf([code for code, _, _ in ASIDE], "Choose what to do with the case.")])
    reason = WordsField("Reason", validators=[InputRequired("Give a reason, in a few words.")])
    version = IntegerField()

    choices = ASIDE


class RiskForm(FlaskForm):  # type: ignore[misc]
    """To whom a live risk was raised outside the session, and when."""

    to_whom = LineField("To whom", validators=[InputRequired("Say to whom it was raised: a team or a role.")])
    day = StringField("Day")
    hour = StringField("Time")
    note = WordsField("Note")
    client_key = HiddenField(default=new_key)
    when: datetime

    def validate_day(self, field: StringField) -> None:
        """The day and the time together. They must be a moment that has passed or is now, which the store keeps."""
        try:
            day = read_date([(field.data or "").strip()])
            if day is None:
                raise ReadingError("Give the day.", "Type it as 27 March 2026.")
            self.when = datetime.combine(datetime.fromisoformat(day), _time(self.hour.data or ""))
        except ReadingError as error:
            raise ValidationError(error.message) from error


def _time(text: str) -> time:
    """A time of day from 14:05, 14.05 or 1405."""
    digits = text.strip().replace(".", ":")
    for shape in ("%H:%M", "%H%M"):
        try:
            return datetime.strptime(digits, shape).time()  # noqa: DTZ007 - a time on the wall, no zone yet
        except ValueError:
            continue
    raise ReadingError("Not a time.", "Type it as 14:05.")
