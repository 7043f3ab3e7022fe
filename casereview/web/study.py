"""Changing a study that is set up: title, target, how its cases were chosen, and the notes beside its figures."""

from dataclasses import dataclass

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from casereview.models import Study
from casereview.store import studies, study_changes, surveys
from casereview.store.errors import Refused, StaleEdit
from casereview.store.study_changes import StudyPlan
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.studies import Problems, target_of

blueprint = Blueprint("study", __name__)
CHANGE = "/p/<project>/<study>/change"
WHO = {"case": "cases", "response": "people", "contribution": "contributions"}
MOVED = (
    "Somebody else changed this study while you were typing. What you typed is still here; what stands is above it. "
    "Save again to put yours in its place."
)


@dataclass(frozen=True)
class Typed:
    """The form as typed, kept until it is right."""

    title: str = ""
    target: str = ""
    how_drawn: str = ""
    random_draw: str = "no"
    more: str = ""


@blueprint.get(CHANGE)
@allowed("manage_studies")
def change(project: str, study: str) -> str:
    """The study as it stands, to be changed."""
    found = studies.study(session(), g.member, study)
    return show(found, typed_of(found), [])


@blueprint.post(CHANGE)
@allowed("manage_studies")
def save(project: str, study: str) -> Response | tuple[str, int]:
    """Saves it, or shows the form again with everything typed and what is wrong."""
    now = typed_of(studies.study(session(), g.member, study))
    typed = Typed(**{name: request.form.get(name, getattr(now, name)).strip() for name in Typed.__dataclass_fields__})
    target, problems = target_of(typed.target)
    try:
        if not problems:
            in_writing(lambda open_session: write(open_session, study, typed, target))
    except StaleEdit:
        return show(studies.study(session(), g.member, study), typed, [{"text": MOVED, "href": "#title"}], True), 409
    except Refused as error:
        problems = [{"text": str(error), "href": f"#{field_of(str(error))}"}]
    if problems:
        return show(studies.study(session(), g.member, study), typed, problems), 422
    flash("The study is changed.")
    return redirect(url_for("projects.home", project=project))


def typed_of(found: Study) -> Typed:
    """The form as the study stands."""
    target = "" if found.target is None else str(found.target)
    return Typed(found.title, target, found.how_drawn, "yes" if found.random_draw else "no")


def write(open_session: Session, study: str, typed: Typed, target: int | None) -> None:
    """Raises StaleEdit, Refused, NotFound."""
    found = studies.study(open_session, g.member, study)
    standing = studies.notes(open_session, g.member, found)
    notes = {note.id: request.form.get(f"note-{note.id}", note.text) for note in standing}
    plan = StudyPlan(typed.title, target, typed.how_drawn, typed.random_draw == "yes", notes, typed.more)
    study_changes.change(open_session, g.member, found, plan, expected_print=request.form.get("stood", ""))


def field_of(message: str) -> str:
    """Which field a refusal of the store speaks of."""
    starts = {"The note": "more", "A note": "notes", "How they": "how_drawn"}
    return next((name for start, name in starts.items() if message.startswith(start)), "title")


def show(found: Study, typed: Typed, problems: Problems, stale: bool = False) -> str:
    """The page. The form carries a print of what stands, so that a save over somebody else's is told."""
    notes = studies.notes(session(), g.member, found)
    unit = studies.instrument_of(session(), found).unit
    return render_template(
        "studies/change.html", study=found, typed=typed, problems=problems, stale=stale, who=WHO[unit], notes=notes,
        words={note.id: request.form.get(f"note-{note.id}", note.text) for note in notes},
        stood=study_changes.print_of(session(), g.member, found), survey=surveys.is_survey(session(), found),
    )  # fmt: skip
