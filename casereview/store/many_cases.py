"""Many new cases at once, as an import brings them: checked as one by one, written in one statement for each table.

One by one, 2,000 finished reviews held SQLite's write lock for most of a minute.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, SQLModel, col, select

from casereview.access import Member
from casereview.answers import Draft, Given
from casereview.database import now
from casereview.instruments.model import Instrument, Rule
from casereview.models import (
    CaseFact,
    ClientRequest,
    History,
    Response,
    ReviewedCase,
    StoredAnswer,
    Study,
    Workshop,
    WorkshopTable,
)
from casereview.store.cases import end_of_list
from casereview.store.facts import check_fact
from casereview.store.having_cases import check_has_cases
from casereview.store.once import hashed
from casereview.store.references import references_for
from casereview.store.scope import numbers_moved, own, require
from casereview.store.studies import instrument_of, item_numbers
from casereview.store.submitted import ready, stored, words_of
from casereview.store.values import tidy, to_json
from casereview.store.workshops import check_place

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class NewCase:
    """One case to add. `reference` "": the study issues one. `answers`: of a finished review; None: still to review."""

    reference: str
    summary: str
    facts: Mapping[str, Given]
    answers: Draft | None = None
    client_key: str = ""
    workshop: Workshop | None = None
    table: WorkshopTable | None = None


def add_cases(session: Session, member: Member, study: Study, new: Sequence[NewCase]) -> None:
    """Adds them at the end of the list, finished reviews submitted with every rule confirmed that can be.

    Raises as `cases.add_case` and `responses.enter`, and then the caller must give the whole transaction up.
    """
    require(member, "edit_cases")
    own(member, study)
    check_has_cases(session, study)
    if any(each.answers is not None for each in new):
        require(member, "enter_cases")
    names = references_for(session, member, study, [each.reference for each in new])
    ids = _add_cases(session, member, study, new, names)
    _add_facts(session, member, study, new, ids)
    _add_keys(session, study, new, ids)
    _add_reviews(session, member, study, new, ids)


def _add_cases(
    session: Session, member: Member, study: Study, new: Sequence[NewCase], names: Sequence[str]
) -> list[int]:
    """The numbers of the new cases, in their order."""
    first = end_of_list(session, study)
    for each in new:
        check_place(member, each.workshop, each.table)
    made = [
        ReviewedCase(
            project_id=study.project_id, study_id=study.id, reference=name, position=first + place,
            summary=tidy(each.summary, "The summary", 20_000),
            workshop_id=each.workshop.id if each.workshop else None, table_id=each.table.id if each.table else None,
        )
        for place, (each, name) in enumerate(zip(new, names, strict=True))
    ]  # fmt: skip
    _insert(session, ReviewedCase, made)
    query = select(ReviewedCase.public_id, ReviewedCase.id).where(ReviewedCase.project_id == study.project_id)
    found = dict(session.exec(query.where(ReviewedCase.study_id == study.id, ReviewedCase.position >= first)).all())
    ids = [found[case.public_id] for case in made]
    _insert(session, History, [_history(member, study, case_id, "added") for case_id in ids])
    return ids


def _add_facts(session: Session, member: Member, study: Study, new: Sequence[NewCase], ids: Sequence[int]) -> None:
    numbers, instrument, moment = item_numbers(session, study), instrument_of(session, study), now()
    rows: Rows = []
    for each, case_id in zip(new, ids, strict=True):
        for ref, entry in each.facts.items():
            check_fact(instrument, ref, entry)
            rows.append({
                "project_id": study.project_id, "case_id": case_id, "item_id": numbers[ref],
                "value": to_json(entry.value), "other": entry.other, "version": 1, "client_key": "",
                "person_id": member.person_id, "at": moment,
            })  # fmt: skip
    _execute(session, CaseFact, rows)


def _add_keys(session: Session, study: Study, new: Sequence[NewCase], ids: Sequence[int]) -> None:
    """The keys that make a repeated import harmless, as `once` keeps them for `add_case`."""
    made = []
    for each, case_id in zip(new, ids, strict=True):
        if each.client_key:
            body: dict[str, object] = {
                "study": study.id, "reference": each.reference or None, "summary": each.summary,
                "facts": dict(each.facts),
            }  # fmt: skip
            made.append(
                ClientRequest(
                    project_id=study.project_id, client_key=each.client_key, action="case", body_hash=hashed(body),
                    result_id=case_id,
                )
            )  # fmt: skip
    _insert(session, ClientRequest, made)


def _add_reviews(session: Session, member: Member, study: Study, new: Sequence[NewCase], ids: Sequence[int]) -> None:
    instrument, numbers = instrument_of(session, study), item_numbers(session, study)
    checked = [
        (each, case_id, *_ready(instrument, each))
        for each, case_id in zip(new, ids, strict=True)
        if each.answers is not None
    ]
    if not checked:
        return
    made = [_review(member, study, each, case_id, warned) for each, case_id, _, warned in checked]
    _insert(session, Response, made)
    among = select(Response.case_id, Response.id).where(Response.project_id == study.project_id)
    found = dict(session.exec(among.where(Response.study_id == study.id, col(Response.case_id) >= min(ids))).all())
    _execute(session, StoredAnswer, [
        row for _, case_id, answers, _ in checked
        for row in stored(study.project_id, found[case_id], numbers, answers)
    ])  # fmt: skip
    _insert(session, History, [
        _history(member, study, case_id, "submitted", words_of(warned), found[case_id])
        for _, case_id, _, warned in checked
    ])  # fmt: skip
    numbers_moved(session, study.project_id, study.id)


def _ready(instrument: Instrument, new: NewCase) -> Any:
    """Answers and confirmed rules of a finished review, checked as if it had been typed and submitted."""
    answers = new.answers or {}
    for ref, entry in answers.items():
        check_fact(instrument, ref, entry)
    attributes = {attribute.id for attribute in instrument.attributes}
    facts = {ref: entry for ref, entry in new.facts.items() if ref in attributes}
    return ready(instrument, {**answers, **facts}, {rule.id for rule in instrument.rules})


def _review(member: Member, study: Study, new: NewCase, case_id: int, warned: list[Rule]) -> Response:
    moment = now()
    return Response(
        project_id=study.project_id, study_id=study.id, case_id=case_id, counting=True, status="submitted", version=2,
        table_id=new.table.id if new.table else None, confirmed=json.dumps([rule.id for rule in warned]),
        person_id=member.person_id, submitted_at=moment, touched_by_id=member.person_id, touched_at=moment,
    )  # fmt: skip


def _history(
    member: Member, study: Study, case_id: int, action: str, after: str | None = None, response_id: int | None = None
) -> History:
    return History(
        project_id=study.project_id, study_id=study.id, case_id=case_id, response_id=response_id, action=action,
        after=after, person_id=member.person_id, at=now(),
    )  # fmt: skip


def _insert(session: Session, table: type[SQLModel], made: Iterable[SQLModel]) -> None:
    _execute(session, table, [row.model_dump(exclude={"id"}) for row in made])


def _execute(session: Session, table: type[SQLModel], rows: Rows) -> None:
    if rows:
        session.connection().execute(insert(table), rows)
