"""CPU time of a saved answer against a bare save of the same row: `python -m tests.benchmarks.save`."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from statistics import median

import click

from tests.benchmarks.served import Served, served

ROUNDS, EACH = 7, 30
DRAFT = "CREATE TABLE draft (response INT, item INT, value TEXT, version INT, at TEXT, PRIMARY KEY (response, item))"
CASES = "/p/demo/case-review/cases"


def saver(app: Served) -> Callable[[int], float]:
    """`save(number)`: one answer as the page saves it, signed in, with the token, checked; its CPU seconds."""
    with closing(sqlite3.connect(app.file)) as connection:
        case = connection.execute(
            "SELECT c.public_id FROM reviewed_case c LEFT JOIN response r ON r.case_id = c.id"
            " WHERE r.id IS NULL AND c.status = 'open' LIMIT 1"
        ).fetchone()[0]
    app.read_token(f"{CASES}/{case}")
    version = 0

    def save(number: int) -> float:
        nonlocal version
        body = {
            "ref": "minority_view", "values": [f"Words number {number} about it."], "other": "", "version": version,
            "client_key": f"k{number}",
        }  # fmt: skip
        version += 1
        return app.ask(f"{CASES}/{case}/answers", method="POST", json=body)[0]

    return save


def bare(app: Served) -> Callable[[int], float]:
    """`save(number)`: the same two rows with sqlite3 alone, as durable; its CPU seconds."""
    connection = sqlite3.connect(app.file.with_name("bare.db"), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(
        "CREATE TABLE draft (response INT, item INT, value TEXT, version INT, at TEXT, PRIMARY KEY (response, item))"
    )
    connection.execute("CREATE TABLE response (id INTEGER PRIMARY KEY, touched TEXT)")
    connection.execute("INSERT INTO response VALUES (1, '')")

    def save(number: int) -> float:
        began = time.process_time()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("SELECT version FROM draft WHERE response = 1 AND item = 1").fetchone()
        connection.execute(
            "INSERT INTO draft VALUES (1, 1, ?1, 1, ?2) ON CONFLICT DO UPDATE SET value = ?1, version = version + 1",
            (f"Words number {number} about this case.", "2026-01-01"),
        )
        connection.execute("UPDATE response SET touched = ? WHERE id = 1", (str(number),))
        connection.execute("COMMIT")
        return time.process_time() - began

    return save


def main() -> None:
    """Interleaved rounds; medians of the rounds' means, and their ratio."""
    with served() as app:
        ways = {"casereview": saver(app), "bare sqlite3": bare(app)}
        found: dict[str, list[float]] = {name: [] for name in ways}
        for turn in range(ROUNDS + 1):
            for name, save in ways.items():
                mean = sum(save(turn * EACH + number) for number in range(EACH)) / EACH
                if turn:  # the first warms up
                    found[name].append(mean)
        medians = {name: median(each) for name, each in found.items()}
        for name, each in medians.items():
            click.echo(f"{name:14} {1000 * each:7.2f} ms CPU a save")
        click.echo(f"ratio          {medians['casereview'] / medians['bare sqlite3']:7.1f}")


if __name__ == "__main__":
    main()
