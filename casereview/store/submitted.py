"""The answers of a review that was submitted, stored as a whole with what changed."""

import json
from collections.abc import Mapping, Set

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.answers import Answer, Answers, Draft, Given
from casereview.database import now
from casereview.instruments.model import Instrument, Rule
from casereview.models import Response, ReviewedCase, StoredAnswer, Study, StudyItem
from casereview.rules import broken, missing_required
from casereview.settling import derive, settle
from casereview.store.drafts import case_of
from casereview.store.errors import NotReady
from casereview.store.scope import numbers_moved, remember
from casereview.store.studies import item_numbers
from casereview.store.values import from_json, to_json, told


def answers_of(session: Session, member: Member, response: Response) -> dict[str, Answer]:
    """The answers that were submitted, by ref (attributes and derived questions are not stored here)."""
    case_of(session, member, response)
    query = select(StudyItem.ref, StoredAnswer).join(StoredAnswer, col(StoredAnswer.item_id) == StudyItem.id)
    query = query.where(StoredAnswer.project_id == response.project_id, StoredAnswer.response_id == response.id)
    return {
        ref: Answer(row.state, from_json(row.value), row.other)  # type: ignore[arg-type]
        for ref, row in session.exec(query.order_by(col(StudyItem.position)))
    }


def settle_and_store(
    session: Session,
    member: Member,
    case: ReviewedCase,
    response: Response,
    instrument: Instrument,
    draft: Draft,
    confirmed: Set[str],
) -> None:
    """Settles, checks and writes the answers with their history, and moves the response's and study's versions."""
    answers, warned = ready(instrument, draft, confirmed)
    _write_history(session, member, case, response, answers, warned)
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


def ready(instrument: Instrument, draft: Draft, confirmed: Set[str]) -> tuple[dict[str, Answer], list[Rule]]:
    """The answers as they are stored (no attributes), and the rules they break that were confirmed. Raises NotReady."""
    settled = settle(instrument, draft)
    wrong = broken(instrument, derive(instrument, settled))
    stops = tuple(rule for rule in wrong if rule.severity == "stop")
    warned = [rule for rule in wrong if rule.severity == "warn"]
    to_confirm = tuple(rule for rule in warned if rule.id not in confirmed)
    missing = tuple(missing_required(instrument, draft))
    if missing or stops or to_confirm:
        raise NotReady(missing, stops, to_confirm)
    attributes = {attribute.id for attribute in instrument.attributes}
    return {ref: answer for ref, answer in settled.items() if ref not in attributes}, warned


def _replace(session: Session, response: Response, numbers: Mapping[str, int], answers: Answers) -> None:
    here = (col(StoredAnswer.project_id) == response.project_id) & (col(StoredAnswer.response_id) == response.id)
    session.exec(delete(StoredAnswer).where(here))
    session.connection().execute(insert(StoredAnswer), stored(response.project_id, response.id, numbers, answers))


def stored(project_id: int, response_id: int, numbers: Mapping[str, int], answers: Answers) -> list[dict[str, object]]:
    """The answers of one response as rows."""
    return [
        {
            "project_id": project_id, "response_id": response_id, "item_id": numbers[ref],
            "state": answer.state, "value": to_json(answer.value), "other": answer.other,
        }
        for ref, answer in answers.items()
    ]  # fmt: skip


def words_of(warned: list[Rule]) -> str | None:
    """What the history says of rules that were broken and confirmed."""
    return f"Confirmed all the same: {' '.join(rule.message for rule in warned)}" if warned else None


def _write_history(
    session: Session, member: Member, case: ReviewedCase, response: Response, answers: Answers, warned: list[Rule]
) -> None:
    remember(session, member, case, "submitted", after=words_of(warned), response_id=response.id)
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
