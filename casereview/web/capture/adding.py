"""Adding one case by hand: a reference or none, the summary, and the facts that are known."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from casereview.store import cases, studies
from casereview.store.errors import KeyReused, Refused
from casereview.web.access import allowed
from casereview.web.capture import blueprint
from casereview.web.capture.listing import bring
from casereview.web.capture.place import CASES
from casereview.web.capture.places import places
from casereview.web.capture.waiting import waits, watched_facts
from casereview.web.database import session, writing
from casereview.web.study_of_cases import study_of_cases
from forms.builder import answers_of
from forms.case import PLACE, REFERENCE, SUMMARY, add_form, fact_parts


@blueprint.get(f"{CASES}/new")
@allowed("edit_cases")
def new_case(project: str, study: str) -> str:
    """The empty form."""
    instrument = studies.instrument_of(session(), study_of_cases(study))
    return show(study, add_form(instrument))


@blueprint.post(f"{CASES}/new")
@allowed("edit_cases")
def add_case(project: str, study: str) -> Response | tuple[str, int]:
    """Adds the case, once however often it is sent; a mistake comes back with everything that was typed."""
    instrument = studies.instrument_of(session(), study_of_cases(study))
    form = add_form(instrument, request.form)
    if not form.validate():
        return show(study, form), 422
    if waits(form):
        return show(study, form, waiting=True), 422
    try:
        case = add(study, form)
    except Refused as error:
        form[REFERENCE].errors = [str(error)]
        return show(study, form), 422
    except KeyReused as error:
        form[REFERENCE].errors = [str(error)]
        return show(study, form), 409
    flash(f"{case['reference']} is in the case list.")
    return redirect(next_page(study, case["public_id"]))


def add(study_key: str, form: FlaskForm) -> dict[str, str]:
    """The new case's reference and public id. Raises Refused, KeyReused."""
    name = form[PLACE].data or ""
    facts = {ref: field.data for ref, field in answers_of(form).items() if field.data is not None}
    with writing() as open_session:
        study = studies.study(open_session, g.member, study_key)
        place = places(open_session, g.member, study).get(name) or abort(400)
        case = cases.add_case(
            open_session, g.member, study, reference=form[REFERENCE].data, summary=form[SUMMARY].data or "",
            facts=facts, client_key=form["client_key"].data, workshop=place.workshop, table=place.table,
        )  # fmt: skip
        return {"reference": case.reference, "public_id": case.public_id}


def next_page(study: str, case: str) -> str:
    """Another new case, the case itself, or the list, as the button said."""
    place: dict[str, Any] = {"project": g.member.project_key, "study": study}
    then = request.form.get("then")
    if then == "review":
        return url_for("capture.review", **place, case=case)
    return url_for("capture.new_case" if then == "another" else "capture.listing", **place)


def show(study: str, form: FlaskForm, *, waiting: bool = False) -> str:
    """The page. `waiting`: for a second look at the words."""
    found = study_of_cases(study)
    instrument = studies.instrument_of(session(), found)
    return render_template(
        "capture/new.html", study=found, form=form, parts=fact_parts(instrument, form), waits=waiting,
        watched=watched_facts(form), places=places(session(), g.member, found), started={},
        bring=bring(study),
    )  # fmt: skip
