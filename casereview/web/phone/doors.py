"""What somebody sees whose link takes no answers now: not open yet, sent before, withdrawn, closed, what was heard."""

from contextlib import suppress

from flask import render_template, request

from casereview.database import DatabaseBusy
from casereview.models import Study
from casereview.store import survey_links, survey_release
from casereview.store.invitation_marks import has_mark
from casereview.store.survey_links import Entrance
from casereview.web.database import in_writing, session
from casereview.web.secret import secret


def instead(found: Entrance, study: Study) -> str:
    """The page in place of the questions; "" where they can be answered."""
    status = found.survey.status
    release = survey_release.current(session(), found.survey) if status == "closed" else None
    if release is not None:
        shown = survey_release.Shown.from_json(release.shown)
        return render_template("phone/heard.html", study=study, shown=shown, release=release)
    words = survey_links.refusal(found) if status != "closed" else ""
    if not words and status == "open" and not survey_links.has_sent(session(), found, secret()):
        return ""
    sent = status != "closed" and survey_links.has_sent(session(), found, secret())
    return render_template("phone/stopped.html", survey=found.survey, study=study, words=words, sent=sent)


def note(found: Entrance, stage: str) -> None:
    """Keeps how far a personal link has come. A busy database is no reason to keep somebody waiting."""
    if found.invitation is None or request.method == "HEAD" or has_mark(session(), found.invitation, stage, secret()):
        return
    with suppress(DatabaseBusy):
        in_writing(lambda open_session: survey_links.note(open_session, found, stage, secret()))
