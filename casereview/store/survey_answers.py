"""One phone's answers, counted exactly once, and stored with nothing that says whose they are."""

import hashlib
from datetime import UTC, datetime

from sqlalchemy import insert, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from casereview.answers import Draft
from casereview.instruments.model import Instrument
from casereview.models import Study, Survey, SurveyAnswer, SurveyKey, SurveyResponse
from casereview.rules import missing_required
from casereview.settling import settle
from casereview.store import values
from casereview.store.errors import NotReady, Refused
from casereview.store.scope import numbers_moved
from casereview.store.studies import instrument_of, item_numbers
from casereview.store.survey_room import keep_up
from casereview.store.surveys import by_token

LONGEST_KEY = 80


class NotOpen(Refused):
    """The survey takes no answers now. `status` is paused or closed."""

    def __init__(self, status: str):
        self.status = status
        super().__init__(f"This survey is {status}. Your answers were not sent.")


def answer(session: Session, token: str, *, draft: Draft, kind: str = "", client_key: str) -> bool:
    """Counts these answers, whole. True: counted now. False: the same phone had sent them before.

    Raises NotFound, NotOpen, NotReady where required answers are missing, Refused for what is no answer.
    """
    survey = by_token(session, token)
    if not 16 <= len(client_key) <= LONGEST_KEY:
        raise Refused("This page is damaged. Open the link again.")
    study = session.get_one(Study, survey.study_id)
    instrument = instrument_of(session, study)
    _check(instrument, draft, kind)
    if not _claim(session, survey, client_key):
        return False
    _count(session, survey)
    _store(session, survey, study, instrument, draft, kind)
    session.refresh(survey)
    keep_up(session, survey)
    return True


def _check(instrument: Instrument, draft: Draft, kind: str) -> None:
    for ref, given in draft.items():
        if ref not in instrument.item:
            raise Refused("This page is damaged. Open the link again.")
        values.check(instrument.item[ref], given)
    if instrument.kinds and kind not in {each.code for each in instrument.kinds}:
        raise NotReady(("kind",), (), ())
    missing = missing_required(instrument, draft)
    if missing:
        raise NotReady(tuple(missing), (), ())


def _claim(session: Session, survey: Survey, client_key: str) -> bool:
    """Whether this is the first time the key comes. On PostgreSQL a second one waits here for the first."""
    hashed = hashlib.sha256(f"{survey.token}:{client_key}".encode()).hexdigest()
    dialect = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = {"project_id": survey.project_id, "survey_id": survey.id, "key_hash": hashed}
    statement = dialect(SurveyKey).values(**row).on_conflict_do_nothing().returning(col(SurveyKey.key_hash))
    return session.connection().execute(statement).first() is not None


def _count(session: Session, survey: Survey) -> None:
    """One more, if the survey is open at this moment: checked and counted in one statement. Raises NotOpen."""
    where = (col(Survey.project_id) == survey.project_id) & (col(Survey.id) == survey.id)
    statement = update(Survey).where(where, col(Survey.status) == "open").values(answers=col(Survey.answers) + 1)
    if session.connection().execute(statement).rowcount != 1:
        raise NotOpen(survey.status)
    numbers_moved(session, survey.project_id, survey.study_id)


def _store(
    session: Session, survey: Survey, study: Study, instrument: Instrument, draft: Draft, kind: str
) -> None:  # fmt: skip
    response = SurveyResponse(
        project_id=survey.project_id, survey_id=survey.id, kind=kind if instrument.kinds else "",
        day=datetime.now(UTC).date().isoformat(),
    )  # fmt: skip
    numbers, connection = item_numbers(session, study), session.connection()
    connection.execute(insert(SurveyResponse).values(**response.model_dump()))
    connection.execute(
        insert(SurveyAnswer),
        [
            {
                "project_id": survey.project_id, "response_key": response.key, "item_id": numbers[ref],
                "state": each.state, "value": values.to_json(each.value), "other": each.other,
            }
            for ref, each in sorted(settle(instrument, draft).items())
        ],
    )  # fmt: skip
