"""One phone's answers, counted exactly once, and stored with nothing that says whose they are."""

import hashlib
from datetime import UTC, datetime

from sqlalchemy import bindparam, insert, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, col

from casereview.answers import Draft
from casereview.instruments.model import Instrument
from casereview.models import Study, Survey, SurveyAnswer, SurveyKey, SurveyResponse
from casereview.models.base import public_id
from casereview.rules import missing_required
from casereview.settling import settle
from casereview.store import values
from casereview.store.errors import NotReady, Refused
from casereview.store.studies import instrument_of, item_numbers
from casereview.store.survey_links import entrance, use_up
from casereview.store.survey_room import refs_of
from casereview.store.survey_rungs import keep_up
from casereview.store.surveys import LEAST

LONGEST_KEY = 80
MOST_STUDIES = 200

# Built once: hundreds of phones may send at the same moment, and building a statement costs as much as running it.
CLAIM = {
    "sqlite": sqlite.insert(SurveyKey).on_conflict_do_nothing().returning(col(SurveyKey.key_hash)),
    "postgresql": postgresql.insert(SurveyKey).on_conflict_do_nothing().returning(col(SurveyKey.key_hash)),
}
COUNT = (
    update(Survey)
    .where(col(Survey.project_id) == bindparam("of_project"), col(Survey.id) == bindparam("of_survey"))
    .where(col(Survey.status) == "open")
    .values(answers=col(Survey.answers) + 1)
    .returning(col(Survey.answers))
)
MOVED = (  # as scope.numbers_moved, which looks through the session for rows to change with it
    update(Study)
    .where(col(Study.project_id) == bindparam("of_project"), col(Study.id) == bindparam("of_study"))
    .values(data_version=col(Study.data_version) + 1)
)
RESPONSE, ANSWERS = insert(SurveyResponse), insert(SurveyAnswer)


class NotOpen(Refused):
    """The survey takes no answers now. `status` is paused or closed."""

    def __init__(self, status: str):
        self.status = status
        super().__init__(f"This survey is {status}. Your answers were not sent.")


def answer(
    session: Session, token: str, *, draft: Draft, kind: str = "", client_key: str, secret: str = ""
) -> bool:  # fmt: skip
    """Counts these answers, whole. True: counted now. False: the same phone had sent them before.

    `secret` is the server's key, for a personal link. Raises NotFound, NotOpen, AlreadySent where a personal link was
    used before, NotReady where required answers are missing, Refused for what is no answer.
    """
    found = entrance(session, token)
    survey = found.survey
    if not 16 <= len(client_key) <= LONGEST_KEY:
        raise Refused("This page is damaged. Open the link again.")
    study, instrument = found.study, instrument_of(session, found.study)
    _check(instrument, draft, kind)
    if not _claim(session, survey, client_key):
        return False
    use_up(session, found, secret)
    answers = _count(session, survey)
    _store(session, survey, study, instrument, draft, kind)
    if answers % LEAST == 0:
        session.refresh(survey)
        keep_up(session, survey, refs_of(instrument))
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
    row = {"project_id": survey.project_id, "survey_id": survey.id, "key_hash": hashed}
    connection = session.connection()
    return connection.execute(CLAIM[connection.dialect.name], row).first() is not None


def _count(session: Session, survey: Survey) -> int:
    """One more, if the survey is open at this moment: checked and counted in one statement. Gives how many there are
    now. Raises NotOpen."""
    found = session.connection().execute(COUNT, {"of_project": survey.project_id, "of_survey": survey.id}).first()
    if found is None:
        raise NotOpen(survey.status)
    session.connection().execute(MOVED, {"of_project": survey.project_id, "of_study": survey.study_id})
    set_committed_value(survey, "answers", found[0])  # counted behind the session's back: a long one goes on with it
    return survey.answers


def _store(
    session: Session, survey: Survey, study: Study, instrument: Instrument, draft: Draft, kind: str
) -> None:  # fmt: skip
    key, numbers, connection = public_id(), _numbers(session, study, instrument), session.connection()
    response = {
        "project_id": survey.project_id, "key": key, "survey_id": survey.id, "kind": kind if instrument.kinds else "",
        "day": datetime.now(UTC).date().isoformat(),
    }  # fmt: skip
    connection.execute(RESPONSE, response)
    connection.execute(
        ANSWERS,
        [
            {
                "project_id": survey.project_id, "response_key": key, "item_id": numbers[ref],
                "state": each.state, "value": values.to_json(each.value), "other": each.other,
            }
            for ref, each in sorted(settle(instrument, draft).items())
        ],
    )  # fmt: skip


def _numbers(session: Session, study: Study, instrument: Instrument) -> dict[str, int]:
    """The numbers of the study's items by ref. They are only ever added to: what was read is kept until one lacks."""
    found = _NUMBERS.get(study.public_id)
    if found is None or not found.keys() >= instrument.item.keys():
        if len(_NUMBERS) >= MOST_STUDIES:
            _NUMBERS.clear()
        found = _NUMBERS[study.public_id] = item_numbers(session, study)
    return found


_NUMBERS: dict[str, dict[str, int]] = {}
