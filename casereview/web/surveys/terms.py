"""Changing what people are told while nobody has answered, how many are asked, and the code when it got about."""

from dataclasses import dataclass

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casereview.models import Study, Survey
from casereview.store import survey_terms
from casereview.store.errors import Refused, StaleEdit
from casereview.store.survey_code import spaced
from casereview.store.survey_links import invited_of
from casereview.text import TextError
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.surveys.blueprint import STUDY, blueprint, survey_here
from casereview.web.surveys.running import people_asked

TERMS = f"{STUDY}/survey/terms"


@dataclass(frozen=True)
class Typed:
    """The form as typed, and the print of what stood when it was opened."""

    seen_by: str
    results_when: str
    expected: str
    edition: str


@blueprint.get(TERMS)
@allowed("run_surveys")
def terms(project: str, study: str) -> str:
    """What stands, to be changed."""
    found, survey = survey_here(study)
    return show(found, survey, standing(survey))


@blueprint.post(TERMS)
@allowed("run_surveys")
def change(project: str, study: str) -> Response | tuple[str, int]:
    """Saves it, or shows the form again with everything typed and what is wrong."""
    found, survey = survey_here(study)
    now = standing(survey)
    typed = Typed(**{name: request.form.get(name, getattr(now, name)).strip() for name in Typed.__dataclass_fields__})
    try:
        save(survey, typed)
    except StaleEdit as error:
        newer = Typed(typed.seen_by, typed.results_when, typed.expected, now.edition)
        said = f"{error} What stands is shown below your words. Save again to put yours in its place."
        return show(found, survey, newer, said, stale=True), 409
    except (Refused, TextError) as error:
        return show(found, survey, typed, str(error)), 422
    flash("Saved.")
    return redirect(url_for("surveys.survey", project=project, study=study), 303)


@blueprint.post(f"{STUDY}/survey/code")
@allowed("run_surveys")
def renew(project: str, study: str) -> Response:
    """A new code; the one the page showed stops."""
    _, survey = survey_here(study)
    old = request.form.get("code", "")
    try:
        made = in_writing(lambda s: survey_terms.new_code(s, g.member, survey, instead_of=old))
        flash(f"The code is now {spaced(made.code)}. The old one opens nothing any more.")
    except Refused as error:
        flash(str(error), "problem")
    return redirect(url_for("surveys.survey", project=project, study=study), 303)


def standing(survey: Survey) -> Typed:
    """The form filled with what stands."""
    expected = "" if survey.expected is None else str(survey.expected)
    return Typed(survey.seen_by, survey.results_when, expected, survey_terms.edition(survey))


def save(survey: Survey, typed: Typed) -> None:
    """Raises StaleEdit, Refused, TextError."""
    expected = people_asked(typed.expected)
    in_writing(
        lambda open_session: survey_terms.change(
            open_session, g.member, survey, seen_by=typed.seen_by, results_when=typed.results_when, expected=expected,
            expected_edition=typed.edition,
        )
    )  # fmt: skip


def show(study: Study, survey: Survey, typed: Typed, problem: str = "", stale: bool = False) -> str:
    """The page."""
    return render_template(
        "surveys/terms.html", study=study, survey=survey, typed=typed, problem=problem, stale=stale,
        fixed=survey_terms.fixed(survey), code=spaced(survey.code), by_link=invited_of(session(), survey) is not None,
    )  # fmt: skip
