"""Reviewing alone: the cases somebody was given, with their summaries, at their own pace."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Blueprint, g, render_template, request, url_for

from casereview.models import Study
from casereview.store import cases, studies
from casereview.store.cases import CaseLine
from casereview.web.access import allowed
from casereview.web.database import session
from casereview.web.paging import Paging, paging
from casereview.web.study_of_cases import study_of_cases

blueprint = Blueprint("queue", __name__)
TITLES = {"in_progress": "Begun", "to_do": "To do", "done": "Done"}
A_PAGE = 100  # each with its summary


@blueprint.get("/p/<project>/<study>/queue")
@allowed("enter_cases")
def queue(project: str, study: str) -> str:
    """What is begun, what is still to do, what is done: of the cases this person may see, by pages."""
    found = study_of_cases(study)
    every = [line for line in cases.case_lines(session(), g.member, found) if line.state in TITLES]
    lines = sorted(every, key=lambda line: list(TITLES).index(line.state))
    here, counts = pages(found, lines), Counter(line.state for line in lines)
    rows = cases.case_list(session(), g.member, found, only=[line.id for line in here.shown])
    groups = [(state, title, [row for row in rows if row.state == state]) for state, title in TITLES.items()]
    return render_template(
        "queue/queue.html", study=found, groups=[group for group in groups if group[2]], total=len(lines),
        counts=counts, paging=here, next=lines[0] if lines and lines[0].state != "done" else None,
        alone=bool(studies.instrument_of(session(), found).alone),
    )  # fmt: skip


def pages(study: Study, lines: Sequence[CaseLine]) -> Paging[CaseLine]:
    """The page that the address asks for."""
    at = partial(_page, project=g.member.project_key, study=study.key)
    return paging(lines, A_PAGE, request.args.get("page", ""), at)


def _page(page: int | None, **place: Any) -> str:
    return url_for("queue.queue", **place, page=page)
