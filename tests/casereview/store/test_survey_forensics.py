"""An insider with the database, its log and its system columns: nothing leads from a response to whoever sent it."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import select

from casereview.database import read, write
from casereview.models import Survey, SurveyAnswer, SurveyResponse
from casereview.store import survey_order, surveys
from tests.surveys import add_survey, reply

PHONES = 60


def spearman(places):
    """How far the order of `places` follows 0, 1, 2, ...: 1 the same, -1 the other way round, about 0 by chance."""
    n = len(places)
    return 1 - 6 * sum((place - at) ** 2 for at, place in enumerate(places)) / (n * (n * n - 1))


@pytest.fixture
def survey(engine, world):
    """An open survey of the world's, and somebody else's with an answer."""
    with write(engine) as session:
        reply(session, add_survey(session, world.stranger, "readiness"), 99)
        return add_survey(session, world.owner, "readiness")


def answered(engine, survey, phones=PHONES):
    """Sends answers one phone after the other. Returns the keys of the responses in the order they came."""
    arrived = []
    for number in range(phones):
        with write(engine) as session:
            reply(session, session.get_one(Survey, survey.id), number)
            query = select(SurveyResponse.key).where(SurveyResponse.survey_id == survey.id)
            arrived.extend(set(session.exec(query).all()) - set(arrived))
    return arrived


def close(engine, world, survey):
    with write(engine) as session:
        surveys.move(session, world.owner, session.get_one(Survey, survey.id), "closed")
    survey_order.empty_logs(engine)


def rows(engine, statement, **values):
    with engine.connect() as connection:
        return connection.execute(text(statement), values).all()


def test_the_order_of_keys_is_not_the_order_of_arrival(engine, survey):
    arrived = answered(engine, survey)
    by_key = sorted(arrived)
    assert abs(spearman([by_key.index(key) for key in arrived])) < 0.5  # by chance once in 10,000 runs


def test_after_the_close_no_place_and_no_mark_of_a_row_tells_when_it_came(engine, world, survey):
    arrived = answered(engine, survey, 8)
    before = rows(engine, "SELECT * FROM survey_answer ORDER BY response_key, item_id")
    close(engine, world, survey)
    assert rows(engine, "SELECT * FROM survey_answer ORDER BY response_key, item_id") == before
    of = {"survey": survey.id}
    if engine.dialect.name == "sqlite":
        for table in ("survey_key", "survey_response", "survey_answer"):
            with pytest.raises(OperationalError, match="rowid"):
                rows(engine, f"SELECT rowid FROM {table}")
        assert Path(f"{engine.url.database}-wal").read_bytes() == b""
        return
    lying = [
        key for (key,) in rows(engine, "SELECT key FROM survey_response WHERE survey_id = :survey ORDER BY ctid", **of)
    ]
    assert lying == sorted(arrived)
    claims = rows(engine, "SELECT key_hash FROM survey_key WHERE survey_id = :survey ORDER BY ctid", **of)
    assert claims == sorted(claims)
    marks = set()
    for table in ("survey_key", "survey_response"):
        marks |= {mark for (mark,) in rows(engine, f"SELECT xmin::text FROM {table} WHERE survey_id = :survey", **of)}
    mine = "response_key IN (SELECT key FROM survey_response WHERE survey_id = :survey)"
    marks |= {mark for (mark,) in rows(engine, f"SELECT xmin::text FROM survey_answer WHERE {mine}", **of)}
    assert len(marks) == 1  # one transaction for all: no claim goes with a response
    assert len(rows(engine, "SELECT 1 FROM survey_response")) == 9  # somebody else's is as it was


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE survey SET anonymous = false",
        "UPDATE study SET instrument_text = 'Who are you?' WHERE key = 'readiness'",
        "UPDATE survey_response SET day = '2026-11-22 10:42:07'",
        "UPDATE survey_response SET kind = 'Ann'",
        "UPDATE survey_answer SET other = 'Ann'",
        "DELETE FROM survey WHERE answers > 0",
        "DELETE FROM survey_response",
    ],
)
def test_after_the_first_answer_nothing_is_asked_told_or_linked_anew(engine, survey, statement):
    answered(engine, survey, 1)
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text(statement))


def test_a_survey_with_answers_cannot_be_replaced_by_one_with_names(engine, survey):
    answered(engine, survey, 1)
    if engine.dialect.name != "sqlite":
        return  # no INSERT OR REPLACE there
    columns = ", ".join(column.name for column in Survey.__table__.columns)
    changed = columns.replace("anonymous", "0")
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text(f"INSERT OR REPLACE INTO survey ({columns}) SELECT {changed} FROM survey"))


def test_a_response_and_its_answers_have_no_column_that_could_say_who(engine, survey):
    answered(engine, survey, 2)
    with read(engine) as session:
        for response in session.exec(select(SurveyResponse)).all():
            assert set(response.model_dump()) == {"project_id", "key", "survey_id", "kind", "day"}
            assert len(response.day) == len("2026-11-22")
    assert {c.name for c in SurveyAnswer.__table__.columns} == {
        "project_id", "response_key", "item_id", "state", "value", "other",
    }  # fmt: skip
