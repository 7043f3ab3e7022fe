"""A checked story as a file that stands by itself: to send, to keep beside a paper, to put on a website."""

from pathlib import Path

from flask import Response, current_app, g, render_template

from casereview.charts import svg
from casereview.store import projects
from casereview.stories.profile import profile
from casereview.stories.timeline import places, span
from casereview.web import errors
from casereview.web.access import allowed
from casereview.web.database import session
from casereview.web.layout import short_date
from casereview.web.stories.place import STORY, blueprint, reading_of

UNCHECKED = (
    "Not checked yet",
    "Only a checked story leaves the project. Have somebody who did not write it check that nobody can be recognised.",
)


@blueprint.get(f"{STORY}/file")
@allowed("see_stories")
def file(project: str, study: str, story: str) -> Response:
    """One HTML file with its styles in it, without a reference, a day or a link. 409 where it is not checked."""
    found = reading_of(study, story)
    if not found.leaves:
        return errors.page(409, UNCHECKED)
    page = render_template(
        "stories/file.html", reading=found, told=found.told, profile=profile(session(), g.member, found),
        places=places(found.told.steps), span=span(found.told.steps), short_date=short_date, styles=styles(),
        brand=projects.project(session(), g.member).colour or svg.BRAND,
    )  # fmt: skip
    named = {"Content-Disposition": "attachment; filename=case-story.html"}
    return Response(page, mimetype="application/octet-stream", headers=named)


def styles() -> str:
    """The style sheet of stories, to stand inside the file."""
    return (Path(str(current_app.static_folder)) / "css" / "stories.css").read_text("utf-8")
