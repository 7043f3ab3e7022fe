"""Changing a case: its reference, summary, place and facts. Only what a person changed is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from flask import flash, g, redirect, render_template, request
from flask_wtf import FlaskForm
from sqlmodel import Session
from werkzeug.wrappers import Response

from casereview.answers import Given
from casereview.instruments.model import Instrument
from casereview.models import ReviewedCase, Study
from casereview.store import cases, studies
from casereview.store.errors import NotFound, Refused, StaleEdit
from casereview.web.access import allowed
from casereview.web.capture import blueprint
from casereview.web.capture.place import CASE, study_and_case, to
from casereview.web.capture.places import Place, place_of, places
from casereview.web.capture.waiting import waits, watched_facts
from casereview.web.database import session, writing
from casereview.web.whole_number import posted_version
from forms.builder import answers_of, changed, in_words
from forms.case import PLACE, REFERENCE, SUMMARY, change_form, fact_parts
from forms.fields import EDITION, AnswerField, Conflict, edition


@dataclass(frozen=True)
class Standing:
    """A fact as it stands, for the form."""

    given: Given
    version: int = 0


@dataclass
class Change:
    """The page of one case: what stands, the form over it, and what was typed against a text that has moved."""

    study: Study
    case: ReviewedCase
    instrument: Instrument
    places: Mapping[str, Place]
    facts: Mapping[str, Standing]
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    moved_on: str = ""  # who changed something that this person did not
    is_new: bool = False  # the form stands on what stands now, not on the page that was posted

    @classmethod
    def of(cls, open_session: Session, study_key: str, case_id: str) -> "Change":
        """Raises NotFound."""
        study, case = study_and_case(open_session, g.member, study_key, case_id)
        facts = cases.facts_of(open_session, g.member, case)
        return cls(
            study, case, studies.instrument_of(open_session, study), places(open_session, g.member, study),
            {ref: Standing(given) for ref, given in facts.items()},
        )  # fmt: skip

    @property
    def own(self) -> dict[str, str]:
        """The texts that stand in the case itself."""
        return {REFERENCE: self.case.reference, SUMMARY: self.case.summary, PLACE: place_of(self.case)}

    @cached_property
    def form(self) -> FlaskForm:
        """What stands, with what was posted over it."""
        formdata = request.form if request.method == "POST" else None
        return change_form(self.instrument, self.facts, formdata, self.own, self.case.version)

    @cached_property
    def moved(self) -> list[str]:
        """The texts of the case itself that the person changed, going by the print the page carried."""
        return [name for name in self.own if _print(self.form[name].data) != request.form.get(name + EDITION, "")]

    @cached_property
    def moved_facts(self) -> dict[str, AnswerField]:
        """The facts that the person changed."""
        return {each.ref: each for each in changed(self.form, request.form)}


@blueprint.get(f"{CASE}/edit")
@allowed("edit_cases")
def change(project: str, study: str, case: str) -> str:
    """The case as it stands, to be changed."""
    return show(Change.of(session(), study, case))


@blueprint.post(f"{CASE}/edit")
@allowed("edit_cases")
def save_change(project: str, study: str, case: str) -> Response | tuple[str, int]:
    """Writes what was changed; where somebody was faster, the form again with both texts."""
    with writing() as open_session:
        page = Change.of(open_session, study, case)
        if not page.form.validate():
            return show(page), 422
        if waits(page.form):
            return show(page, waiting=True), 422
        try:
            write(open_session, page)
        except Refused as error:
            page.form[REFERENCE].errors = [str(error)]
            return show(page), 422
        except StaleEdit as error:
            return show(beside(page, error)), 409
        flash(f"{page.case.reference} is changed.")
    return redirect(to("review", study, case))


def write(open_session: Session, page: Change) -> None:
    """Raises Refused, StaleEdit, NotFound."""
    texts = {name: page.form[name].data or "" for name in page.moved}
    wanted = page.places.get(texts[PLACE]) if PLACE in texts else None
    if PLACE in texts and wanted is None:
        raise NotFound
    cases.change_case(
        open_session, g.member, page.case, expected_version=posted_version(),
        reference=texts.get(REFERENCE), summary=texts.get(SUMMARY),
        facts={ref: each.data for ref, each in page.moved_facts.items()},
        place=(wanted.workshop, wanted.table) if wanted else None,
    )  # fmt: skip


def beside(page: Change, error: StaleEdit) -> Change:
    """Both texts of what the person changed; everything else as it now stands, under the version that now stands."""
    by = error.by or "Somebody"
    for name, standing in page.own.items():
        each = page.form[name]
        if name not in page.moved:
            each.data = standing
        elif each.data != standing:
            mine, theirs = (page.places[c].words if name == PLACE else c for c in (each.data or "", standing))
            page.conflicts[each.label.text] = Conflict(mine, theirs, by)
    for ref, fact in answers_of(page.form).items():
        now = page.facts.get(ref)
        if ref not in page.moved_facts:
            fact.data = now.given if now else None
            fact.raw, fact.other = fact.typed(fact.data), fact.data.other if fact.data else ""
        elif fact.data != (now.given if now else None):
            theirs = in_words(fact.item, now.given if now else None)
            page.conflicts[fact.item.name] = Conflict(in_words(fact.item, fact.data), theirs, by)
    page.form["version"].data = str(page.case.version)
    page.is_new, page.moved_on = True, by
    return page


def show(page: Change, *, waiting: bool = False) -> str:
    """The page. `waiting`: for a second look at the words."""
    started: dict[str, str] = {name: _print(text) for name, text in page.own.items()}
    if request.method == "POST" and not page.is_new:  # what was changed is still told by the page that was posted
        started = {name: request.form.get(name + EDITION, "") for name in started}
        for fact in answers_of(page.form).values():
            fact.edition = request.form.get(fact.ref + EDITION, fact.edition)
    return render_template(
        "capture/edit.html", study=page.study, case=page.case, form=page.form, to=to, conflicts=page.conflicts,
        moved_on=page.moved_on,
        parts=fact_parts(page.instrument, page.form), places=page.places, started=started, waits=waiting,
        watched=watched_facts(page.form),
    )  # fmt: skip


def _print(text: str | None) -> str:
    return edition(0, [text or ""], "")
