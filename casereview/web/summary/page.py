"""The summary itself: one lead number, four beside it, what it would come to in a year, chapters, how we know."""

from flask import g, render_template

from casereview.charts import svg
from casereview.charts.building import specify
from casereview.charts.lines import number_line
from casereview.charts.specification import ChartSpec, NumberLine
from casereview.database import now
from casereview.store import studies
from casereview.stories.timeline import places, span
from casereview.summary import wording
from casereview.summary.basis import printed, span_of
from casereview.summary.gathering import gather
from casereview.summary.headlines import Headline
from casereview.summary.opportunity import Row
from casereview.web.access import allowed
from casereview.web.database import session
from casereview.web.summary.blueprint import PLACE, blueprint, brand, to

KINDS = {"cashable": "Cashable", "avoided": "Avoided", "capacity": "Capacity", "people": "People"}


@blueprint.get(f"{PLACE}/summary")
@allowed("see_summary")
def summary(project: str) -> str:
    """What a director reads, in the project's chosen order."""
    found = gather(session(), g.member)
    notes = {
        each.title: [note.text for note in studies.notes(session(), g.member, each)]
        for each in studies.studies(session(), g.member)
    }
    return render_template(
        "summary/page.html", found=found, kinds=KINDS, words=wording, printed=printed, span_of=span_of, svg=svg,
        brand=brand() or svg.BRAND, line=line, spec=spec, to=to, notes=notes, worth=worth(found.rows),
        rests_on=rests_on, story=found.story, places=places, story_span=span,
        has_pounds=any(row.pounds for row in found.rows), today=now().date(),
    )  # fmt: skip


def line(headline: Headline) -> NumberLine | None:
    """The number line under the lead number; None for what no study counted."""
    return number_line(headline.result) if headline.result else None


def spec(headline: Headline) -> ChartSpec | None:
    """The chart of a finding with rows; None for a single number."""
    if headline.result is None or headline.declared is None or not headline.has_chart:
        return None
    return specify(headline.result, headline.declared.lead, headline.units.capitalize())


def worth(rows: tuple[Row, ...]) -> bool:
    """Whether a row is scaled from cases that were not drawn at random, so that the table must say so."""
    return any(not plan.basis.random for row in rows for plan in row.plans)


def rests_on(row: Row) -> str:
    """What a row rests on, in a few words."""
    if row.is_group:
        return "Each a part of what the others leave"
    plan = row.plan
    return f"{plan.basis.words}. Assumes: {plan.assumption}" if plan.assumption else plan.basis.words
