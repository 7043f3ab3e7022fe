"""The live case form: one case, shown by section, by question or as a whole. Without JavaScript it posts a section."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from casereview.database import DatabaseBusy
from casereview.routing import asked
from casereview.store import blind
from casereview.web.access import allowed
from casereview.web.capture import blueprint, saving
from casereview.web.capture.place import CASE, Review, clock, review_of, to
from casereview.web.capture.reading_back import broken, pieces
from casereview.web.capture.seat import seat_of
from casereview.web.capture.which import reader_of
from casereview.web.database import session, writing
from forms.builder import answers_of, review_form
from forms.gates import route
from forms.review import VIEWS, Step, View, facts, sections, step_at, steps

WRONG = "problem"


@blueprint.get(CASE)
@allowed("enter_cases")
def review(project: str, study: str, case: str) -> str | Response:
    """The form, at the step the address names or the first with something to answer. A case set aside has no form."""
    found = review_of(session(), g.member, study, case)
    if found.case.status != "open":
        return redirect(to("aside", study, case))
    if closed(found):
        return redirect(url_for("room.room", project=project, study=study, case=case))
    theirs = None if found.response or found.instrument.alone else reader_of(session(), g.member, found.case)
    if theirs:
        return redirect(to("review", study, case, review=theirs.public_id))
    return show(found, review_form(found.instrument, found.entries))


@blueprint.post(CASE)
@allowed("enter_cases")
def keep(project: str, study: str, case: str) -> Response | tuple[str, int]:
    """Saves what changed and goes on; where something was not saved, the form again with everything that was typed."""
    posted = saving.Posted.of(request.form)
    try:
        return kept_or_shown(posted, study, case)
    except DatabaseBusy:
        flash(
            "The database is busy. Nothing was saved; what you typed is still here. Save again in a moment.", "problem"
        )
        found = review_of(session(), g.member, study, case)
        return show(found, review_form(found.instrument, found.entries, posted.data)), 503


def kept_or_shown(posted: saving.Posted, study: str, case: str) -> Response | tuple[str, int]:
    """Saves what was posted. Raises DatabaseBusy."""
    with writing() as open_session:
        before = review_of(open_session, g.member, study, case)
        form = review_form(before.instrument, before.entries, posted.data)
        kept = saving.save_changed(open_session, g.member, before, form, posted)
        after = review_of(open_session, g.member, study, case)
        if kept.all:
            return redirect(saving.onward(before, after, posted.go, step(before), view()))
        again = review_form(after.instrument, after.entries, posted.data)
        return show(after, saving.marked(again, kept)), 422


def closed(found: Review) -> bool:
    """Whether it is an answer given alone whose round is over, or nobody has said whose answer it is to be."""
    alone = found.instrument.alone
    named = request.args.get("kind", "")
    if not alone or named not in ("", alone):
        return False
    unasked = not named and g.member.may("see_all_cases")
    return unasked or blind.round_of(session(), found.case).revealed


def view() -> View:
    """How much to show: what the address says, else a section."""
    named = request.args.get("view")
    return next((each for each in VIEWS if each == named), "section")


def step(found: Review) -> Step:
    """The step the page stands at."""
    return step_at(steps(found.instrument, found.draft, view()), request.args.get("at"), found.draft, found.instrument)


def show(found: Review, form: FlaskForm) -> str:
    """The page."""
    now, parts = step(found), sections(found.instrument, form, found.draft, step(found))
    every = steps(found.instrument, found.draft, view())
    return render_template(
        "capture/review.html", review=found, case=found.case, study=found.study, form=form, sections=parts, view=view(),
        step=now, position=position(found, now), last=now == every[-1], saved_at=clock(found.saved_at),
        playback=pieces(found), broken=broken(found), errors=errors(form), unheeded=unheeded(form), to=to,
        route=route(found.instrument),
        seat=seat_of(session(), g.member, found), **about(found),
    )  # fmt: skip


def about(found: Review) -> dict[str, Any]:
    """The facts beside the questions, and the codes among them that gates may read."""
    attributes = {attribute.id for attribute in found.instrument.attributes}
    known = {ref: given for ref, given in found.draft.items() if ref in attributes}
    codes = {ref: [given.value] for ref, given in known.items() if isinstance(given.value, str)}
    several = {ref: list(given.value) for ref, given in known.items() if isinstance(given.value, tuple)}
    return {"facts": facts(found.instrument, known), "fact_codes": codes | several}


def position(found: Review, now: Step) -> str:
    """Question 5 of 19."""
    every = asked(found.instrument, found.draft)
    if now.view == "all":
        return f"{len(every)} questions"
    return f"Question {every.index(now.questions[0]) + 1} of {len(every)}"


def errors(form: FlaskForm) -> list[dict[str, str]]:
    """What was not saved, for the top of the page."""
    wrong = [(f, "somebody else changed it" if f.conflict else " ".join(f.errors)) for f in answers_of(form).values()]
    return [{"question": f.question.id, "name": f.item.name, "words": words} for f, words in wrong if words]


def unheeded(form: FlaskForm) -> list[dict[str, str]]:
    """The questions whose words wait for a second look before they are saved."""
    return [{"question": f.question.id, "name": f.item.name} for f in answers_of(form).values() if f.unheeded]
