"""What the database holds, against what clients were told; and whether anything in it is half-written."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from tests.durability.client import Client

STANDING = """
SELECT c.public_id, i.ref, d.version, d.value FROM draft_answer d
  JOIN item i ON i.id = d.item_id JOIN response r ON r.id = d.response_id JOIN reviewed_case c ON c.id = r.case_id
UNION ALL
SELECT c.public_id, i.ref, f.version, f.value FROM case_fact f
  JOIN item i ON i.id = f.item_id JOIN reviewed_case c ON c.id = f.case_id
"""
FACTS_WITHOUT_HISTORY = """
SELECT c.reference, i.ref, f.version FROM case_fact f
  JOIN item i ON i.id = f.item_id JOIN reviewed_case c ON c.id = f.case_id
WHERE f.version <> 1 + (SELECT count(*) FROM history h WHERE h.case_id = f.case_id AND h.ref = i.ref
                        AND h.action = 'fact_changed')
"""
SUBMISSIONS_WITHOUT_HISTORY = """
SELECT r.id, r.version FROM response r
WHERE r.version <> 1 + (SELECT count(*) FROM history h WHERE h.response_id = r.id AND h.action = 'submitted')
"""
SUBMISSIONS_WITHOUT_ANSWERS = """
SELECT r.id FROM response r
WHERE (SELECT count(*) FROM answer a WHERE a.response_id = r.id) <>
  CASE r.status WHEN 'submitted' THEN (SELECT count(*) FROM item i WHERE i.study_id = r.study_id AND NOT i.attribute)
  ELSE 0 END
"""


def differences(database: Path, clients: Iterable[Client]) -> list[str]:
    """Acknowledged answers that are lost, and retries that were saved twice. One answer may be under way."""
    with closing(sqlite3.connect(database)) as connection:
        standing = {(case, ref): (version, value) for case, ref, version, value in connection.execute(STANDING)}
        versions = dict(connection.execute("SELECT c.public_id, r.version FROM response r JOIN reviewed_case c"
                                           " ON c.id = r.case_id"))  # fmt: skip
    found: list[str] = []
    for client in clients:
        case = client.form.rpartition("/")[2]
        for ref, (version, text) in dict(client.saved).items():
            found += _compare(f"{case} {ref}", (version, json.dumps(text)), standing.get((case, ref), (0, "")))
        found += _compare(f"{case} submitted", (client.submissions + 1, ""), (versions.get(case, 1), ""))
    return found


def _compare(what: str, told: tuple[int, str], held: tuple[int, str]) -> list[str]:
    if held[0] < told[0] or (held[0] == told[0] and held[1] != told[1]):
        return [f"lost: {what} {told}, stands {held}"]
    return [f"twice: {what} {told}, stands {held}"] if held[0] > told[0] + 1 else []


def half_written(database: Path) -> list[str]:
    """What contradicts itself, or damages the file."""
    with closing(sqlite3.connect(database)) as connection:
        found = [f"integrity: {row}" for row in connection.execute("PRAGMA integrity_check") if row != ("ok",)]
        found += [f"points nowhere: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
        for query in (FACTS_WITHOUT_HISTORY, SUBMISSIONS_WITHOUT_HISTORY, SUBMISSIONS_WITHOUT_ANSWERS):
            found += [f"half-written: {row}" for row in connection.execute(query)]
    return found
