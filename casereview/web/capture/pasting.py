"""Adding many cases by pasting their references."""

import secrets

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casereview.store import studies
from casereview.store.errors import KeyReused, Refused
from casereview.store.pasting import paste_cases
from casereview.text import TextError, clean
from casereview.web.access import allowed
from casereview.web.capture import blueprint
from casereview.web.capture.listing import bring
from casereview.web.capture.place import CASES
from casereview.web.database import writing
from casereview.web.study_of_cases import study_of_cases


@blueprint.get(f"{CASES}/paste")
@allowed("edit_cases")
def paste(project: str, study: str) -> str:
    """The empty box."""
    return show(study, "", secrets.token_hex(16))


@blueprint.post(f"{CASES}/paste")
@allowed("edit_cases")
def add_pasted(project: str, study: str) -> Response | tuple[str, int]:
    """Adds all of them, or none where a line is wrong; what was pasted stays in the box."""
    text, key = request.form.get("references", ""), request.form.get("client_key", "")[:80]
    try:
        with writing() as open_session:
            found = studies.study(open_session, g.member, study)
            count = paste_cases(open_session, g.member, found, clean(text), client_key=key or None)
    except (Refused, KeyReused, TextError) as error:
        return show(study, text, secrets.token_hex(16), str(error)), 422
    flash(f"{count:,} {'case is' if count == 1 else 'cases are'} added to the case list.")
    return redirect(url_for("capture.listing", project=project, study=study))


def show(study: str, text: str, client_key: str, problem: str = "") -> str:
    """The page."""
    found = study_of_cases(study)
    return render_template(
        "capture/paste.html",
        study=found,
        text=_writable(text),
        client_key=client_key,
        problem=problem,
        bring=bring(study),
    )


def _writable(text: str) -> str:
    """The text without the control characters that no page may hold."""
    return "".join(each for each in text if each.isprintable() or each in "\r\n\t\u00a0")
