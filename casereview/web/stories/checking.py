"""The check before a story leaves: what was found in it, why that may stand, and a person's own reading."""

from flask import flash, g, redirect, render_template, request
from sqlmodel import Session
from werkzeug.wrappers import Response

from casereview.store import stories
from casereview.store.errors import Refused, StaleEdit
from casereview.store.story_checks import CHECKLIST, WROTE, check_story
from casereview.stories.reading import Reading
from casereview.stories.timeline import places, span
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.layout import short_date
from casereview.web.stories.place import STORY, Problems, blueprint, posted, reading_of, stale, to
from casereview.web.whole_number import posted_version

Page = Response | tuple[str, int] | str


@blueprint.get(f"{STORY}/check")
@allowed("see_stories")
def check(project: str, study: str, story: str) -> str:
    """What was found, for its writer too; the form for who may check it."""
    return _page(reading_of(study, story), [])


@blueprint.post(f"{STORY}/check")
@allowed("check_stories")
def checked(project: str, study: str, story: str) -> Page:
    """Says that nobody can be recognised, or says what stands in the way."""
    reading = reading_of(study, story)
    reasons = {each.id: posted(f"reason-{each.id}") for each in reading.found}

    def work(open_session: Session) -> None:
        check_story(
            open_session, g.member, reading.story, expected_version=posted_version(), told_hash=posted("told"),
            ticked=set(request.form.getlist("ticked")), reasons=reasons,
        )  # fmt: skip

    try:
        in_writing(work)
    except Refused as error:
        return _page(reading, [{"text": str(error), "href": "#main-content"}]), 422
    except StaleEdit as error:
        return _page(reading_of(study, story), stale(error)), 409
    flash("Checked. The story may now leave the project, until somebody changes it.")
    return redirect(to("reading", reading.study, reading.story))


def why_not(reading: Reading) -> str:
    """Why this member cannot check it; "" where they can."""
    if not g.member.may("check_stories"):
        return "A facilitator or an analyst who did not write the story checks it."
    if g.member.person_id in stories.writers(session(), reading.story):
        return WROTE
    if reading.case.status != "open":
        return "The case is set aside, so its story stays in the project."
    return "" if reading.told.steps else "The story has no events yet, so there is nothing to check."


def _page(reading: Reading, problems: Problems) -> str:
    return render_template(
        "stories/check.html", reading=reading, study=reading.study, told=reading.told, problems=problems, to=to,
        checklist=CHECKLIST, why_not=why_not(reading), ticked=set(request.form.getlist("ticked")), posted=posted,
        may_write=stories.may_write(session(), g.member, reading.story), short_date=short_date,
        places=places(reading.told.steps), span=span(reading.told.steps),
    )  # fmt: skip
