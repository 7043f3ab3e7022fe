"""Rows for every table of a database at any revision, made from what the database says of itself.

Row 1 has a value in every column, row 2 nothing wherever nothing is allowed. Everything in row n has the number n, so
that every foreign key of it finds its parent.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Engine, Float, Integer, MetaData, Table, inspect

Row = dict[str, Any]
NUMBERS = (1, 2)
CODES = re.compile(r"\(?\"?(\w+)\"?\)?(?:::\w+)? (?:IN|= ANY) \((.*)\)")  # as SQLite or PostgreSQL gives it back
MOMENT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
SAME = ((DateTime, MOMENT), (Date, MOMENT.date()))
BY_HAND: dict[tuple[str, int], Row] = {  # what checks over several columns ask for
    ("response", 1): {"status": "submitted", "submitted_at": MOMENT},
    ("response", 2): {"status": "draft", "submitted_at": None},
    ("answer", 1): {"state": "answered", "value": '"yes"', "other": "words"},
    ("answer", 2): {"state": "not_asked", "value": None, "other": ""},
    ("survey_answer", 1): {"state": "answered", "value": '"yes"', "other": "words"},
    ("opportunity", 1): {"cited_id": None},
    ("opportunity", 2): {"cited_id": 2, "finding": ""},
    ("summary_item", 1): {"cited_id": None, "opportunity_id": None, "words": ""},
    ("summary_item", 2): {"finding": ""},
    ("coded_text", 1): {"response_id": None},
    ("coded_text", 2): {"response_id": 2},
    ("directory_entry", 1): {"places": "[]"},
}
NEVER = {("survey_response", 2), ("survey_answer", 2), ("invited_survey", 1)}  # survey 1 is answered, 2 joined by name


def tables_of(engine: Engine) -> dict[str, Table]:
    """Every table by name, parents before children."""
    found = MetaData()
    found.reflect(engine)
    return {table.name: table for table in found.sorted_tables if table.name != "alembic_version"}


def fill(engine: Engine, tables: Iterable[Table]) -> None:
    """Two rows into each of these tables, given parents before children."""
    with engine.begin() as connection:
        for table in tables:
            codes = codes_of(engine, table.name)
            for number in NUMBERS:
                if (table.name, number) not in NEVER:
                    connection.execute(table.insert().values(row_of(table, number, codes)))


def codes_of(engine: Engine, table: str) -> dict[str, list[str]]:
    """The codes that CHECK constraints allow, by column."""
    checks = [check["sqltext"] for check in inspect(engine).get_check_constraints(table)]
    found = [match for check in checks if (match := CODES.fullmatch(check))]
    return {match[1]: re.findall(r"'([^']*)'", match[2]) for match in found}


def row_of(table: Table, number: int, codes: dict[str, list[str]]) -> Row:
    """One row."""
    row = {column.name: value_of(column, number, codes.get(column.name, [])) for column in table.columns}
    return row | BY_HAND.get((table.name, number), {})


def value_of(column: "Column[Any]", number: int, codes: list[str]) -> Any:
    """A value of the column's type; nothing in row 2, where that is allowed."""
    if number == 2 and column.nullable:
        return None
    if codes:
        return codes[number % len(codes)]
    for kind, value in (
        (Boolean, number == 1),
        (Integer, number),
        (Float, number / 4),
        (DateTime, MOMENT),
        (Date, MOMENT.date()),
    ):
        if isinstance(column.type, kind):
            return value
    parent = next(iter(column.foreign_keys), None)  # the same words as there
    words = f"{parent.column.table.name if parent else column.table.name} {number}"
    return words[-(getattr(column.type, "length", None) or 60) :]


def rows_of(engine: Engine, tables: Iterable[Table]) -> dict[str, list[Row]]:
    """What stands in the columns of these tables, by table."""
    with engine.connect() as connection:
        return {
            table.name: [
                dict(row) for row in connection.execute(table.select().order_by(*table.primary_key)).mappings()
            ]
            for table in tables
        }
