"""Reading a story: on a screen, a projector or paper. What stands here is all that ever leaves."""

from flask import g, render_template

from casereview.store import stories
from casereview.stories.profile import profile
from casereview.stories.timeline import places, span
from casereview.web.access import allowed
from casereview.web.database import session
from casereview.web.layout import short_date
from casereview.web.stories.place import STORY, blueprint, reading_of, to


@blueprint.get(STORY)
@allowed("see_stories")
def reading(project: str, study: str, story: str) -> str:
    """The story as it is told, with the figures of its group; a banner while it is not checked."""
    found = reading_of(study, story)
    return render_template(
        "stories/story.html", reading=found, study=found.study, told=found.told, to=to, short_date=short_date,
        profile=profile(session(), g.member, found), places=places(found.told.steps), span=span(found.told.steps),
        may_write=stories.may_write(session(), g.member, found.story),
    )  # fmt: skip
