"""Submitting a review, changing it later, and reading what was submitted."""

import json
from collections.abc import Mapping, Set

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.answers import Answer, Answers, Draft, Given
from casereview.database import now
from casereview.instruments.model import Instrument
from casereview.models import DraftAnswer, Response, ReviewedCase, StoredAnswer, Study, StudyItem, WorkshopTable
from casereview.rules import broken, missing_required
from casereview.settling import derive, settle
from casereview.store import blind
from casereview.store.drafts import case_of, draft_of, entries, open_case, open_review, put, revision, touch
from casereview.store.errors import DraftMoved, NotFound, NotReady, Refused, StaleEdit
from casereview.store.facts import write_facts
from casereview.store.histories import HistoryRow, history
from casereview.store.names import called
from casereview.store.once import once
from casereview.store.records import records, set_aside_counts
from casereview.store.scope import check_case, locked, numbers_moved, own, remember, require, rows
from casereview.store.studies import instrument_of, item_numbers
from casereview.store.values import check, from_json, given, to_json, told

__all__ = [
    "HistoryRow", "answers_of", "discard_edit", "enter", "history", "make_counting", "records", "response",
    "responses_of", "set_aside_counts", "submit",
]  # fmt: skip


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
        _store(session, member, case, fresh, instrument_of(session, study), draft, confirmed)
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
        _overwrite(session, member, response, instrument, item_numbers(session, study), complete)
        touch(session, member, response)
        rules = {rule.id for rule in instrument.rules} if confirmed is None else confirmed
        _store(session, member, current, response, instrument, complete, rules)
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
    from casereview.store.facts import facts_of

    facts = facts_of(session, member, case)
    questions = {ref: entry for ref, entry in draft.items() if ref not in attributes}
    return {ref: entry for ref, entry in facts.items() if ref in attributes} | questions


def _overwrite(
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


def _store(
    session: Session,
    member: Member,
    case: ReviewedCase,
    response: Response,
    instrument: Instrument,
    draft: Draft,
    confirmed: Set[str],
) -> None:
    """Settles, checks and writes the answers with their history, and moves the response's and study's versions."""
    settled = settle(instrument, draft)
    wrong = broken(instrument, derive(instrument, settled))
    stops = tuple(rule for rule in wrong if rule.severity == "stop")
    warned = [rule for rule in wrong if rule.severity == "warn"]
    to_confirm = tuple(rule for rule in warned if rule.id not in confirmed)
    missing = tuple(missing_required(instrument, draft))
    if missing or stops or to_confirm:
        raise NotReady(missing, stops, to_confirm)
    attributes = {attribute.id for attribute in instrument.attributes}
    answers = {ref: answer for ref, answer in settled.items() if ref not in attributes}
    _write_history(session, member, case, response, answers)
    _replace(session, response, item_numbers(session, session.get_one(Study, response.study_id)), answers)
    if response.status == "submitted":
        response.version += 1
    else:
        response.status, response.version, response.submitted_at = "submitted", response.version + 1, now()
    response.person_id, response.editing = member.person_id, False
    response.touched_by_id, response.touched_at = member.person_id, now()
    response.confirmed = json.dumps([rule.id for rule in warned])
    session.add(response)
    session.flush()
    numbers_moved(session, response.project_id, response.study_id)


def _replace(session: Session, response: Response, numbers: Mapping[str, int], answers: Answers) -> None:
    here = (col(StoredAnswer.project_id) == response.project_id) & (col(StoredAnswer.response_id) == response.id)
    session.exec(delete(StoredAnswer).where(here))
    session.connection().execute(
        insert(StoredAnswer),
        [
            {
                "project_id": response.project_id, "response_id": response.id, "item_id": numbers[ref],
                "state": answer.state, "value": to_json(answer.value), "other": answer.other,
            }
            for ref, answer in answers.items()
        ],
    )  # fmt: skip


def _write_history(session: Session, member: Member, case: ReviewedCase, response: Response, answers: Answers) -> None:
    remember(session, member, case, "submitted", response_id=response.id)
    if response.status != "submitted":
        return
    before = answers_of(session, member, response)
    for ref, answer in answers.items():
        old = before.get(ref, Answer("not_asked"))
        if (old.value, old.other) != (answer.value, answer.other):
            remember(
                session, member, case, "answer_changed", ref=ref, response_id=response.id,
                before=_told(old), after=_told(answer),
            )  # fmt: skip


def _told(answer: Answer) -> str | None:
    return told(None if answer.value is None else Given(answer.value, answer.other))


def answers_of(session: Session, member: Member, response: Response) -> dict[str, Answer]:
    """The answers that were submitted, by ref (attributes and derived questions are not stored here)."""
    case_of(session, member, response)
    query = select(StudyItem.ref, StoredAnswer).join(StoredAnswer, col(StoredAnswer.item_id) == StudyItem.id)
    query = query.where(StoredAnswer.project_id == response.project_id, StoredAnswer.response_id == response.id)
    return {
        ref: Answer(row.state, from_json(row.value), row.other)  # type: ignore[arg-type]
        for ref, row in session.exec(query.order_by(col(StudyItem.position)))
    }


def discard_edit(session: Session, member: Member, response: Response) -> Response:
    """Puts the form of a submitted response back to what was submitted. Nothing happens without a begun change."""
    require(member, "enter_cases")
    open_case(session, member, response)
    response = locked(session, Response, response)
    if not response.editing:
        return response
    submitted = answers_of(session, member, response)
    draft = {ref: Given(a.value, a.other) for ref, a in submitted.items() if a.value is not None}
    study = session.get_one(Study, response.study_id)
    _overwrite(session, member, response, instrument_of(session, study), item_numbers(session, study), draft)
    response.editing = False
    session.add(response)
    session.flush()
    return response


def response(session: Session, member: Member, public_id: str) -> Response:
    """One response by its public id. Raises NotFound."""
    require(member, "see_cases")
    query = rows(member, Response).where(Response.public_id == public_id, col(Response.deleted_at).is_(None))
    found = session.exec(query).first()
    if found is None:
        raise NotFound
    case_of(session, member, found)
    return found


def responses_of(session: Session, member: Member, case: ReviewedCase) -> list[Response]:
    """Every response to a case that the member may see, the counting one first."""
    check_case(session, member, case)
    query = rows(member, Response).where(Response.case_id == case.id, col(Response.deleted_at).is_(None))
    found = session.exec(query.order_by(col(Response.counting).desc(), col(Response.id)))
    return [each for each in found if blind.readable(session, member, case, each)]


def make_counting(session: Session, member: Member, response: Response) -> Response:
    """Lets this response of the case be the one in the findings, and the others feed agreement."""
    require(member, "edit_cases")
    case = session.get_one(ReviewedCase, response.case_id)
    if blind.instrument_for(session, case).alone:
        raise Refused("In this study every review counts.")
    case = open_case(session, member, response)
    for each in responses_of(session, member, case):
        each.counting = False
        session.add(each)
    session.flush()
    response = locked(session, Response, response)
    response.counting = True
    session.add(response)
    remember(session, member, case, "counting_changed", response_id=response.id)
    session.flush()
    numbers_moved(session, case.project_id, case.study_id)
    return response


def _author(session: Session, response: Response) -> str:
    from casereview.models import Person

    return called(session.get(Person, response.person_id) if response.person_id else None)
