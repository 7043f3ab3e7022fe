"""The study of a page about cases, reviewers or workshops. A survey has none of them: its own page says so."""

from flask import abort, flash, g, redirect, url_for

from casereview.models import Study
from casereview.store import studies, surveys
from casereview.store.having_cases import NONE
from casereview.web.database import session


def study_of_cases(key: str, word: str = NONE) -> Study:
    """The study; where it is a survey, on to its page (or home, for those who may not see it) with `word`."""
    found = studies.study(session(), g.member, key)
    if surveys.is_survey(session(), found):
        flash(word, "problem")
        project = g.member.project_key
        survey = url_for("surveys.survey", project=project, study=key)
        abort(redirect(survey if g.member.may("see_surveys") else url_for("projects.home", project=project)))
    return found
