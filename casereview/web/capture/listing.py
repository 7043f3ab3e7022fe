"""The case list: what is to do, in progress and by whom, done, or set aside; how far the study is; the next case."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casereview.models import ReviewedCase, Study
from casereview.store import cases, studies
from casereview.store.cases import CaseRow
from casereview.web.access import allowed
from casereview.web.capture import blueprint
from casereview.web.capture.place import CASES, day_and_time
from casereview.web.database import session, writing
from casereview.web.layout import place_url
from casereview.web.leading import Headline, leading

GROUPS = (
    ("in_progress", "In progress"),
    ("to_do", "To do"),
    ("done", "Done"),
    ("parked", "Parked"),
    ("skipped", "Skipped"),
    ("withdrawn", "Withdrawn"),
)
ASIDE = ("parked", "skipped", "withdrawn")


@dataclass(frozen=True)
class Group:
    """The cases in one state."""

    state: str
    title: str
    rows: tuple[CaseRow, ...]


@blueprint.get(CASES)
@allowed("see_cases")
def listing(project: str, study: str) -> str:
    """The list, searched by reference."""
    found = studies.study(session(), g.member, study)
    rows, wanted = cases.case_list(session(), g.member, found), request.args.get("q", "").strip()
    shown = [row for row in rows if wanted.casefold() in row.reference.casefold()]
    standing = [row for row in rows if row.state not in ASIDE]
    return render_template(
        "capture/list.html", study=found, rows=rows, groups=grouped(shown), wanted=wanted, shown=len(shown),
        done=sum(row.state == "done" for row in rows), target=found.target or len(standing), left=left(rows),
        tally=tally(found), day_and_time=day_and_time, bring=bring(study), deleted=deleted(found),
    )  # fmt: skip


@blueprint.get(f"{CASES}/next")
@allowed("enter_cases")
def next_in_list(project: str, study: str) -> Response:
    """The first case that is still to do."""
    return _go(study, None)


@blueprint.get(f"{CASES}/<case>/next")
@allowed("enter_cases")
def next_case(project: str, study: str, case: str) -> Response:
    """The next case to do after this one, at the same table."""
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


def grouped(rows: Sequence[CaseRow]) -> list[Group]:
    """The rows by state, in the order a facilitator looks for them; empty groups are left out."""
    groups = (Group(state, title, tuple(r for r in rows if r.state == state)) for state, title in GROUPS)
    return [group for group in groups if group.rows]


def left(rows: Sequence[CaseRow]) -> int:
    """How many cases still need something done."""
    return sum(row.state in ("to_do", "in_progress") for row in rows)


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


def _go(study_key: str, case_id: str | None) -> Response:
    study = studies.study(session(), g.member, study_key)
    before = cases.case(session(), g.member, case_id) if case_id else None
    rows = {row.public_id: row for row in cases.case_list(session(), g.member, study)}
    table = rows[before.public_id].table if before and before.public_id in rows else ""
    found = cases.next_case(session(), g.member, study, after=before, table=table)
    place: dict[str, Any] = {"project": g.member.project_key, "study": study.key}
    if found is None:
        flash("No other case is waiting at this table." if table else "No other case is waiting.")
        return redirect(url_for("capture.listing", **place))
    kept: dict[str, Any] = {name: value for name in ("view", "keys") if (value := request.args.get(name))}
    return redirect(url_for("capture.review", **place, case=found.public_id, **kept))
