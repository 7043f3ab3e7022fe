"""What the database itself remembers of the order in which answers came, removed when an anonymous survey closes.

The tables say nothing of it, and SQLite keeps their rows in the order of random keys. But PostgreSQL keeps rows where
they were written, each marked with its transaction: that tells the order, and which claim (`survey_key`) came with
which response. So the rows are written again at the close, all in one transaction, in the order of their keys.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Table, delete, insert, select
from sqlmodel import Session, SQLModel

from casereview.models import Survey

CLAIMS, RESPONSES, ANSWERS = (SQLModel.metadata.tables[f"survey_{name}"] for name in ("key", "response", "answer"))


def forget_order(session: Session, survey: Survey) -> None:
    """Writes the rows of an anonymous survey anew, in the transaction that closes it. What they say stays the same.

    Nothing points at them yet: while the survey was open nobody could read them, nor code them.
    """
    connection = session.connection()
    if not survey.anonymous or connection.dialect.name != "postgresql":
        return
    answers, responses, claims = (_taken(connection, table, survey) for table in (ANSWERS, RESPONSES, CLAIMS))
    for table, kept in ((CLAIMS, claims), (RESPONSES, responses), (ANSWERS, answers)):
        if kept:
            connection.execute(insert(table), kept)


def _taken(connection: Connection, table: Table, survey: Survey) -> Sequence[dict[str, Any]]:
    """The survey's rows of `table`, in the order of their key, taken out of it."""
    own = _own(table, survey)
    kept = connection.execute(select(table).where(*own).order_by(*table.primary_key.columns)).mappings().all()
    connection.execute(delete(table).where(*own))
    return [dict(row) for row in kept]


def _own(table: Table, survey: Survey) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    if table is not ANSWERS:
        return table.c.project_id == survey.project_id, table.c.survey_id == survey.id
    keys = select(RESPONSES.c.key).where(*_own(RESPONSES, survey))
    return table.c.project_id == survey.project_id, table.c.response_key.in_(keys)


def empty_logs(engine: Engine) -> None:
    """After the close was committed: empties SQLite's log of what was written meanwhile, and PostgreSQL's tables of the
    rows that were replaced. What a server archives or somebody backs up is not ours to empty."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM survey_key, survey_response, survey_answer, invitation, invitation_mark")
        return
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
