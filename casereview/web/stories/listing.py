"""The stories of a study: which may leave the project, which wait for a check, and which cases have none yet."""

from flask import g, render_template, request

from casereview.store import stories, stories_away
from casereview.store.untold_cases import untold_cases
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
    away = stories_away.away(session(), g.member, found) if g.member.may("write_stories") else []
    mine = {each.story.id for each in readings if stories.may_write(session(), g.member, each.story)}
    like = "".join(sign for sign in request.args.get("case", "") if sign.isprintable()).strip()[:100]
    may = g.member.may("write_stories") and g.member.may("see_cases")
    others, many = untold_cases(session(), g.member, found, like) if may else ([], 0)
    return render_template(
        "stories/list.html", study=found, readings=readings, away=away, mine=mine, others=others, many=many, like=like,
        to=to, short_date=short_date,
    )  # fmt: skip
