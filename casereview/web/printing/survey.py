"""A survey on paper: the same questions, the three promises, how to join by phone, and nothing that says who."""

from flask import g, render_template

from casereview.instruments.question import Question
from casereview.models import Study
from casereview.printing.paper import parts
from casereview.store import studies, surveys
from casereview.store.survey_code import spaced
from casereview.store.survey_links import invited_of
from casereview.web.database import session
from casereview.web.surveys.blueprint import joining
from forms.phone import kind_question


def page(study: Study) -> str:
    """The form. Code and link stand on it for those who may see them, once the survey is set up."""
    instrument = studies.instrument_of(session(), study)
    survey = surveys.survey_of(session(), g.member, study)
    kinds: tuple[Question, ...] = (kind_question(instrument),) if instrument.kinds else ()
    by_link = survey is not None and invited_of(session(), survey) is not None
    joined = survey is not None and survey.status != "closed" and not by_link and g.member.may("see_surveys")
    shown = survey if joined else None
    return render_template(
        "printing/survey.html", study=study, instrument=instrument, survey=survey,
        parts=parts(instrument, keyed=False, about=(*kinds, *instrument.attributes)),
        by_link=by_link, joining=joining(shown) if shown else None, code=spaced(shown.code) if shown else "",
    )  # fmt: skip
