"""Bringing a directory from a file: upload, look at the trial run, then all of it or nothing; and the template."""

import io
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, send_file
from werkzeug.wrappers import Response

from casereview.gap_map.planning import DirectoryPlan
from casereview.importing.directory import bring_directory, try_directory
from casereview.importing.safety import UnsafeWorkbookError
from casereview.store.errors import Refused, StaleEdit
from casereview.web import uploads
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.gap_map.place import DIRECTORY, Here, blueprint, look, posted

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UPLOAD = f"{DIRECTORY}/upload"
MOST_SHOWN = 200


@blueprint.get(UPLOAD)
@allowed("edit_directory")
def upload(project: str, study: str) -> str:
    """Where a file is chosen, and where it is said which list it is and of when."""
    return _start(look(session(), study), request.args)


@blueprint.post(UPLOAD)
@allowed("edit_directory")
def send(project: str, study: str) -> Response | tuple[str, int]:
    """Keeps the file and goes on to its trial run, or says why it cannot be read."""
    here, file = look(session(), study), request.files.get("file")
    about = {name: posted(name) for name in ("source", "dated")} | {"change": "1" if "change" in request.form else ""}
    data = file.read() if file and file.filename else b""
    if not data:
        return _start(here, about, "Choose a workbook or a CSV file.", "#file"), 422
    try:
        _try(here, data, about)
    except UnsafeWorkbookError as error:
        return _start(here, about, str(error), "#file"), 422
    except Refused as error:
        return _start(here, about, str(error), "#dated" if about["source"] else "#source"), 422
    key = uploads.keep(g.member, here.study, data)
    return redirect(here.link("trial", upload=key, name=(file.filename or "")[:200] if file else "", **about))


@blueprint.get(f"{UPLOAD}/<upload>")
@allowed("edit_directory")
def trial(project: str, study: str, upload: str) -> str | tuple[str, int]:
    """The trial run: what is in the way, cell by cell, or what would be added."""
    here = look(session(), study)
    return _look(here, upload, _tried(here, _data(here, upload), request.args), request.args)


@blueprint.post(f"{UPLOAD}/<upload>")
@allowed("edit_directory")
def bring(project: str, study: str, upload: str) -> Response | tuple[str, int]:
    """Brings the file that was looked at, planned afresh: what changed meanwhile stops it and is shown."""
    here, about = look(session(), study), request.form
    data = _data(here, upload)
    try:
        plan, done = in_writing(lambda opened: bring_directory(opened, g.member, here.study, data, **_about(about)))
    except (Refused, StaleEdit) as error:
        return _look(here, upload, _tried(here, data, about), about, str(error)), 422
    if not done:
        return _look(here, upload, plan, about), 409
    uploads.drop(g.member, here.study, upload)
    flash(says(plan, done=True))
    return redirect(here.link("services"))


@blueprint.get(f"{DIRECTORY}/template.xlsx")
@allowed("edit_directory")
def template(project: str, study: str) -> Response:
    """The workbook to fill in, with drop-downs, made from the outcomes and places of the survey."""
    from exports.directory_template import make_directory_template

    here = look(session(), study)
    data = make_directory_template(here.instrument, title=here.study.title)
    return send_file(io.BytesIO(data), XLSX, as_attachment=True, download_name=f"{study} directory.xlsx")


def says(plan: DirectoryPlan, done: bool = False) -> str:
    """What came of it, or would: "27 services are added, 1 is changed; 2 are here already." """
    tense = {True: ("is", "are"), False: ("would be", "would be")}[done]
    parts = [
        f"{len(entries):,} {'service' if len(entries) == 1 else 'services'} {tense[len(entries) != 1]} {word}"
        for entries, word in ((plan.added, "added"), (plan.changed, "changed")) if entries
    ]  # fmt: skip
    said = " and ".join(parts) or "Nothing is new"
    return f"{said}; {plan.unchanged:,} here already." if plan.unchanged else f"{said}."


def _about(values: Any) -> dict[str, Any]:
    return {
        "source": values.get("source", ""), "dated": values.get("dated", ""), "change": values.get("change", "") == "1"
    }  # fmt: skip


def _try(here: Here, data: bytes, about: Any) -> DirectoryPlan:
    return try_directory(session(), g.member, here.study, data, **_about(about))


def _tried(here: Here, data: bytes, about: Any) -> DirectoryPlan:
    """The trial run of a file that was read before; back to the start where the address has lost its source or date."""
    try:
        return _try(here, data, about)
    except Refused as error:
        flash(str(error), "problem")
        abort(redirect(here.link("upload")))


def _data(here: Here, upload: str) -> bytes:
    data = uploads.kept(g.member, here.study, upload)
    if data is None:
        flash("That upload is no longer kept. Choose the file again: nothing was added.", "problem")
        abort(redirect(here.link("upload")))
    return data


def _start(here: Here, about: Any, wrong: str = "", href: str = "") -> str:
    problems = [{"text": wrong, "href": href}] if wrong else []
    return render_template("gap_map/upload.html", here=here, study=here.study, about=about, problems=problems)


def _look(here: Here, upload: str, plan: DirectoryPlan, about: Any, wrong: str = "") -> str:
    state = "wrong" if plan.problems else "ready" if plan.added or plan.changed else "nothing"
    return render_template(
        "gap_map/trial.html", here=here, study=here.study, upload=upload, plan=plan, state=state, wrong=wrong,
        about=about, says=says(plan), shown=plan.problems[:MOST_SHOWN], again=here.link("upload", **_kept(about)),
    )  # fmt: skip


def _kept(about: Any) -> dict[str, str]:
    return {name: about.get(name, "") for name in ("source", "dated", "change")}
