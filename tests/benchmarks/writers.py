"""Many people save at once, each in a case of their own: `python -m tests.benchmarks.writers`.

Wall time of a save, from the request to its answer, with 16 threads that never pause; beside it the same two rows
written by 16 threads with bare `sqlite3`, which wait for the lock as SQLite does: asleep.
"""

import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count
from pathlib import Path

import click

from tests.benchmarks.save import CASES, bare_save, opened
from tests.benchmarks.served import Served, served

WRITERS, ROUNDS, EACH = 16, 5, 12
OPEN = "SELECT public_id FROM reviewed_case WHERE study_id = 1 AND status = 'open' AND deleted_at IS NULL LIMIT ?"
Save = Callable[[int], None]


def savers(app: Served) -> list[Save]:
    """For each writer a save as the page does it."""
    with closing(sqlite3.connect(app.file)) as connection:
        found = [row[0] for row in connection.execute(OPEN, (WRITERS,))]
    app.read_token(f"{CASES}/{found[0]}")
    return [_saver(app, f"{CASES}/{case}/answers") for case in found]


def _saver(app: Served, address: str) -> Save:
    versions = count()

    def save(number: int) -> None:
        body = {"ref": "minority_view", "values": [f"Words {number}."], "other": "", "version": next(versions)}
        app.ask(address, method="POST", json=body | {"client_key": f"k{number}"})

    return save


def bare_savers(file: Path) -> list[Save]:
    """For each writer a connection of its own."""
    made = []
    for number in range(WRITERS):
        connection = opened(file)
        connection.execute("INSERT OR IGNORE INTO response VALUES (?, '')", (number,))
        made.append(_bare(connection, number))
    return made


def _bare(connection: sqlite3.Connection, response: int) -> Save:
    return lambda number: bare_save(connection, response, number)


def crowd(saves: list[Save], start: int) -> list[float]:
    """Seconds of every save of all writers at once."""
    ready = threading.Barrier(len(saves))

    def work(save: Save) -> list[float]:
        ready.wait()
        spent = []
        for number in range(start, start + EACH):
            began = time.perf_counter()
            save(number)
            spent.append(time.perf_counter() - began)
        return spent

    with ThreadPoolExecutor(len(saves)) as pool:
        return sorted(each for spent in pool.map(work, saves) for each in spent)


def main() -> None:
    """Interleaved rounds; percentiles of all."""
    with served() as app:
        ways = {"casereview": savers(app), "bare sqlite3": bare_savers(app.file.with_name("bare.db"))}
        found: dict[str, list[float]] = {name: [] for name in ways}
        for turn in range(ROUNDS + 1):
            for name, saves in ways.items():
                spent = crowd(saves, turn * EACH)
                found[name] += spent if turn else []  # the first warms up
        for name, spent in found.items():
            spent.sort()
            shown = [f"p{part} {1000 * spent[len(spent) * part // 100]:7.1f} ms" for part in (50, 95, 99)]
            click.echo(f"{name:14} {WRITERS} at once: {'  '.join(shown)}  longest {1000 * spent[-1]:7.1f} ms")


if __name__ == "__main__":
    main()
