"""The stories of a study: which may leave the project, which wait for a check, and which cases have none yet."""

from flask import g, render_template

from casereview.models import ReviewedCase, Study
from casereview.store import cases, stories
from casereview.stories.reading import read_stories
from casereview.web.access import allowed
from casereview.web.database import session
from casereview.web.layout import short_date
from casereview.web.stories.place import STORIES, blueprint, study_here, to


@blueprint.get(STORIES)
@allowed("see_stories")
def listing(project: str, study: str) -> str:
    """Every story this member may read, and those they put away."""
    found = study_here(session(), g.member, study)
    readings = read_stories(session(), g.member, found)
    away = stories.away(session(), g.member, found) if g.member.may("write_stories") else []
    mine = {each.story.id for each in readings if stories.may_write(session(), g.member, each.story)}
    told = {each.story.case_id for each in readings}
    others = [each for each in _cases(found) if each.id not in told and each.status == "open"]
    return render_template(
        "stories/list.html", study=found, readings=readings, away=away, mine=mine, others=others, to=to,
        short_date=short_date,
    )  # fmt: skip


def _cases(found: Study) -> list[ReviewedCase]:
    """The cases a story could be written of."""
    may = g.member.may("write_stories") and g.member.may("see_cases")
    return cases.cases_in(session(), g.member, found) if may else []
