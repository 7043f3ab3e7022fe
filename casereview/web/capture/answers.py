"""One answer at a time, from the page: saved, then what the server says about the case as it now stands."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Response, abort, g, jsonify, make_response, request

from casereview.answers import Given
from casereview.instruments.question import Item
from casereview.reading import ReadingError, read, typed
from casereview.store import drafts
from casereview.store.errors import KeyReused, Refused, StaleEdit
from casereview.web.access import allowed
from casereview.web.capture import blueprint
from casereview.web.capture.place import CASE, Review, clock, opened, review_of
from casereview.web.capture.reading_back import broken, pieces
from casereview.web.database import writing
from forms.builder import concerns_of, in_words

KEY_LENGTH = 80


@dataclass(frozen=True)
class Sent:
    """What the page sends for one answer."""

    ref: str
    values: list[str]
    other: str
    version: int
    client_key: str

    @classmethod
    def of(cls, body: Any) -> "Sent":
        """Raises ValueError where anything is missing or of another kind; a missing version never means "force"."""
        try:
            sent = cls(body["ref"], body["values"], body["other"], body["version"], body["client_key"])
        except (KeyError, TypeError) as error:
            raise ValueError("something is missing") from error
        texts = isinstance(sent.values, list) and all(isinstance(each, str) for each in sent.values)
        words = all(isinstance(each, str) for each in (sent.ref, sent.other, sent.client_key))
        if not (texts and words and type(sent.version) is int and 0 < len(sent.client_key) <= KEY_LENGTH):
            raise ValueError("something is not of its kind")
        return sent


@blueprint.post(f"{CASE}/answers")
@allowed("enter_cases")
def save_answer(project: str, study: str, case: str) -> Response:
    """Saves one answer. 409 with both texts where somebody was faster, 422 with a sentence where it cannot be kept."""
    try:
        sent = Sent.of(request.get_json(silent=True))
    except ValueError:
        abort(400)
    with writing() as open_session:
        before = review_of(open_session, g.member, study, case)
        item = before.instrument.item.get(sent.ref) or abort(404)
        try:
            after, entry = save(open_session, before, item, sent)
        except StaleEdit as error:
            return make_response(jsonify(both(item, error)), 409)
        except (ReadingError, Refused, KeyReused) as error:
            return make_response(jsonify(message=str(error)), 422)
        return jsonify(said(after, item, entry, sent))


def save(session: Any, review: Review, item: Item, sent: Sent) -> tuple[Review, drafts.Entry]:
    """Saves the answer; the review as it then stands. Raises ReadingError, Refused, StaleEdit, KeyReused."""
    given = read(item, sent.values, sent.other)
    response = opened(session, g.member, review)
    entry = drafts.save_entry(
        session,
        g.member,
        response,
        ref=sent.ref,
        given=given,
        expected_version=sent.version,
        client_key=sent.client_key,
    )
    return replace(review, response=response, entries={**review.entries, sent.ref: entry}), entry


def said(review: Review, item: Item, entry: drafts.Entry, sent: Sent) -> dict[str, Any]:
    """What the page shows once the answer is kept."""
    warnings = concerns_of(item.question, sent.values, sent.other)
    return {
        "version": entry.version, "at": clock(entry.at), "playback": pieces(review), "broken": broken(review),
        "warnings": {sent.ref: " ".join(warnings)},
    }  # fmt: skip


def both(item: Item, error: StaleEdit) -> dict[str, Any]:
    """Both texts, and theirs in the form's own terms so that it can be put in its place."""
    mine, theirs = (each if isinstance(each, Given) else None for each in (error.mine, error.theirs))
    return {
        "conflict": True, "by": error.by or "Somebody", "version": error.version, "message": str(error),
        "mine": in_words(item, mine), "theirs": in_words(item, theirs),
        "values": typed(theirs.value) if theirs else [], "other": theirs.other if theirs else "",
    }  # fmt: skip
