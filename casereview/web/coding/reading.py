"""One text at a time: its words, the codes beside it, and, once codes stand, the quotes picked from it."""

from flask import g, redirect, render_template, request
from sqlmodel import Session
from werkzeug.wrappers import Response

from casereview.store import coding, quotes
from casereview.store.errors import Refused, StaleEdit
from casereview.store.texts import Text
from casereview.web.access import allowed
from casereview.web.coding.overview import onward
from casereview.web.coding.place import TEXT, Here, blueprint, look
from casereview.web.database import session, writing
from casereview.web.whole_number import posted_version


@blueprint.get(TEXT)
@allowed("code_text")
def text(project: str, study: str, text: str) -> str | Response:
    """The text to read. One that two people have read is settled on a page of its own."""
    here = look(session(), study)
    found = here.text(text)
    if len(found.readers) == 2:
        return redirect(here.link("settle", text=text, reading=None))
    return show(session(), here, found)


@blueprint.post(TEXT)
@allowed("code_text")
def keep(project: str, study: str, text: str) -> Response | tuple[str, int]:
    """Keeps the codes and goes on; what cannot be kept comes back with the codes as ticked."""
    codes, version = tuple(request.form.getlist("codes")), posted_version()
    with writing() as open_session:
        here = look(open_session, study)  # its texts are read when they are first asked for: here, once they are saved
        try:
            coding.save_codes(
                open_session, g.member, here.study, key=text, codes=codes, frame=here.frame.id, expected_version=version
            )
        except (Refused, StaleEdit) as error:
            status = 422 if isinstance(error, Refused) else 409
            return show(open_session, here, here.text(text), codes, str(error)), status
        if request.form.get("then") == "quote":
            return redirect(here.link("text", text=text) + "#quote")
        return redirect(onward(here, here.text(text).number))


def show(
    session: Session, here: Here, found: Text, chosen: tuple[str, ...] | None = None, problem: str = "",
    quote: str | None = None,
) -> str:  # fmt: skip
    """The page. Of what others read it says nothing before both readings are in."""
    mine, version = coding.own_reading(session, g.member, found)
    readable = not found.readers or g.member.person_id in found.readers or found.state == "second"
    return render_template(
        "coding/text.html", here=here, study=here.study, text=found, mine=mine, version=version, readable=readable,
        chosen=mine if chosen is None else chosen, problem=problem, quote=quote, total=len(here.texts),
        waiting=len(coding.waiting(g.member, here.texts, second=here.second)),
        quotes=quotes.quotes(session, g.member, [found]),
        done=sum(each.state == "coded" for each in here.texts),
    )  # fmt: skip
