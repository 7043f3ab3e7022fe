"""How far the coding of a study is: what waits, where readers agree, what is to settle, quotes and figures."""

from collections import Counter

from flask import flash, g, redirect, render_template, request
from werkzeug.wrappers import Response

from casereview.findings import wording
from casereview.store import coding, quotes
from casereview.store.coding_agreement import agreement
from casereview.store.errors import Refused
from casereview.store.texts import Text
from casereview.web.access import allowed
from casereview.web.coding.place import ROOT, Here, blueprint, look
from casereview.web.database import session, writing
from casereview.web.paging import Paging, paging
from casereview.web.whole_number import posted_number

STATES = {"to_code": "Not yet coded", "second": "Waits for a second reading", "differs": "To settle", "coded": "Coded"}
A_PAGE = 100


@blueprint.get(ROOT)
@allowed("code_text")
def overview(project: str, study: str) -> str:
    """The page."""
    here, state = look(session(), study), _state()
    counts = Counter(each.state for each in here.texts)
    return render_template(
        "coding/overview.html", here=here, study=here.study, counts=counts, states=STATES, wording=wording,
        first=coding.waiting(g.member, here.texts), second=coding.waiting(g.member, here.texts, second=True),
        agreement=agreement(session(), g.member, here.texts, here.question),
        twice=sum(each.twice for each in here.texts), unread=coding.lacking(here.texts),
        differing=[each for each in here.texts if each.state == "differs"], shown=state, page=page_of(here, state),
        quotes=quotes.quotes(session(), g.member, here.texts),
        figures=quotes.all_figures(session(), g.member, here.study, here.frame.id),
        units=wording.units(here.instrument, 2), unit=wording.units(here.instrument, 1),
    )  # fmt: skip


def page_of(here: Here, state: str) -> Paging[Text]:
    """The page of the list of texts that the address asks for; `state` "": texts in every state."""
    listed = [each for each in here.texts if state in ("", each.state)]
    asked = {"state": state or None, "reading": None, "_anchor": "every"}
    return paging(listed, A_PAGE, request.args.get("page", ""), lambda page: here.link("overview", page=page, **asked))


def _state() -> str:
    return next((each for each in STATES if each == request.args.get("state")), "")


@blueprint.get(f"{ROOT}/next")
@allowed("code_text")
def next_text(project: str, study: str) -> Response:
    """The next text to read, in the mode of the address; the overview when there is none."""
    here = look(session(), study)
    return redirect(onward(here, 0))


@blueprint.post(f"{ROOT}/twice")
@allowed("code_text")
def twice(project: str, study: str) -> Response:
    """Draws texts to be read by a second person."""
    count = max(0, posted_number("count"))
    with writing() as open_session:
        here = look(open_session, study)
        try:
            drawn = coding.choose_twice(open_session, g.member, here.study, count=count, frame=here.frame.id)
            flash(f"{drawn} more drawn for a second reading." if drawn else "All of them are read twice already.")
        except Refused as error:
            flash(str(error), "problem")
        return redirect(here.link("overview"))


@blueprint.post(f"{ROOT}/once")
@allowed("code_text")
def once(project: str, study: str) -> Response:
    """Takes back what was drawn and nobody has read a second time."""
    with writing() as open_session:
        here = look(open_session, study)
        back = coding.give_back(open_session, g.member, here.study, frame=here.frame.id)
        words = f"{back} taken back: one reading is enough for them again." if back else "There was none to take back."
        flash(words)
        return redirect(here.link("overview"))


def onward(here: Here, after: int) -> str:
    """The address of the next text this member could read after the one with that number, or of the overview."""
    waiting = coding.waiting(g.member, here.texts, second=here.second)
    found: Text | None = next((each for each in waiting if each.number > after), waiting[0] if waiting else None)
    if found is not None:
        return here.link("text", text=found.key)
    flash("Nothing more is waiting for you here.")
    return here.link("overview", reading=None)
