"""CPU time of a saved answer against a bare save of the same row: `python -m tests.benchmarks.save`."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median

import click
from flask import Flask, request

from tests.benchmarks.served import Served, served

ROUNDS, EACH = 7, 30
BARE = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "CREATE TABLE IF NOT EXISTS draft"
    " (response INT, item INT, value TEXT, version INT, at TEXT, PRIMARY KEY (response, item))",
    "CREATE TABLE IF NOT EXISTS response (id INTEGER PRIMARY KEY, touched TEXT)",
)
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
    connection = opened(app.file.with_name("bare.db"))

    def save(number: int) -> float:
        began = time.process_time()
        bare_save(connection, 1, number)
        return time.process_time() - began

    return save


def opened(file: Path) -> sqlite3.Connection:
    """A connection to two bare tables, as durable as ours."""
    connection = sqlite3.connect(file, isolation_level=None, timeout=12, check_same_thread=False)
    for statement in BARE:
        connection.execute(statement)
    connection.execute("INSERT OR IGNORE INTO response VALUES (1, '')")
    return connection


def bare_save(connection: sqlite3.Connection, response: int, number: int) -> None:
    """Looks at the version that stands, and writes the answer and when the review was touched."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("SELECT version FROM draft WHERE response = ? AND item = 1", (response,)).fetchone()
    connection.execute(
        "INSERT INTO draft VALUES (?1, 1, ?2, 1, ?3) ON CONFLICT DO UPDATE SET value = ?2, version = version + 1",
        (response, f"Words number {number} about this case.", "2026-01-01"),
    )
    connection.execute("UPDATE response SET touched = ? WHERE id = ?", (str(number), response))
    connection.execute("COMMIT")


def bare_page(app: Served) -> Callable[[int], float]:
    """`save(number)`: the same rows behind a Flask page that reads and answers JSON: the least a web page costs."""
    bench, connection = Flask("bare"), opened(app.file.with_name("page.db"))

    @bench.post("/answers")
    def keep() -> dict[str, int]:
        bare_save(connection, 1, request.get_json()["number"])
        return {"version": request.get_json()["number"]}

    page = Served(bench, app.file)
    return lambda number: page.ask("/answers", method="POST", json={"number": number})[0]


def main() -> None:
    """Interleaved rounds; medians of the rounds' means, and their ratio."""
    with served() as app:
        ways = {"casereview": saver(app), "bare page": bare_page(app), "bare sqlite3": bare(app)}
        found: dict[str, list[float]] = {name: [] for name in ways}
        for turn in range(ROUNDS + 1):
            for name, save in ways.items():
                mean = sum(save(turn * EACH + number) for number in range(EACH)) / EACH
                if turn:  # the first warms up
                    found[name].append(mean)
        medians = {name: median(each) for name, each in found.items()}
        for name, each in medians.items():
            click.echo(f"{name:14} {1000 * each:7.2f} ms CPU a save")
        for name in ("bare page", "bare sqlite3"):
            click.echo(f"ratio to {name:12} {medians['casereview'] / medians[name]:7.1f}")


if __name__ == "__main__":
    main()
