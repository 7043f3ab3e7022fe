"""The codes that stand for texts, as the findings read them: never those of a text that was changed since."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from casereview.answers import Answer, Answers
from casereview.instruments.model import Instrument
from casereview.models import CodedText, Coding, Response, ReviewedCase, Study
from casereview.store.once import hashed
from casereview.store.values import from_json


class Standing(NamedTuple):
    """The codes of one text, and the print of the text they were given to."""

    text_hash: str
    codes: tuple[str, ...]


ByFrame = Mapping[str, Standing]


def print_of(text: str) -> str:
    """A hash of a text: the same exactly when the text is."""
    return hashed({"text": text})


def standing(session: Session, study: Study, instrument: Instrument) -> dict[str, dict[str, Standing]]:
    """What stands for the texts of the study: by the source of the text (response or survey key), then by frame."""
    if not instrument.coded:
        return {}
    query = (
        select(CodedText, Response.public_id)
        .outerjoin(
            Response,
            (col(Response.project_id) == col(CodedText.project_id)) & (col(Response.id) == col(CodedText.response_id)),
        )
        .where(CodedText.project_id == study.project_id, CodedText.study_id == study.id)
        .where(col(CodedText.codes).is_not(None))
    )
    found: dict[str, dict[str, Standing]] = {}
    for row, public_id in session.exec(query):
        codes = from_json(row.codes)
        if isinstance(codes, tuple):
            found.setdefault(public_id or row.survey_key or "", {})[row.frame] = Standing(row.text_hash, codes)
    return found


def closed(session: Session, case: ReviewedCase) -> set[tuple[int | None, str]]:
    """Texts of the case that two people read of whom one still has to: their response and frame.

    What the first reader said of them, which may have stood before they were drawn, is not for the second to see.
    """
    read = select(func.count()).where(Coding.project_id == CodedText.project_id, Coding.text_id == CodedText.id)
    query = (
        select(CodedText.response_id, CodedText.frame)
        .join(Response, (col(Response.project_id) == CodedText.project_id) & (Response.id == CodedText.response_id))
        .where(CodedText.project_id == case.project_id, Response.case_id == case.id)
        .where(col(CodedText.twice).is_(True), read.scalar_subquery() < 2)
    )
    return {(number, frame) for number, frame in session.exec(query)}


def coded(instrument: Instrument, answers: Answers, stands: ByFrame | None) -> dict[str, Answer]:
    """The answers to the coded questions of one response, where codes stand for the text as it is now."""
    found = {}
    for frame in instrument.coded:
        text, stood = answers.get(frame.coding), (stands or {}).get(frame.id)
        if text is not None and stood is not None and stood.text_hash == print_of(str(text.value)):
            found[frame.id] = Answer("answered", stood.codes)
    return found
