"""The words of the texts that people code: one query over few columns, since every coding page asks for them."""

from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.instruments.model import Instrument
from casereview.instruments.question import Derived
from casereview.models import CaseFact, Response, ReviewedCase, StoredAnswer, Study
from casereview.store.records import counting, records
from casereview.store.studies import instrument_of, item_numbers
from casereview.store.values import from_json


class Said(NamedTuple):
    """One text: the key of its source, the case it was said in, the words, and the code of the speaker's role."""

    key: str
    case: str
    words: str
    role: str


def said(session: Session, member: Member, study: Study, frame: Derived, *, only: str = "") -> list[Said]:
    """The texts under a frame that count, in the order of the case list; or the one whose source has the key `only`.

    Of an anonymous survey there are none before its results may be seen. Whether the member may read them is for
    the caller to ask.
    """
    instrument = instrument_of(session, study)
    if instrument.unit == "response":
        found = _of_survey(session, member, study, frame)
        return [each for each in found if only in ("", each.key)]
    rows = session.connection().execute(_query(session, study, instrument, frame, only))
    return [Said(key, case, str(from_json(words)), _role(role)) for key, case, words, role in rows]


def _of_survey(session: Session, member: Member, study: Study, frame: Derived) -> list[Said]:
    """Through the records, which leave out what an anonymous survey must not show."""
    found = []
    for record in records(session, member, study):
        answer = record.answers[frame.coding]
        role = record.answers[frame.speaker].value if frame.speaker else None
        if answer.state == "answered":
            found.append(Said(record.source, record.public_id, str(answer.value), str(role or "")))
    return found


def _query(session: Session, study: Study, instrument: Instrument, frame: Derived, only: str) -> Any:
    number = item_numbers(session, study)
    role = (
        (col(CaseFact.project_id) == col(ReviewedCase.project_id))
        & (col(CaseFact.case_id) == col(ReviewedCase.id))
        & (col(CaseFact.item_id) == number.get(frame.speaker, 0))
    )
    query = (
        select(Response.public_id, col(ReviewedCase.public_id), StoredAnswer.value, CaseFact.value)
        .join(ReviewedCase, col(ReviewedCase.id) == Response.case_id)
        .join(
            StoredAnswer,
            (col(StoredAnswer.project_id) == col(Response.project_id))
            & (col(StoredAnswer.response_id) == col(Response.id)),
        )
        .outerjoin(CaseFact, role)
        .where(*counting(study, instrument), StoredAnswer.item_id == number[frame.coding])
        .where(StoredAnswer.state == "answered")
        .order_by(col(ReviewedCase.position), col(Response.id))
    )
    return query.where(Response.public_id == only) if only else query


def _role(stored: str | None) -> str:
    return str(from_json(stored) or "")
