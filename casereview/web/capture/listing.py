"""The case list: what is to do, in progress and by whom, done, or set aside; how far the study is; the next case."""

from collections import Counter
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casereview.models import ReviewedCase, Study
from casereview.store import cases, responses, studies
from casereview.web.access import allowed
from casereview.web.capture import blueprint
from casereview.web.capture.list_pages import ASIDE, page_of
from casereview.web.capture.place import CASES, day_and_time
from casereview.web.capture.places import code_of, places
from casereview.web.capture.which import which
from casereview.web.database import session, writing
from casereview.web.layout import place_url
from casereview.web.leading import Headline, leading
from casereview.web.study_of_cases import study_of_cases

KEPT = ("view", "keys", "table")  # what goes on from case to case


@blueprint.get(CASES)
@allowed("see_cases")
def listing(project: str, study: str) -> str:
    """The list, by pages; searched by reference, and by state where it is long."""
    found = study_of_cases(study)
    lines = cases.case_lines(session(), g.member, found)
    where = [place for place in places(session(), g.member, found).values() if place.code]
    counts = Counter(line.state for line in lines)
    page = page_of(found, lines, request.args)
    return render_template(
        "capture/list.html", study=found, total=len(lines), page=page, left=left(counts), done=counts["done"],
        where=where, target=target(found, counts), tally=tally(found), day_and_time=day_and_time,
        bring=bring(study),
        deleted=deleted(found), has_stories=studies.instrument_of(session(), found).unit == "case",
    )  # fmt: skip


@blueprint.get(f"{CASES}/next")
@allowed("enter_cases")
def next_in_list(project: str, study: str) -> Response:
    """The first case that is still to do, at the place that was chosen."""
    return _go(study, None, request.args.get("place", ""))


@blueprint.get(f"{CASES}/<case>/next")
@allowed("enter_cases")
def next_case(project: str, study: str, case: str) -> Response:
    """The next case after this one, at the same table, that needs a review like the one in the address."""
    return _go(study, case)


@blueprint.post(f"{CASES}/tally")
@allowed("show_tally")
def tally_shown(project: str, study: str) -> Response:
    """Shows the running tally, or hides it again."""
    shown = request.form.get("shown") == "yes"
    with writing() as open_session:
        studies.show_tally(open_session, g.member, studies.study(open_session, g.member, study), shown)
    flash("The running tally is shown." if shown else "The running tally is hidden until it is shown again.")
    return redirect(url_for("capture.listing", project=project, study=study))


def left(counts: Counter[str]) -> int:
    """How many cases still need something done, of cases counted by state."""
    return counts["to_do"] + counts["in_progress"]


def target(study: Study, counts: Counter[str]) -> int:
    """How many are to be done: what the study sets out to review, else all that are not set aside."""
    return study.target or counts.total() - sum(counts[state] for state in ASIDE)


def tally(study: Study) -> Headline | None:
    """The leading number so far, once the facilitator shows it."""
    return leading(session(), g.member, study) if study.tally_shown else None


def deleted(study: Study) -> list[ReviewedCase]:
    """The cases that can be restored, for whoever may."""
    return cases.deleted_cases(session(), g.member, study) if g.member.may("edit_cases") else []


def bring(study: str) -> dict[str, str]:
    """Other ways to bring cases, where they exist and the member may use them."""
    rules = {"import": "/p/<project>/<study>/import", "template": "/p/<project>/<study>/template.xlsx"}
    rights = {"import": "import_cases", "template": "take_template"}
    return {name: place_url(rule, study) if g.member.may(rights[name]) else "" for name, rule in rules.items()}


def _go(study_key: str, case_id: str | None, place_code: str = "") -> Response:
    study = study_of_cases(study_key)
    before = cases.case(session(), g.member, case_id) if case_id else None
    needed = _needed(study, before) if before else cases.Needed()
    found = cases.next_case(session(), g.member, study, after=before, needed=needed, place=place_code)
    place: dict[str, Any] = {"project": g.member.project_key, "study": study.key}
    if found is None:
        flash(f"No other case is waiting{_where(before, place_code)}.")
        return redirect(url_for("capture.listing", **place, place=place_code or None))
    kept: dict[str, Any] = {name: value for name in KEPT if (value := request.args.get(name))}
    if needed.table and request.args.get("review"):
        kept["table"] = code_of(needed.table.workshop_id, needed.table.id)
    kept |= {"kind": needed.kind or None, "round": needed.round if needed.round > 1 else None}
    return redirect(url_for("capture.review", **place, case=found.public_id, **kept))


def _where(before: ReviewedCase | None, place: str) -> str:
    """At this table, in this workshop, or nothing where the whole list was looked through."""
    if (before and before.table_id) or "." in place:
        return " at this table"
    return " in this workshop" if (before and before.workshop_id) or place else ""


def _needed(study: Study, case: ReviewedCase) -> cases.Needed:
    """The kind, round and table of the review that the address names, which the next case is to need too."""
    instrument = studies.instrument_of(session(), study)
    named = which(session(), g.member, study, instrument, case, responses.responses_of(session(), g.member, case))
    if instrument.alone and named.kind == instrument.alone:
        return cases.Needed()  # their own, in the round each case is in: the list knows
    table = named.table if named.table and named.table.id != case.table_id else None
    return cases.Needed(named.kind, named.round, table)
