"""Giving cases to reviewers who work alone: who has how many, and the cases of one reviewer, by pages to tick."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from casereview.models import Study
from casereview.store import allotments, cases, picking, studies
from casereview.store.cases import CaseLine
from casereview.store.errors import Refused
from casereview.web.access import allowed
from casereview.web.database import session, writing
from casereview.web.giving import How
from casereview.web.paging import Paging, paging
from casereview.web.study_of_cases import study_of_cases

blueprint = Blueprint("allotments", __name__)
ALLOTMENTS = "/p/<project>/<study>/allotments"
REVIEWER = f"{ALLOTMENTS}/<int:reviewer>"
A_PAGE = 200


@blueprint.get(ALLOTMENTS)
@allowed("edit_cases")
def listing(project: str, study: str) -> str:
    """Every reviewer, with how many cases they have."""
    found = study_of_cases(study)
    given = allotments.given(session(), g.member, found)
    lines = cases.case_lines(session(), g.member, found)
    standing = {line.id for line in lines}
    counts = Counter(person for case, people in given.items() if case in standing for person in people)
    twice = sum(len(given.get(line.id, ())) > 1 for line in lines)
    return render_template(
        "queue/allotments.html", study=found, total=len(lines), counts=counts, twice=twice,
        nobodys=len(picking.unread(lines, given.keys())), people=allotments.reviewers(session(), g.member),
    )  # fmt: skip


@blueprint.get(REVIEWER)
@allowed("edit_cases")
def one(project: str, study: str, reviewer: int) -> str:
    """The cases of one reviewer to tick, and how to give them more."""
    return show(study, reviewer, How())


@blueprint.post(REVIEWER)
@allowed("edit_cases")
def give(project: str, study: str, reviewer: int) -> Response:
    """Gives the reviewer the cases that are ticked and takes back those that are not, of the cases that were shown."""
    ticked, shown = set(request.form.getlist("case")), set(request.form.getlist("shown"))
    with writing() as open_session:
        found = studies.study(open_session, g.member, study)
        allotments.give(open_session, g.member, found, reviewer, sorted(ticked), shown)
        has = len(_theirs(allotments.given(open_session, g.member, found), reviewer))
    flash(f"{has:,} {'case is' if has == 1 else 'cases are'} now in their queue.")
    return redirect(url_for("allotments.listing", project=project, study=study))


@blueprint.post(f"{REVIEWER}/more")
@allowed("edit_cases")
def give_more(project: str, study: str, reviewer: int) -> Response | tuple[str, int]:
    """Gives more cases: the next that nobody has, a second reading of some, or those of the references typed."""
    how = How.of(request.form)
    try:
        with writing() as open_session:
            found = allotments.held(open_session, g.member, studies.study(open_session, g.member, study))
            chosen = picked(open_session, found, reviewer, how)
            new = allotments.give_more(open_session, g.member, found, reviewer, {line.id for line in chosen})
    except Refused as error:
        return show(study, reviewer, how, str(error)), 422
    flash(f"{new:,} more {'case is' if new == 1 else 'cases are'} in their queue.")
    return redirect(url_for("allotments.one", project=project, study=study, reviewer=reviewer))


def picked(open_session: Session, study: Study, reviewer: int, how: How) -> Sequence[CaseLine]:
    """The cases to give. Raises Refused."""
    lines = cases.case_lines(open_session, g.member, study)
    if how.how == "named":
        return picking.named(lines, how.references)
    given = allotments.given(open_session, g.member, study)
    if how.how == "second":
        once = picking.read_once(lines, given, reviewer)
        return picking.drawn(once, how.number(len(once)), f"{study.public_id} {reviewer} {len(given)}")
    nobodys = picking.unread(lines, given.keys())
    return nobodys[: how.number(len(nobodys))]


def show(study_key: str, reviewer: int, how: How, problem: str = "") -> str:
    """The page of one reviewer."""
    found = study_of_cases(study_key)
    person = allotments.reviewer(session(), g.member, reviewer)
    lines, given = cases.case_lines(session(), g.member, found), allotments.given(session(), g.member, found)
    theirs = _theirs(given, reviewer)
    only = request.args.get("show") == "theirs"
    listed = [line for line in lines if line.id in theirs] if only else lines
    free, once = picking.unread(lines, given.keys()), picking.read_once(lines, given, reviewer)
    return render_template(
        "queue/reviewer.html", study=found, person=person, theirs=theirs, only=only, total=len(lines),
        paging=pages(listed, study_key, reviewer, only), how=how, problem=problem,
        counts={"free": len(free), "second": len(once)},
        alone=bool(studies.instrument_of(session(), found).alone),
    )  # fmt: skip


def pages(lines: Sequence[CaseLine], study: str, reviewer: int, only: bool) -> Paging[CaseLine]:
    """The page of ticks that the address asks for."""
    place: dict[str, Any] = {"project": g.member.project_key, "study": study, "reviewer": reviewer}
    at = partial(_page, **place, show="theirs" if only else None)
    return paging(lines, A_PAGE, request.args.get("page", ""), at)


def _page(page: int | None, **place: Any) -> str:
    return url_for("allotments.one", **place, page=page)


def _theirs(given: Mapping[int, set[int]], reviewer: int) -> set[int]:
    return {case for case, people in given.items() if reviewer in people}
