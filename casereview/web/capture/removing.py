"""Deleting a case, which takes it out of every list and number, and restoring it with everything it had."""

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from casereview.store import cases, studies
from casereview.store.errors import NotFound, Refused, StaleEdit
from casereview.store.purge import KEPT_DAYS
from casereview.web.access import allowed
from casereview.web.capture import blueprint
from casereview.web.capture.place import CASE, CASES, study_and_case
from casereview.web.database import writing

WRONG = "problem"


@blueprint.post(f"{CASE}/delete")
@allowed("edit_cases")
def delete(project: str, study: str, case: str) -> Response:
    """Deletes the case as it was looked at; the list offers to restore it."""
    with writing() as open_session:
        _, found = study_and_case(open_session, g.member, study, case)
        try:
            cases.delete_case(
                open_session, g.member, found, expected_version=request.form.get("version", 0, type=int)
            )  # fmt: skip
            flash(f"{found.reference} is deleted. It can be restored below for at least {KEPT_DAYS} days.")
        except StaleEdit as error:
            flash(str(error), WRONG)
    return redirect(url_for("capture.listing", project=project, study=study))


@blueprint.post(f"{CASES}/deleted/<case>/restore")
@allowed("edit_cases")
def restore(project: str, study: str, case: str) -> Response:
    """Brings it back."""
    with writing() as open_session:
        here = studies.study(open_session, g.member, study)
        if case not in [each.public_id for each in cases.deleted_cases(open_session, g.member, here)]:
            raise NotFound
        try:
            found = cases.restore_case(open_session, g.member, case)
            flash(f"{found.reference} is back, with everything it had.")
        except Refused as error:
            flash(str(error), WRONG)
    return redirect(url_for("capture.listing", project=project, study=study))
