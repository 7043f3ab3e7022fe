"""Bringing case lists or finished reviews: upload or paste, look at the trial run, then import all or nothing."""

import io
import re
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, send_file, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from casereview.importing.applying import Outcome, carry_out, look_at, try_out
from casereview.importing.asking import SURVEY
from casereview.importing.outcomes import nothing_new, what
from casereview.importing.reading_workbook import as_pasted, is_pasted
from casereview.importing.safety import UnsafeWorkbookError
from casereview.models import Study
from casereview.store import projects, studies
from casereview.store.errors import Refused, StaleEdit
from casereview.store.workshops import workshops
from casereview.web import uploads
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.layout import place_url
from casereview.web.study_of_cases import study_of_cases

blueprint = Blueprint("imports", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SHOWN = 200


@blueprint.get("/p/<project>/<study>/import")
@allowed("import_cases")
def start(project: str, study: str) -> str:
    """Where a file is chosen, or cells are pasted."""
    return _start(_study(study))


@blueprint.post("/p/<project>/<study>/import")
@allowed("import_cases")
def trial(project: str, study: str) -> Response | tuple[str, int]:
    """Keeps the file and goes on to its trial run, or says why it cannot be read."""
    found = _study(study)
    data, name = _sent()
    if not data:
        return _start(found, "Choose a workbook, or paste cells copied from one."), 422
    update = "update" in request.form
    try:
        try_out(session(), g.member, found, data, update=update)
    except UnsafeWorkbookError as error:
        return _start(found, str(error)), 422
    key = uploads.keep(g.member, found, data)
    return redirect(_to(".look", found, upload=key, name=name, update=int(update)))


@blueprint.get("/p/<project>/<study>/import/<upload>")
@allowed("import_cases")
def look(project: str, study: str, upload: str) -> str | tuple[str, int]:
    """The trial run: what is in the way, cell by cell, or what would be imported."""
    found = _study(study)
    outcome = try_out(session(), g.member, found, _data(found, upload), update=_update(request.args))
    return _look(found, upload, outcome, request.args.get("name", ""), _update(request.args))


@blueprint.post("/p/<project>/<study>/import/<upload>")
@allowed("import_cases")
def confirm(project: str, study: str, upload: str) -> Response | tuple[str, int]:
    """Imports the file that was looked at, planned afresh: what changed meanwhile stops it and is shown."""
    found, name, update = _study(study), request.form.get("name", ""), _update(request.form)
    data = _data(found, upload)

    before = look_at(session(), g.member, found, data, update=update)

    def work(opened: Session) -> Outcome:
        invented = "invented" in request.form
        here = studies.study(opened, g.member, study)
        return carry_out(opened, g.member, here, data, file_name=name, update=update, invented=invented, before=before)

    try:
        outcome = in_writing(work)
    except (Refused, StaleEdit) as error:
        outcome = try_out(session(), g.member, found, data, update=update)
        return _look(found, upload, outcome, name, update, wrong=str(error)), 422
    if not outcome.done:
        return _look(found, upload, outcome, name, update), 409
    uploads.drop(g.member, found, upload)
    flash(f"Imported: {what(outcome.plan)}")
    return redirect(place_url("/p/<project>/<study>/cases", study) or url_for("projects.home", project=project))


@blueprint.get("/p/<project>/<study>/import/<upload>/marked.xlsx")
@allowed("import_cases")
def marked(project: str, study: str, upload: str) -> Response:
    """The uploaded workbook with every cell that is in the way marked, and what to do in a comment."""
    from exports.marked import mark

    found = _study(study)
    data = _data(found, upload)
    if is_pasted(data):
        abort(404)
    outcome = try_out(session(), g.member, found, data, update=_update(request.args))
    name = request.args.get("name", "") or "cases.xlsx"
    stem = re.sub(r"[^\w .-]", "", name.removesuffix(".xlsx")) or "cases"
    return send_file(
        io.BytesIO(mark(data, outcome.plan.problems)), XLSX, as_attachment=True, download_name=f"{stem} marked.xlsx"
    )


@blueprint.get("/p/<project>/<study>/template.xlsx")
@allowed("take_template")
def template(project: str, study: str) -> Response:
    """The workbook to fill in, made from the study's questions."""
    from exports.template import make_template

    found = _study(study)
    titles = [workshop.title for workshop in workshops(session(), g.member, found)]
    data = make_template(studies.instrument_of(session(), found), title=found.title, workshops=titles)
    return send_file(io.BytesIO(data), XLSX, as_attachment=True, download_name=f"{study} cases.xlsx")


def _study(key: str) -> Study:
    """The study; the page of its survey, with a word, where it has no cases."""
    return study_of_cases(key, SURVEY)


def _sent() -> tuple[bytes, str]:
    """What was uploaded or pasted, and what to call it."""
    file = request.files.get("file")
    if file and file.filename:
        return file.read(), file.filename[:200]
    text = request.form.get("pasted", "")
    return (as_pasted(text), "pasted cells") if text.strip() else (b"", "")


def _data(study: Study, upload: str) -> bytes:
    """The kept file; a page that says to upload it again where it has been swept out."""
    data = uploads.kept(g.member, study, upload)
    if data is None:
        flash("That upload is no longer kept. Choose the workbook again: nothing was imported.", "problem")
        abort(redirect(_to(".start", study)))
    return data


def _update(values: Any) -> bool:
    return str(values.get("update", "")) == "1"


def _to(endpoint: str, study: Study, **values: Any) -> str:
    return url_for(endpoint, project=g.member.project_key, study=study.key, **values)


def _start(study: Study, wrong: str = "") -> str:
    return render_template("imports/start.html", study=study, wrong=wrong, pasted=request.form.get("pasted", ""))


def _look(study: Study, upload: str, outcome: Outcome, name: str, update: bool, wrong: str = "") -> str:
    """The page of a trial run."""
    plan = outcome.plan
    state = "wrong" if plan.problems else "ready" if plan.cases else "nothing"
    return render_template(
        "imports/look.html",
        study=study,
        upload=upload,
        plan=plan,
        name=name,
        update=update,
        state=state,
        wrong=wrong,
        says=what(plan) if state == "ready" else nothing_new(outcome) if state == "nothing" else "",
        shown=plan.problems[:MOST_SHOWN],
        pasted=name == "pasted cells",
        demo=projects.project(session(), g.member).demo,
        marked=_to(".marked", study, upload=upload, name=name, update=int(update)),
    )
