"""Trying other assumptions: values in the address, the totals they give beside the stated ones, nothing saved."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import flash, g, redirect, render_template, request
from sqlmodel import Session
from werkzeug.wrappers import Response

from casereview.models import Opportunity
from casereview.store import changing
from casereview.store.errors import NotFound, Refused, StaleEdit
from casereview.store.opportunity_rows import opportunities
from casereview.store.restating import restate
from casereview.summary import wording
from casereview.summary.gathering import everything
from casereview.summary.influence import in_words, influences
from casereview.summary.opportunity import Row
from casereview.summary.total import Total, totals
from casereview.summary.trying import Knob, knobs, read, tried
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.summary.bars import Bars, bars
from casereview.web.summary.blueprint import PLACE, Problems, blueprint, posted, to
from casereview.web.summary.page import KINDS
from casereview.web.whole_number import posted_version

WHERE = f"{PLACE}/opportunities/try"


@dataclass(frozen=True)
class Trial:
    """One row as stated and as tried, with what can be turned and where its range comes from."""

    row: Row
    trial: Row
    knobs: list[Knob]
    bars: Bars | None
    words: str

    @property
    def changed(self) -> bool:
        return any(each.changed for each in self.knobs)


@blueprint.get(WHERE)
@allowed("see_summary")
def try_out(project: str) -> str:
    """The sliders, and what the values of the address come to."""
    return _page(request.args, [])


@blueprint.post(WHERE)
@allowed("edit_summary")
def keep(project: str) -> Response | tuple[str, int]:
    """Makes one tried value the stated one, with where it comes from; a range opens to take it in."""
    address = {name: value for name, value in request.form.items() if "." in name}
    key = posted("keep")
    try:
        label = in_writing(lambda opened: _restate(opened, key, address.get(key, "")))
    except (Refused, StaleEdit) as error:
        code = 409 if isinstance(error, StaleEdit) else 422
        return _page(address, [{"text": str(error), "href": f"#why-{key}"}]), code
    flash(f"{label} is now stated so, with its new source.")
    address.pop(key)
    return redirect(to("try_out", **{name: value for name, value in address.items() if value}))


def _restate(opened: Session, key: str, value: str) -> str:
    found = everything(opened, g.member).rows
    values, wrong = read({key: value}, found)
    knob = next((each for row in found if row.shown for each in knobs(row, values) if each.key == key), None)
    if knob is None or not knob.keepable:
        raise NotFound
    if wrong or not knob.changed:
        raise Refused(wrong[0] if wrong else f"{knob.label}: this is what is stated already.")
    row = changing.by_public_id(opened, g.member, Opportunity, knob.plan.public_id)
    restate(opened, g.member, row, knob.place, knob.value, posted("source"), expected_version=posted_version())
    return knob.label


def _page(typed: Mapping[str, str], problems: Problems) -> str:
    rows = [row for row in everything(session(), g.member).rows if row.shown]
    values, wrong = read(typed, rows)
    trials = [_trial(row, values) for row in rows]
    stated, trial = totals(rows), totals([each.trial for each in trials])
    return render_template(
        "summary/trying.html", trials=trials, totals=list(zip(stated, trial, strict=True)), wrong=wrong, to=to,
        words=wording, kinds=KINDS, problems=problems, posted=posted, values=values, said=said,
        versions={each.public_id: each.version for each in opportunities(session(), g.member)},
    )  # fmt: skip


def _trial(row: Row, values: Mapping[str, float]) -> Trial:
    trial = tried(row, values)
    found = influences(trial)
    return Trial(row, trial, knobs(row, values), bars(trial, found), in_words(found))


def said(total: Total) -> str:
    """A total with its range: "£1.2m (£0.8m to £1.6m)"."""
    between = wording.span(total.figure, total.unit)
    return wording.amount(total.figure.value, total.unit) + (f" ({between})" if between else "")
