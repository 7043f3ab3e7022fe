"""Picking quotes, taking them away, and the figure that supports a code."""

from flask import flash, g, redirect, request
from werkzeug.wrappers import Response

from casereview.store import quotes
from casereview.store.errors import Refused, StaleEdit
from casereview.web.access import allowed
from casereview.web.coding import reading, settling
from casereview.web.coding.place import ROOT, TEXT, blueprint, look
from casereview.web.database import writing
from casereview.web.whole_number import posted_version


@blueprint.post(f"{TEXT}/quotes")
@allowed("code_text")
def pick(project: str, study: str, text: str) -> Response | tuple[str, int]:
    """Picks the words as a quote; what cannot be one comes back as it was typed."""
    words = request.form.get("words", "")
    with writing() as open_session:
        here = look(open_session, study)
        try:
            quotes.pick_quote(
                open_session, g.member, here.study, key=text, words=words, code=request.form.get("code", ""),
                frame=here.frame.id,
            )  # fmt: skip
        except Refused as error:
            found = here.text(text)
            if len(found.readers) == 2:
                return settling.show(open_session, here, found, problem=str(error)), 422
            return reading.show(open_session, here, found, problem=str(error), quote=words), 422
        flash("The quote is picked. It stands on the findings page with the role of the speaker only.")
        return redirect(here.link("text", text=text) + "#quote")


@blueprint.post(f"{ROOT}/quotes/<quote>/drop")
@allowed("code_text")
def drop(project: str, study: str, quote: str) -> Response:
    """Takes a quote away."""
    with writing() as open_session:
        here = look(open_session, study)
        quotes.drop_quote(open_session, g.member, here.study, quote)
        flash("The quote is taken away. The contribution is as it was.")
        return redirect(here.link("overview") + "#quotes")


@blueprint.post(f"{ROOT}/figures/<code>")
@allowed("code_text")
def figure(project: str, study: str, code: str) -> Response:
    """Sets the figure beside a code."""
    with writing() as open_session:
        here = look(open_session, study)
        try:
            quotes.say_figure(
                open_session, g.member, here.study, code=code, words=request.form.get("words", ""),
                source=request.form.get("source", ""), frame=here.frame.id,
                expected_version=posted_version(),
            )  # fmt: skip
            flash("The figure is kept.")
        except (Refused, StaleEdit) as error:
            flash(str(error), "problem")
        return redirect(here.link("overview") + "#figures")
