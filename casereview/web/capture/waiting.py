"""Whether a posted form waits for a second look, because something in it may say who the person is."""

from flask import request
from flask_wtf import FlaskForm

from forms.builder import answers_of
from forms.fields import AnswerField
from forms.personal import SEEN, unheeded


def waits(form: FlaskForm) -> bool:
    """True where there is a warning its writer has not seen yet: show the form again before saving it."""
    return bool(unheeded(form, request.form.getlist(SEEN)))


def watched_facts(form: FlaskForm) -> list[tuple[AnswerField, str, str]]:
    """The facts with a warning, where they stand on the page, and their names."""
    return [(f, f"#q-{f.question.id}", f.item.name) for f in answers_of(form).values() if f.warnings]
