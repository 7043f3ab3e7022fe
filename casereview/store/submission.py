"""Submitting what stands in the form, exactly as it was read."""

from collections.abc import Set

from sqlmodel import Session

from casereview.access import Member
from casereview.answers import Draft
from casereview.models import Person, Response, Study
from casereview.store.drafts import case_of, draft_of, entries, open_case, revision
from casereview.store.errors import DraftMoved, StaleEdit
from casereview.store.names import called
from casereview.store.once import once
from casereview.store.scope import locked, own, require
from casereview.store.studies import instrument_of
from casereview.store.submitted import settle_and_store


def submit(
    session: Session,
    member: Member,
    response: Response,
    *,
    expected_version: int,
    expected_draft: str | None = None,
    confirmed: Set[str] = frozenset(),
    client_key: str | None = None,
) -> Response:
    """Makes what stands in the form the answers of the response, as a whole. `confirmed`: ids of rules confirmed.

    `expected_draft`: the `drafts.revision` that was read before submitting; None submits whatever stands.
    Raises NotReady (missing, stops, to_confirm); StaleEdit where it was submitted since `expected_version`, or changed
    since `expected_draft`; Refused for a case set aside; KeyReused; NotFound; NotAllowed.
    """
    require(member, "enter_cases")

    def make() -> int:
        case = open_case(session, member, response)
        fresh = locked(session, Response, response)
        if fresh.version != expected_version:
            raise StaleEdit(
                "response", "these answers", "answers submitted since", fresh.version, _author(session, fresh)
            )
        draft = _as_read(session, member, fresh, expected_draft)
        study = session.get_one(Study, fresh.study_id)
        settle_and_store(session, member, case, fresh, instrument_of(session, study), draft, confirmed)
        return fresh.id

    own(member, response)
    case_of(session, member, response)
    body: dict[str, object] = {"response": response.id, "version": expected_version, "confirmed": sorted(confirmed)}
    body["draft"] = expected_draft
    number = once(session, member, client_key=client_key, action="submit", body=body, make=make)
    return session.get_one(Response, number)


def _as_read(session: Session, member: Member, response: Response, expected: str | None) -> Draft:
    """What stands in the form. Raises DraftMoved, with who changed it last, where it is not what was read."""
    draft = draft_of(session, member, response)
    if expected is not None and revision(draft) != expected:
        last = max(entries(session, member, response).values(), key=lambda entry: entry.at, default=None)
        raise DraftMoved("draft", expected, revision(draft), response.version, last.by if last else "")
    return draft


def _author(session: Session, response: Response) -> str:
    return called(session.get(Person, response.person_id) if response.person_id else None)
