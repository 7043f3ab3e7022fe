"""“What we heard”: choose and word what respondents are told, look at it as they will, publish it, withdraw it."""

import json
from dataclasses import dataclass

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casereview.models import Person, Study, Survey, SurveyRelease
from casereview.store import survey_release
from casereview.store.errors import Refused, StaleEdit
from casereview.store.names import called
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.surveys.blueprint import STUDY, blueprint, survey_here
from casereview.web.whole_number import whole_number

PAGE = f"{STUDY}/survey/heard"


@dataclass(frozen=True)
class Typed:
    """The form as typed. `places`: what stands in the box beside each finding, by its id; empty leaves it out."""

    opening: str
    next_steps: str
    places: dict[str, str]

    @property
    def chosen(self) -> list[str]:
        """Ids in the order of their numbers. Raises Refused for what is no number."""
        numbered = {each: place for each, place in self.places.items() if place}
        if any(whole_number(place) is None for place in numbered.values()):
            raise Refused("The order of findings is a whole number, such as 1. Leave the box empty to leave one out.")
        return sorted(numbered, key=lambda each: int(numbered[each]))


@blueprint.get(PAGE)
@allowed("compose_heard")
def heard(project: str, study: str) -> str:
    """The draft, and everything that was published."""
    found, survey = survey_here(study)
    return _form(found, survey, survey_release.draft_of(session(), g.member, survey))


@blueprint.post(PAGE)
@allowed("compose_heard")
def save_heard(project: str, study: str) -> Response | tuple[str, int]:
    """Keeps the draft and shows it as respondents will see it."""
    found, survey = survey_here(study)
    version = request.form.get("version", 0, type=int)
    places = {name.removeprefix("place-"): value.strip() for name, value in request.form.items() if "place-" in name}
    typed = Typed(request.form.get("opening", ""), request.form.get("next_steps", ""), places)
    try:
        chosen = typed.chosen
        in_writing(
            lambda open_session: survey_release.save(
                open_session, g.member, survey,
                opening=typed.opening, next_steps=typed.next_steps, chosen=chosen, expected_version=version,
            )
        )  # fmt: skip
    except (Refused, StaleEdit) as error:
        draft = survey_release.draft_of(session(), g.member, survey)
        code = 409 if isinstance(error, StaleEdit) else 422
        return _form(found, survey, draft, typed=typed, problem=error, version=version), code
    return redirect(url_for("surveys.preview_heard", project=project, study=study), 303)


@blueprint.get(f"{PAGE}/preview")
@allowed("compose_heard")
def preview_heard(project: str, study: str) -> str:
    """The draft as it would be shown on a phone."""
    found, survey = survey_here(study)
    draft = survey_release.draft_of(session(), g.member, survey)
    shown = survey_release.as_it_stands(session(), g.member, survey, draft)
    return render_template("phone/heard.html", study=found, shown=shown, release=draft, preview=True)


@blueprint.post(f"{PAGE}/publish")
@allowed("publish_heard")
def publish_heard(project: str, study: str) -> Response:
    """Publishes the draft: every link of the survey shows it from now."""
    _, survey = survey_here(study)
    version = request.form.get("version", 0, type=int)
    try:
        made = in_writing(
            lambda open_session: survey_release.publish(open_session, g.member, survey, expected_version=version)
        )
        flash(f"Release {made.number} is published. Every link of the survey shows it.")
    except (Refused, StaleEdit) as error:
        flash(str(error))
    return redirect(url_for("surveys.heard", project=project, study=study), 303)


@blueprint.get(f"{PAGE}/<release>")
@allowed("compose_heard")
def published(project: str, study: str, release: str) -> str:
    """A release as it was published."""
    found, survey = survey_here(study)
    row = survey_release.release(session(), g.member, survey, release)
    shown = survey_release.Shown.from_json(row.shown)
    return render_template("phone/heard.html", study=found, shown=shown, release=row, preview=True)


@blueprint.post(f"{PAGE}/<release>/withdrawn")
@allowed("publish_heard")
def withdraw_heard(project: str, study: str, release: str) -> Response:
    """Takes a release out of sight, or shows it again."""
    _, survey = survey_here(study)
    back = request.form.get("back") == "yes"
    row = in_writing(
        lambda open_session: survey_release.withdraw(open_session, g.member, survey, release, back=back)
    )  # fmt: skip
    flash(f"Release {row.number} is {'shown again' if back else 'withdrawn. Links do not show it any more'}.")
    return redirect(url_for("surveys.heard", project=project, study=study), 303)


def _form(
    found: Study,
    survey: Survey,
    draft: SurveyRelease,
    *,
    typed: Typed | None = None,
    problem: Exception | None = None,
    version: int | None = None,
) -> str:
    """The page. After a clash it holds what was typed, what stands now, and the version that would overwrite it."""
    stale = isinstance(problem, StaleEdit)
    offered = survey_release.offered(session(), g.member, found)
    releases = survey_release.releases(session(), g.member, survey)
    return render_template(
        "surveys/heard.html",
        study=found, survey=survey, draft=draft, offered=offered, releases=releases, publishers=_publishers(releases),
        typed=typed or _standing(draft, [each.id for each in offered]), problem=str(problem) if problem else "",
        theirs=draft if stale else None, version=draft.version if stale or version is None else version,
    )  # fmt: skip


def _standing(draft: SurveyRelease, offered: list[str]) -> Typed:
    """The draft as the form shows it; a first draft starts with the first three findings."""
    chosen = json.loads(draft.chosen) if draft.version or draft.opening else offered[:3]
    return Typed(draft.opening, draft.next_steps, {each: str(place) for place, each in enumerate(chosen, 1)})


def _publishers(releases: list[SurveyRelease]) -> dict[int, str]:
    people = {each.person_id: session().get(Person, each.person_id) for each in releases if each.person_id}
    return {each.id: called(people.get(each.person_id or 0)) for each in releases}
