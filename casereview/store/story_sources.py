"""What a story rests on: the facts of its case, those of the whole case list, and what the room answered."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from sqlmodel import Session, col, select

from casereview.answers import codes_of
from casereview.instruments.model import Instrument
from casereview.instruments.question import Item
from casereview.models import CaseFact, Response, ReviewedCase, StoredAnswer, Study, StudyItem
from casereview.store import readers
from casereview.store.values import from_json


@dataclass(frozen=True)
class Answered:
    """One thing the room answered: an option it chose, and how it reads."""

    ref: str
    code: str
    question: str
    label: str


def facts_by_case(session: Session, study: Study, instrument: Instrument) -> dict[int, dict[str, str]]:
    """The chosen code of every attribute with options, by number of the case; every case that was not deleted."""
    with_options = {each.id for each in instrument.attributes if each.options}
    query = (
        select(CaseFact.case_id, StudyItem.ref, CaseFact.value)
        .join(StudyItem, (col(StudyItem.id) == CaseFact.item_id) & (col(StudyItem.project_id) == CaseFact.project_id))
        .where(CaseFact.project_id == study.project_id, StudyItem.study_id == study.id)
        .where(col(StudyItem.attribute).is_(True), col(StudyItem.ref).in_(with_options))
    )
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    read = cache(from_json)  # few different codes stand in many rows
    for case, ref, value in session.exec(query):
        code = read(value)
        if isinstance(code, str):
            found[case][ref] = code
    return {number: found[number] for number in _standing(session, study)}


def _standing(session: Session, study: Study) -> list[int]:
    query = select(ReviewedCase.id).where(
        ReviewedCase.project_id == study.project_id,
        ReviewedCase.study_id == study.id,
        col(ReviewedCase.deleted_at).is_(None),
    )
    return list(session.exec(query))


def said(session: Session, case: ReviewedCase) -> dict[str, StoredAnswer]:
    """The answers of the review that counts, by ref; none before one was submitted, by everybody who reads it apart."""
    if not readers.all_in(session, case):
        return {}
    query = (
        select(StudyItem.ref, StoredAnswer)
        .join(StoredAnswer, (col(StoredAnswer.item_id) == StudyItem.id))
        .join(Response, (col(Response.id) == StoredAnswer.response_id))
        .where(StoredAnswer.project_id == case.project_id, Response.project_id == case.project_id)
        .where(Response.case_id == case.id, Response.status == "submitted", col(Response.counting).is_(True))
        .where(col(Response.deleted_at).is_(None))
        .order_by(col(StudyItem.position))
    )
    return dict(session.exec(query).all())


def answered(session: Session, case: ReviewedCase, instrument: Instrument) -> list[Answered]:
    """What the room chose, option by option, in the order of the instrument.

    Nothing where reviewers answer alone: there is no one answer of a room then, and nobody may see another's.
    """
    if instrument.alone or instrument.unit != "case":
        return []
    found = []
    for ref, answer in said(session, case).items():
        item = instrument.item.get(ref)
        options = item.question.by_code if item else {}
        for code in codes_of(from_json(answer.value)):
            if item is not None and code in options:
                label = _label(item, options[code].label)
                found.append(Answered(ref, code, item.question.name, label))
    return found


def _label(item: Item, option: str) -> str:
    """How it reads by itself: "A friend" of several; "Main reason: no room"; of a grid "Nurse (did not help)"."""
    small = option[:1].lower() + option[1:]
    if item.row:
        return f"{item.row.label} ({small})"
    return option if item.question.multiple else f"{item.question.name.rstrip('?')}: {small}"


def notes_of(session: Session, case: ReviewedCase, instrument: Instrument) -> list[str]:
    """The case's own notes: its summary, and what the room wrote. A story should not copy them."""
    if instrument.alone:
        return [case.summary]
    texts = [from_json(answer.value) for ref, answer in said(session, case).items() if _is_text(instrument, ref)]
    others = [answer.other for answer in said(session, case).values() if answer.other]
    return [case.summary, *(text for text in texts if isinstance(text, str)), *others]


def _is_text(instrument: Instrument, ref: str) -> bool:
    item = instrument.item.get(ref)
    return item is not None and item.question.type == "text"
