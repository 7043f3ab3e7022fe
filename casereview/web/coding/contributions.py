"""Contributions typed live: one short form that stays where it is, who is speaking kept from the last one."""

from typing import Any

from flask import flash, g, redirect, render_template, request
from flask_wtf import FlaskForm
from sqlmodel import Session
from werkzeug.wrappers import Response
from wtforms import HiddenField

from casereview.answers import Given
from casereview.instruments.question import Item
from casereview.store import cases, responses
from casereview.store.errors import KeyReused, NotFound, NotReady, Refused
from casereview.web.access import allowed
from casereview.web.coding.place import Here, blueprint, look
from casereview.web.database import session, writing
from forms.builder import answers_of, form_for
from forms.case import new_key
from forms.personal import SEEN, unheeded

PAGE = "/p/<project>/<study>/contributions"
SHOWN = 8
REUSED = (
    "This page has kept another text already: it stands below, where it can be changed. "
    "Keep this one too only if it is a contribution of its own."
)


@blueprint.get(PAGE)
@allowed("edit_cases")
def contributions(project: str, study: str) -> str:
    """The form, with who was speaking last already chosen."""
    here = look_live(session(), study)
    last = {item.ref: _Kept(Given(request.args[item.ref])) for item in _facts(here) if _known(item)}
    return show(here, form_of(here, last))


@blueprint.post(PAGE)
@allowed("edit_cases")
def add(project: str, study: str) -> Response | tuple[str, int]:
    """Keeps the contribution as a case of its own, with a reference issued; sent twice it is one."""
    here = look_live(session(), study)
    form = form_of(here, {}, request.form)
    text = answers_of(form)[here.frame.coding]
    right = form.validate()
    if text.data is None and not text.errors:
        text.errors = ["Type what was said."]
    if not right or text.data is None or unheeded([text], request.form.getlist(SEEN)):
        return show(here, form), 422
    try:
        reference = keep(study, form)
    except KeyReused:
        text.errors = [REUSED]
        form.client_key.data = new_key()
        return show(here, form), 422
    except (Refused, NotReady) as error:
        text.errors = [str(error)]
        return show(here, form), 422
    flash(f"{reference} is kept.")
    facts = {item.ref: given.value for item in _facts(here) if (given := answers_of(form)[item.ref].data)}
    return redirect(here.link("contributions", **facts))


def keep(study: str, form: FlaskForm) -> str:
    """The reference of the new contribution. Raises Refused, NotReady, KeyReused."""
    given = {ref: field.data for ref, field in answers_of(form).items() if field.data is not None}
    with writing() as open_session:
        here, key = look_live(open_session, study), form["client_key"].data
        facts = {item.ref: given.get(item.ref) for item in _facts(here)}
        case = cases.add_case(open_session, g.member, here.study, facts=facts, client_key=key)
        responses.enter(open_session, g.member, case, draft=given, confirmed=set(), client_key=f"{key}-said")
        return case.reference


def look_live(open_session: Session, study: str) -> Here:
    """The study, where its cases are contributions. Raises NotFound."""
    here = look(open_session, study)
    if here.instrument.unit != "contribution":
        raise NotFound
    return here


def form_of(here: Here, entries: dict[str, Any], formdata: Any = None) -> FlaskForm:
    """Who is speaking, and the words."""
    items = [*_facts(here), here.instrument.item[here.frame.coding]]
    return form_for(items, entries, formdata, client_key=HiddenField(default=new_key))


def show(here: Here, form: FlaskForm) -> str:
    """The page, with the newest contributions under the form."""
    fields = answers_of(form)
    newest = here.texts[-SHOWN:][::-1]
    return render_template(
        "coding/contributions.html", here=here, study=here.study, form=form, newest=newest, total=len(here.texts),
        facts=[fields[item.ref] for item in _facts(here)], text=fields[here.frame.coding],
    )  # fmt: skip


class _Kept:
    """An answer to start the form from."""

    def __init__(self, given: Given):
        self.given, self.version = given, 0


def _facts(here: Here) -> list[Item]:
    attributes = {attribute.id for attribute in here.instrument.attributes if attribute.type == "choice"}
    return [item for item in here.instrument.items if item.question.id in attributes]


def _known(item: Item) -> bool:
    return request.args.get(item.ref, "") in {option.code for option in item.question.choosable}
