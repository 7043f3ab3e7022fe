"""Reviewing alone: the cases somebody was given, with their summaries, at their own pace."""

from flask import Blueprint, g, render_template

from casereview.store import cases, studies
from casereview.store.cases import CaseRow
from casereview.web.access import allowed
from casereview.web.database import session

blueprint = Blueprint("queue", __name__)
TITLES = {"in_progress": "Begun", "to_do": "To do", "done": "Done"}


@blueprint.get("/p/<project>/<study>/queue")
@allowed("enter_cases")
def queue(project: str, study: str) -> str:
    """What is begun, what is still to do, what is done: of the cases this person may see."""
    found = studies.study(session(), g.member, study)
    rows = [row for row in cases.case_list(session(), g.member, found) if row.state in TITLES]
    groups = [(state, title, [row for row in rows if row.state == state]) for state, title in TITLES.items()]
    return render_template(
        "queue/queue.html", study=found, groups=[group for group in groups if group[2]], rows=rows,
        done=sum(row.state == "done" for row in rows), next=first(rows),
        alone=bool(studies.instrument_of(session(), found).alone),
    )  # fmt: skip


def first(rows: list[CaseRow]) -> CaseRow | None:
    """The case to go on with: one that is begun, else the first to do."""
    waiting = sorted((row for row in rows if row.state != "done"), key=lambda row: row.state != "in_progress")
    return waiting[0] if waiting else None
