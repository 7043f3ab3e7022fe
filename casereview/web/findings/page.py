"""The findings page: one lead number, two smaller ones, then a row for each finding."""

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casereview.charts import svg
from casereview.findings import wording
from casereview.findings.frame import FilterError
from casereview.findings.result import Result
from casereview.store import studies, workshops
from casereview.web.access import allowed
from casereview.web.database import session, writing
from casereview.web.findings import words
from casereview.web.findings.blueprint import STUDY, blueprint
from casereview.web.findings.cards import Card, card
from casereview.web.findings.filters import Field, fields
from casereview.web.findings.here import Here, look


@blueprint.get(STUDY)
@allowed("see_findings")
def listing(project: str, study: str) -> str | tuple[str, int]:
    """Every finding of the study, under the filters of the address."""
    here = look(study)
    try:
        frame = here.frame
    except FilterError as error:
        return render_template(
            "findings/unknown.html", units=_units(here), here=here, message=str(error), fields=_fields(here)
        ), 400
    if not len(here.whole):
        return render_template("findings/empty.html", units=_units(here), here=here)
    if here.hidden:
        return render_template("findings/hidden.html", units=_units(here), here=here, done=len(here.whole))
    cards = [_card(here, result) for result in here.results]
    tops = sorted((each for each in cards if each.result.top), key=lambda each: each.result.top)
    return render_template(
        "findings/listing.html",
        here=here,
        units=_units(here),
        n=len(frame),
        fields=_fields(here),
        cards=cards,
        tops=tops,
        alone=[each for each in tops if not each.is_chart],
        notes=studies.notes(session(), g.member, here.study),
        origin=words.origin(here, workshops.workshops(session(), g.member, study=here.study)),
        words=words,
        svg=svg,
    )


@blueprint.post(f"{STUDY}/tally")
@allowed("show_tally")
def tally(project: str, study: str) -> Response:
    """Shows the running tally, or hides it again."""
    with writing() as open_session:
        found = studies.study(open_session, g.member, study)
        studies.show_tally(open_session, g.member, found, request.form.get("shown") == "yes")
    return redirect(url_for("findings.listing", project=project, study=study))


def _card(here: Here, result: Result) -> Card:
    finding = here.finding(result.id)
    return card(result, finding, here.frame_of(finding))


def _units(here: Here) -> str:
    return wording.units(here.instrument, 2)


def _fields(here: Here) -> list[Field]:
    return fields(here.whole, here.chosen)
