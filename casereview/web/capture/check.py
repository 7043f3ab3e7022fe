"""The check page: every answer in words before it counts, what is missing, what does not fit, and the submission."""

import secrets

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casereview import rules
from casereview.store import drafts, responses
from casereview.store.errors import KeyReused, NotReady, Refused, StaleEdit
from casereview.web.access import allowed
from casereview.web.capture import blueprint
from casereview.web.capture.place import CASE, Review, opened, review_of, to
from casereview.web.capture.reading_back import pieces
from casereview.web.capture.review import closed
from casereview.web.database import session, writing
from casereview.web.whole_number import posted_version
from forms.checking import checked, personal


@blueprint.get(f"{CASE}/check")
@allowed("enter_cases")
def check(project: str, study: str, case: str) -> str | Response:
    """Everything that stands in the form, by section."""
    found = review_of(session(), g.member, study, case)
    if found.case.status != "open":
        return redirect(to("aside", study, case))
    if closed(found):
        return redirect(url_for("room.room", project=project, study=study, case=case))
    return show(found)


@blueprint.post(f"{CASE}/check")
@allowed("enter_cases")
def submit(project: str, study: str, case: str) -> Response | tuple[str, int]:
    """Submits; sent twice it is one submission. What is not ready comes back in words, with nothing lost."""
    confirmed = frozenset(request.form.getlist("confirmed"))
    with writing() as open_session:
        found = review_of(open_session, g.member, study, case)
        try:
            responses.submit(
                open_session, g.member, opened(open_session, g.member, found), expected_version=posted_version(),
                expected_draft=request.form.get("draft", ""), confirmed=confirmed,
                client_key=request.form.get("client_key") or None,
            )  # fmt: skip
            return redirect(to("done", study, case))
        except NotReady as error:
            return show(found, confirmed, words(error)), 422
        except (StaleEdit, KeyReused, Refused) as error:
            found = review_of(open_session, g.member, study, case)
            return show(found, confirmed, str(error)), 409


def words(error: NotReady) -> str:
    """What is to be done before it can be submitted."""
    if error.missing:
        return "Some questions still need an answer. They are marked below."
    if error.stops:
        return "Some answers cannot both be true. Change one of them."
    return "Some answers are unusual. Confirm them below, or change them."


def show(found: Review, confirmed: frozenset[str] = frozenset(), problem: str = "") -> str:
    """The page."""
    broken = rules.broken(found.instrument, found.answers)
    missing = rules.missing_required(found.instrument, found.draft)
    return render_template(
        "capture/check.html", review=found, study=found.study, case=found.case, to=to, playback=pieces(found),
        sections=checked(found.instrument, found.draft, missing), missing=missing, confirmed=confirmed,
        stops=[rule for rule in broken if rule.severity == "stop"], problem=problem,
        warns=[rule for rule in broken if rule.severity == "warn"], personal=personal(found.instrument, found.draft),
        revision=drafts.revision(found.draft),
        client_key=secrets.token_hex(16),
    )  # fmt: skip
