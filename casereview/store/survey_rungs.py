"""A survey counted at every fifth response. While it is open the room is shown no count newer than five responses.

So two pictures of the room, and the last of them and the results after the close, always lie five responses or more
apart: nobody can tell from the difference what fewer than five people said, however the survey ends.
"""

import json
from collections.abc import Iterable

from sqlalchemy import func
from sqlmodel import Session, col, select

from casereview.answers import Answer
from casereview.models import StudyItem, Survey, SurveyAnswer, SurveyResponse
from casereview.store.surveys import LEAST
from casereview.store.values import from_json

SHOWABLE = ("choice", "choices", "rating", "grid")
Tally = dict[str, list[tuple[str, str | None, int]]]  # by ref: state, value as JSON, how many


def newest(answers: int) -> int:
    """The number of responses that the newest picture an open survey may show was counted at; 0 for none."""
    return max(0, (answers - LEAST) // LEAST * LEAST)


def keep_up(session: Session, survey: Survey, refs: Iterable[str]) -> None:
    """Called when a response came in, its transaction holding the survey: at every fifth, counts and keeps the counts.

    Kept are the newest that may be shown and the one that comes after it. `refs`: what can be put on the screen.
    """
    if survey.answers % LEAST:
        return
    kept = {at: tally for at, tally in _kept(survey).items() if at >= newest(survey.answers)}
    survey.room_result = json.dumps({**kept, survey.answers: tally_of(session, survey, refs)})
    survey.room_version += 1
    session.flush()


def shown_now(session: Session, survey: Survey, refs: Iterable[str]) -> tuple[int, Tally] | None:
    """How many responses the counts that may be shown stand for, and the counts; None where there are too few.

    Of a closed survey all of them: nobody can answer any more.
    """
    if survey.status == "closed":
        return (survey.answers, tally_of(session, survey, refs)) if survey.answers >= LEAST else None
    at = newest(survey.answers)
    found = _kept(survey).get(at)
    return (at, found) if at and found is not None else None


def answers_of(tally: Tally, ref: str) -> list[Answer]:
    """One answer for each response counted."""
    return [Answer(state, from_json(value)) for state, value, n in tally.get(ref, []) for _ in range(n)]  # type: ignore[arg-type]


def tally_of(session: Session, survey: Survey, refs: Iterable[str]) -> Tally:
    """The counts as they stand. One query; never words that somebody typed."""
    query = (
        select(StudyItem.ref, SurveyAnswer.state, SurveyAnswer.value, func.count())
        .join(SurveyResponse, col(SurveyResponse.key) == SurveyAnswer.response_key)
        .join(StudyItem, col(StudyItem.id) == SurveyAnswer.item_id)
        .where(SurveyAnswer.project_id == survey.project_id, SurveyResponse.project_id == survey.project_id)
        .where(StudyItem.project_id == survey.project_id, SurveyResponse.survey_id == survey.id)
        .where(col(StudyItem.ref).in_(list(refs)))
        .group_by(StudyItem.ref, SurveyAnswer.state, col(SurveyAnswer.value))
    )
    found: Tally = {}
    for ref, state, value, n in session.exec(query).all():
        found.setdefault(ref, []).append((state, value, n))
    return found


def _kept(survey: Survey) -> dict[int, Tally]:
    raw = json.loads(survey.room_result) if survey.room_result else {}
    return {int(at): tally for at, tally in raw.items() if at.isdigit()}
