"""Two readings of one text side by side, and which codes stand."""

from flask import flash, g, redirect, render_template, request
from sqlmodel import Session
from werkzeug.wrappers import Response

from casereview.store import coding, quotes
from casereview.store.errors import Refused, StaleEdit
from casereview.store.texts import Text
from casereview.web.access import allowed
from casereview.web.coding.place import TEXT, Here, blueprint, look
from casereview.web.database import session, writing
from casereview.web.whole_number import posted_version


@blueprint.get(f"{TEXT}/settle")
@allowed("code_text")
def settle(project: str, study: str, text: str) -> str | Response:
    """Both readings; before both are in there is nothing to settle, and nothing is shown."""
    here = look(session(), study)
    found = here.text(text)
    if len(found.readers) < 2:
        return redirect(here.link("text", text=text))
    return show(session(), here, found)


@blueprint.post(f"{TEXT}/settle")
@allowed("code_text")
def settled(project: str, study: str, text: str) -> Response | tuple[str, int]:
    """Keeps what was settled and goes on to the next disagreement."""
    codes = tuple(request.form.getlist("codes"))
    with writing() as open_session:
        here = look(open_session, study)
        try:
            coding.settle(
                open_session, g.member, here.study, key=text, codes=codes, frame=here.frame.id,
                expected_version=posted_version(),
            )  # fmt: skip
        except (Refused, StaleEdit) as error:
            status = 422 if isinstance(error, Refused) else 409
            return show(open_session, here, here.text(text), codes, str(error)), status
        left = [each for each in here.texts if each.state == "differs"]
        flash("Settled." if left else "Settled. No disagreement is left.")
        return redirect(here.link("settle", text=left[0].key) if left else here.link("overview"))


def show(
    session: Session, here: Here, found: Text, chosen: tuple[str, ...] | None = None, problem: str = ""
) -> str:  # fmt: skip
    """The page, with the codes that stand, or those both readers chose, ticked."""
    first, second = coding.readings(session, g.member, found)
    agreed = tuple(code for code in first if code in second)
    return render_template(
        "coding/settle.html", here=here, study=here.study, text=found, first=first, second=second, problem=problem,
        chosen=chosen if chosen is not None else found.codes or agreed, total=len(here.texts),
        quotes=quotes.quotes(session, g.member, [found]),
    )  # fmt: skip
