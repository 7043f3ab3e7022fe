"""Putting a story away and bringing it back; showing it on the summary and taking it off."""

from flask import flash, g, redirect
from werkzeug.wrappers import Response

from casereview.store import stories_away
from casereview.store.changing import DAYS_TO_UNDO
from casereview.store.errors import Refused
from casereview.store.story_checks import show_on_summary
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.stories.place import STORY, blueprint, posted, story_here, study_here, to, writable
from casereview.web.whole_number import posted_version


@blueprint.post(f"{STORY}/away")
@allowed("write_stories")
def put_away(project: str, study: str, story: str) -> Response:
    """Puts the story away for 30 days, off the summary too."""
    found = writable(study, story)
    in_writing(
        lambda opened: stories_away.put_away(opened, g.member, found.story, expected_version=posted_version())
    )  # fmt: skip
    flash(f"“{found.told.title}” is put away. You can bring it back for {DAYS_TO_UNDO} days.")
    return redirect(to("listing", found.study))


@blueprint.post(f"{STORY}/back")
@allowed("write_stories")
def bring_back(project: str, study: str, story: str) -> Response:
    """Undoes it."""
    found = study_here(session(), g.member, study)
    try:
        in_writing(lambda opened: stories_away.bring_back(opened, g.member, story))
        flash("The story is back. Have it checked again before it leaves.")
    except Refused as error:
        flash(str(error), "problem")
    return redirect(to("listing", found))


@blueprint.post(f"{STORY}/summary")
@allowed("edit_summary")
def on_summary(project: str, study: str, story: str) -> Response:
    """Shows a checked story on the summary in place of any other, or takes it off."""
    found, shown = story_here(session(), study, story), posted("do") == "show"
    here = study_here(session(), g.member, study)
    try:
        in_writing(
            lambda open_session: show_on_summary(
                open_session, g.member, found, shown=shown, expected_version=posted_version()
            )
        )  # fmt: skip
        flash("The story stands on the summary." if shown else "The story is off the summary.")
    except Refused as error:
        flash(str(error), "problem")
    return redirect(to("reading", here, found))
