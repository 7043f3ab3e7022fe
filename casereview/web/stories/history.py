"""Every change to a story, and every check: what, before, after, who, when."""

from flask import render_template

from casereview.store import stories
from casereview.web.access import allowed
from casereview.web.capture.place import day_and_time
from casereview.web.database import session
from casereview.web.stories.place import STORY, blueprint, to, writable


@blueprint.get(f"{STORY}/history")
@allowed("write_stories")
def history(project: str, study: str, story: str) -> str:
    """Newest first. It holds exact days, so it is for who may write the story."""
    found = writable(study, story)
    changes = stories.history(session(), found.story)
    return render_template(
        "stories/history.html", reading=found, study=found.study, changes=changes, to=to, day_and_time=day_and_time
    )  # fmt: skip
