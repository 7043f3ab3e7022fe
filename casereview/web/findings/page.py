"""The findings page: one lead number, two smaller ones, then a row for each finding."""

from collections.abc import Hashable

from flask import g, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from casereview.charts import svg
from casereview.findings import wording
from casereview.findings.frame import FilterError
from casereview.store import studies, workshops
from casereview.web.access import allowed
from casereview.web.database import session, writing
from casereview.web.findings import words
from casereview.web.findings.blueprint import STUDY, blueprint
from casereview.web.findings.cards import card
from casereview.web.findings.filters import Field, fields
from casereview.web.findings.here import Here, look
from casereview.web.findings.spoken import spoken


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
        return render_template(
            "findings/hidden.html", units=_units(here), here=here, done=len(here.whole), expected=here.expected
        )
    return render_template(
        "findings/listing.html",
        here=here,
        units=_units(here),
        n=len(frame),
        fields=_fields(here),
        rows=here.kept(_view(here), lambda: _rows(here, len(frame))) if len(frame) else "",
        notes=studies.notes(session(), g.member, here.study),
        origin=words.origin(here, workshops.workshops(session(), g.member, study=here.study)),
        words=words,
    )


@blueprint.post(f"{STUDY}/tally")
@allowed("show_tally")
def tally(project: str, study: str) -> Response:
    """Shows the running tally, or hides it again."""
    with writing() as open_session:
        found = studies.study(open_session, g.member, study)
        studies.show_tally(open_session, g.member, found, request.form.get("shown") == "yes")
    return redirect(url_for("findings.listing", project=project, study=study))


def _view(here: Here) -> Hashable:
    """What the rows depend on besides the numbers and the filters: who may look behind them, and the colour."""
    return ("rows", g.member.may("see_cases_behind"), g.member.may("code_text"), "so_far" in here.address, here.brand)


def _rows(here: Here, n: int) -> Markup:
    """The numbers that lead, the jump list and a row for each finding, as markup."""
    declared = {each.id: each for each in here.instrument.findings}
    cards = [
        card(each, declared[each.id], here.frame_of(declared[each.id]), here.results, here.filter_words)
        for each in here.results
    ]
    tops = sorted((each for each in cards if each.result.top), key=lambda each: each.result.top)
    alone = [each for each in tops if not each.is_chart]
    shown = {"here": here, "n": n, "units": _units(here), "cards": cards, "tops": tops, "alone": alone}
    shown["spoken"] = {each.result.id: spoken(here, each) for each in cards}
    return Markup(render_template("findings/rows.html", words=words, svg=svg, **shown))  # noqa: S704 - escaped there


def _units(here: Here) -> str:
    return wording.units(here.instrument, 2)


def _fields(here: Here) -> list[Field]:
    return fields(here.whole, here.chosen)
