"""Reviews written at once rather than typed: imported, or put back to what was submitted."""

from collections.abc import Mapping, Set

from sqlmodel import Session

from casereview.access import Member
from casereview.answers import Draft, Given
from casereview.instruments.model import Instrument
from casereview.models import DraftAnswer, Person, Response, ReviewedCase, Study, WorkshopTable
from casereview.store.drafts import draft_of, open_case, open_review, put, revision, touch
from casereview.store.errors import Refused, StaleEdit
from casereview.store.facts import facts_of, write_facts
from casereview.store.names import called
from casereview.store.once import once
from casereview.store.scope import locked, require, rows
from casereview.store.studies import instrument_of, item_numbers
from casereview.store.submitted import answers_of, settle_and_store
from casereview.store.values import check, given


def enter(
    session: Session,
    member: Member,
    case: ReviewedCase,
    *,
    draft: Draft,
    confirmed: Set[str] | None = None,
    kind: str = "",
    round: int = 1,  # noqa: A002
    table: WorkshopTable | None = None,
    client_key: str | None = None,
) -> Response:
    """Opens, fills and submits a review at once (import, demo). Attributes in `draft` become facts of the case.

    What stood before is replaced as a whole. `table`: as for `open_review`. `confirmed` None confirms every rule that
    can be. Raises as `submit`, and Refused where somebody is typing in the review.
    """
    require(member, "enter_cases")

    def make() -> int:
        response = open_review(session, member, case, kind=kind, round=round, table=table)
        current = open_case(session, member, response)
        response = locked(session, Response, response)
        if response.editing or (response.status == "draft" and response.touched_at is not None):
            raise Refused(f"{case.reference} is being typed in the form. Submit it there first.")
        study = session.get_one(Study, case.study_id)
        instrument = instrument_of(session, study)
        complete = _take_attributes(session, member, current, instrument, draft)
        overwrite(session, member, response, instrument, item_numbers(session, study), complete)
        touch(session, member, response)
        rules = {rule.id for rule in instrument.rules} if confirmed is None else confirmed
        settle_and_store(session, member, current, response, instrument, complete, rules)
        return response.id

    body: dict[str, object] = {"case": case.id, "kind": kind, "round": round, "draft": dict(draft)}
    if table is not None:
        body["table"] = table.id
    number = once(session, member, client_key=client_key, action="enter", body=body, make=make)
    return session.get_one(Response, number)


def _take_attributes(
    session: Session, member: Member, case: ReviewedCase, instrument: Instrument, draft: Draft
) -> Draft:
    """Writes the attributes in `draft` as facts; gives back the draft with all attributes the case then has."""
    for ref, entry in draft.items():
        if ref not in instrument.item:
            raise Refused(f"The instrument has no question “{ref}”.")
        check(instrument.item[ref], entry)
    attributes = {attribute.id for attribute in instrument.attributes}
    write_facts(session, member, case, {ref: entry for ref, entry in draft.items() if ref in attributes})
    facts = facts_of(session, member, case)
    questions = {ref: entry for ref, entry in draft.items() if ref not in attributes}
    return {ref: entry for ref, entry in facts.items() if ref in attributes} | questions


def overwrite(
    session: Session,
    member: Member,
    response: Response,
    instrument: Instrument,
    numbers: Mapping[str, int],
    draft: Mapping[str, Given],
) -> None:
    """Brings rows of the draft that exist in step with `draft`, as their next version, so that stale tabs notice."""
    refs = {number: ref for ref, number in numbers.items()}
    for row in session.exec(rows(member, DraftAnswer).where(DraftAnswer.response_id == response.id)):
        entry = draft.get(refs[row.item_id])
        if given(row.value, row.other) != entry:
            put(row, member, entry)
            session.add(row)
    session.flush()


def discard_edit(session: Session, member: Member, response: Response, *, expected_draft: str) -> Response:
    """Puts the form of a submitted response back to what was submitted. Nothing happens without a begun change.

    `expected_draft`: the `drafts.revision` that was read. Raises StaleEdit where somebody has typed since.
    """
    require(member, "enter_cases")
    open_case(session, member, response)
    response = locked(session, Response, response)
    if not response.editing:
        return response
    stands = revision(draft_of(session, member, response))
    if stands != expected_draft:
        last = session.get(Person, response.touched_by_id) if response.touched_by_id else None
        raise StaleEdit("draft", expected_draft, stands, response.version, called(last))
    submitted = answers_of(session, member, response)
    draft = {ref: Given(a.value, a.other) for ref, a in submitted.items() if a.value is not None}
    study = session.get_one(Study, response.study_id)
    overwrite(session, member, response, instrument_of(session, study), item_numbers(session, study), draft)
    response.editing = False
    session.add(response)
    session.flush()
    return response
