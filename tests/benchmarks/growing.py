"""Copies the reviewed cases of the demonstration until a study has as many as are asked for."""

import sqlite3
from contextlib import closing
from pathlib import Path

REVIEWED = """
SELECT r.id, r.case_id FROM response r JOIN reviewed_case c ON c.id = r.case_id JOIN study s ON s.id = r.study_id
WHERE r.status = 'submitted' AND r.counting AND c.status = 'open' AND s.key = 'case-review' ORDER BY r.id
"""


def grow(file: Path, reviewed: int) -> int:
    """Copies whole cases, with facts and answers, and moves the numbers. Gives back how many are reviewed then."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        originals = connection.execute(REVIEWED).fetchall()
        for number in range(reviewed - len(originals)):
            _copy(connection, *originals[number % len(originals)], f"copy-{len(originals) + number}")
        connection.execute("UPDATE study SET data_version = data_version + 1")
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        return len(connection.execute(REVIEWED).fetchall())


def _copy(connection: sqlite3.Connection, response: int, case: int, name: str) -> None:
    new_case = _row(connection, "reviewed_case", case, public_id=name, reference=name)
    new_response = _row(connection, "response", response, public_id=name, case_id=new_case)
    _rows(connection, "case_fact", "case_id", case, new_case)
    _rows(connection, "answer", "response_id", response, new_response)


def _row(connection: sqlite3.Connection, table: str, number: int, **changed: object) -> int:
    columns = [name for name in _columns(connection, table) if name != "id"]
    values = ", ".join("?" if name in changed else name for name in columns)
    given = [changed[name] for name in columns if name in changed]
    copied = f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} WHERE id = ?"
    return connection.execute(copied, [*given, number]).lastrowid or 0


def _rows(connection: sqlite3.Connection, table: str, key: str, old: int, new: int) -> None:
    columns = _columns(connection, table)
    values = ", ".join("?" if name == key else name for name in columns)
    copied = f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} WHERE {key} = ?"
    connection.execute(copied, [new, old])


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
