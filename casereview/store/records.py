"""The responses a study's findings are counted over: one query per table, whatever the number of cases."""

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, func, literal
from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.answers import Answer
from casereview.instruments.model import Instrument
from casereview.models import CaseFact, Response, ReviewedCase, StoredAnswer, Study, StudyItem, Workshop, WorkshopTable
from casereview.models.reviewed_case import BlindRound
from casereview.settling import Known, beside, derive
from casereview.store.codes import coded, standing
from casereview.store.scope import check_case, own, require
from casereview.store.studies import instrument_of, item_numbers
from casereview.store.survey_records import survey_records
from casereview.store.values import gathered

if TYPE_CHECKING:
    from casereview.findings.frame import Record

NOT_ASKED, LEFT_BLANK = Answer("not_asked"), Answer("left_blank")


def records(session: Session, member: Member, study: Study, *, counting_only: bool = True) -> "list[Record]":
    """Submitted responses of standing cases, by the order of the case list; settled and derived, attributes included.

    `counting_only` False adds the responses that feed agreement. Where reviewers answer alone everybody's first round
    counts, of the cases that have been revealed: of the others there is no number, for nobody.
    """
    require(member, "see_findings")
    own(member, study)
    instrument = instrument_of(session, study)
    if instrument.unit == "response":
        return survey_records(session, member, study)
    among = counting(study, instrument) if counting_only else _every(study, instrument)
    return beside(instrument, [record for record, _ in _read(session, study, instrument, among)])


def both(session: Session, member: Member, study: Study) -> "tuple[list[Record], list[Record]]":
    """The responses that count, and with them those that feed agreement: `records` both ways, read once.

    Where no review stands beside another the two are the same list.
    """
    require(member, "see_findings")
    own(member, study)
    instrument = instrument_of(session, study)
    if instrument.unit == "response" or instrument.alone:
        only = records(session, member, study)
        return only, only
    found = _read(session, study, instrument, _counted(study, counting_only=False))
    every = beside(instrument, [record for record, _ in found])
    if all(counts for _, counts in found):
        return every, every
    return beside(instrument, [record for record, counts in found if counts]), every


def later_rounds(session: Session, member: Member, study: Study) -> "list[Record]":
    """What was said in the rounds after the first, where reviewers answer alone: of revealed rounds only.

    They stand beside the first round and in no number of it. Raises NotAllowed.
    """
    require(member, "see_findings")
    own(member, study)
    among = [*_revealed(study, first_only=False), col(Response.round) > 1]
    return [record for record, _ in _read(session, study, instrument_of(session, study), among)]


def case_records(session: Session, member: Member, case: ReviewedCase) -> "list[Record]":
    """What everybody said of one case where reviewers answer alone, every round; nothing of it before the reveal.

    For everybody who may see the case. Raises NotFound.
    """
    require(member, "see_cases")
    check_case(session, member, case)
    study = session.get_one(Study, case.study_id)
    among = [*_revealed(study, first_only=False), col(ReviewedCase.id) == case.id]
    instrument = instrument_of(session, study)
    return beside(instrument, [record for record, _ in _read(session, study, instrument, among)])


def _read(
    session: Session, study: Study, instrument: Instrument, among: list[ColumnElement[bool]]
) -> "list[tuple[Record, bool]]":
    """The responses among these, each with whether it is the one of its case that counts."""
    from casereview.findings.frame import Record

    refs = {number: ref for ref, number in item_numbers(session, study).items()}
    facts, answers = _facts(session, among, refs), _answers(session, among, refs)
    codes, known = standing(session, study, instrument), Known()

    def complete(found: Any) -> dict[str, Answer]:
        said = answers[found.id]
        every = _every_item(instrument, facts[found.case_id], said)
        return derive(instrument, every | coded(instrument, said, codes.get(found.source)), known)

    return [
        (Record(found.public_id, found.reference, complete(found), found.kind, found.round, found.workshop or "",
                found.table or "", found.source), found.counting)
        for found in _responses(session, among)
    ]  # fmt: skip


def counting(study: Study, instrument: Instrument) -> list[ColumnElement[bool]]:
    """What makes a response of cases one that counts; wherever Response and ReviewedCase are joined."""
    return _revealed(study) if instrument.alone else _counted(study, counting_only=True)


def _every(study: Study, instrument: Instrument) -> list[ColumnElement[bool]]:
    return _revealed(study) if instrument.alone else _counted(study, counting_only=False)


def _counted(study: Study, counting_only: bool) -> list[ColumnElement[bool]]:
    """What makes a response one that is counted; wherever Response and ReviewedCase are joined."""
    conditions: list[ColumnElement[bool]] = [
        col(Response.project_id) == study.project_id,
        col(Response.study_id) == study.id,
        col(Response.status) == "submitted",
        col(Response.deleted_at).is_(None),
        col(ReviewedCase.project_id) == study.project_id,
        col(ReviewedCase.id) == col(Response.case_id),
        col(ReviewedCase.status) == "open",
        col(ReviewedCase.deleted_at).is_(None),
    ]
    return [*conditions, col(Response.counting).is_(True)] if counting_only else conditions


def _revealed(study: Study, *, first_only: bool = True) -> list[ColumnElement[bool]]:
    """What makes a response one that is counted where reviewers answer alone: its round has been revealed.

    Reviews typed for the room are of round 1, so they come with the first reveal.
    """
    shown = select(BlindRound.round).where(
        BlindRound.project_id == Response.project_id,
        BlindRound.case_id == Response.case_id,
        BlindRound.round == Response.round,
        col(BlindRound.revealed_at).is_not(None),
    )
    first = [col(Response.round) == 1] if first_only else []
    return [*_counted(study, False), shown.exists(), *first]


def _responses(session: Session, among: list[ColumnElement[bool]]) -> list[Any]:
    table = func.coalesce(col(Response.table_id), col(ReviewedCase.table_id))
    query = (
        select(  # type: ignore[call-overload]
            Response.id, Response.case_id, Response.kind, Response.round, ReviewedCase.public_id,
            ReviewedCase.reference, col(Workshop.title).label("workshop"), col(WorkshopTable.name).label("table"),
            col(Response.public_id).label("source"), Response.counting,
        )
        .join(ReviewedCase, col(ReviewedCase.id) == Response.case_id)
        .outerjoin(Workshop, col(Workshop.id) == ReviewedCase.workshop_id)
        .outerjoin(WorkshopTable, col(WorkshopTable.id) == table)
        .where(*among)
        .order_by(ReviewedCase.position, Response.id)
    )  # fmt: skip
    return list(session.connection().execute(query).all())


def _answers(
    session: Session, among: list[ColumnElement[bool]], refs: dict[int, str]
) -> defaultdict[int, dict[str, Answer]]:
    query = select(  # type: ignore[call-overload]
        StoredAnswer.response_id, StoredAnswer.item_id, StoredAnswer.state, StoredAnswer.value, StoredAnswer.other
    ).where(StoredAnswer.project_id == Response.project_id, StoredAnswer.response_id == Response.id, *among)
    return gathered(session.connection().execute(query), refs)


def _facts(
    session: Session, among: list[ColumnElement[bool]], refs: dict[int, str]
) -> defaultdict[int, dict[str, Answer]]:
    """Attributes by case; facts that only start an answer are not answers."""
    answered = literal("answered")
    query = select(CaseFact.case_id, CaseFact.item_id, answered, CaseFact.value, CaseFact.other).where(  # type: ignore[call-overload]
        CaseFact.project_id == Response.project_id,
        CaseFact.case_id == Response.case_id,
        StudyItem.id == CaseFact.item_id,
        col(StudyItem.attribute).is_(True),
        col(CaseFact.value).is_not(None),
        *among,
    )
    return gathered(session.connection().execute(query), refs)


def _every_item(instrument: Instrument, facts: dict[str, Answer], answers: dict[str, Answer]) -> dict[str, Answer]:
    """Every item. A row a list gained later was not asked before."""
    asked = {ref: answers.get(ref, NOT_ASKED) for ref in instrument.item}
    return asked | {attribute.id: facts.get(attribute.id, LEFT_BLANK) for attribute in instrument.attributes}


def set_aside_counts(session: Session, member: Member, study: Study) -> dict[str, int]:
    """How many cases are parked, skipped and withdrawn: beside the findings, in none of them."""
    require(member, "see_findings")
    own(member, study)
    query = select(ReviewedCase.status).where(
        ReviewedCase.project_id == study.project_id,
        ReviewedCase.study_id == study.id,
        col(ReviewedCase.deleted_at).is_(None),
    )
    counted = Counter(session.exec(query))
    return {status: counted[status] for status in ("parked", "skipped", "withdrawn")}
