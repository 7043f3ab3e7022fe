"""CPU time of pages at 100, 1,000 and 10,000 reviewed cases: `python -m tests.benchmarks.pages`."""

import sqlite3
from contextlib import closing
from statistics import median

import click

from tests.benchmarks.growing import grow
from tests.benchmarks.served import Served, served

SIZES = (100, 1_000, 10_000)
STUDY = "/p/demo/case-review"


def cold(app: Served, path: str, times: int = 3) -> float:
    """Each time after an answer was submitted somewhere: nothing that was counted can be used again."""
    spent = []
    for _ in range(times):
        with closing(sqlite3.connect(app.file, isolation_level=None)) as connection:
            connection.execute("UPDATE study SET data_version = data_version + 1")
        spent.append(app.ask(path)[0])
    return median(spent)


def warm(app: Served, path: str, times: int = 9) -> float:
    """Again, with nothing changed."""
    app.ask(path)
    return median(app.ask(path)[0] for _ in range(times))


def main() -> None:
    """One table, in milliseconds of CPU."""
    with served() as app:
        with closing(sqlite3.connect(app.file)) as connection:
            case = connection.execute(
                "SELECT c.public_id FROM reviewed_case c JOIN study s ON s.id = c.study_id"
                " WHERE s.key = 'case-review' AND c.status = 'open' ORDER BY c.id DESC LIMIT 1"
            ).fetchone()[0]
        click.echo(f"{'reviewed':>9} {'findings cold':>14} {'findings warm':>14} {'case form':>10} {'case list':>10}")
        for size in SIZES:
            reviewed = grow(app.file, size)
            measured = (
                cold(app, f"{STUDY}/findings"),
                warm(app, f"{STUDY}/findings"),
                warm(app, f"{STUDY}/cases/{case}"),
                warm(app, f"{STUDY}/cases", 3),
            )
            click.echo(f"{reviewed:>9} " + " ".join(f"{1000 * each:>13.1f}" for each in measured))


if __name__ == "__main__":
    main()
