"""Simulates phones that open and answer a survey within seconds of each other, against the real server.

`python -m tests.benchmarks.phones [--phones 100] [--seconds 10] [--retries 0.2]` prints p50, p95 and p99 of opening the
page and of sending the answers, what share of the machine the server took, and fails unless every phone is counted
exactly once. Some phones send twice, at once, as a phone does whose first answer got lost on the way. The server is
`flask serve` in a process of its own: a crowd that runs inside it would wait for itself.
"""

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path

from sqlmodel import func, select

from app import create_app
from casereview import database
from casereview.access import operator
from casereview.models import Survey, SurveyAnswer, SurveyResponse
from casereview.store import projects
from tests.benchmarks.crowd import Measured, let_loose
from tests.durability.server import Server
from tests.surveys import READY, add_survey

ITEMS = len(READY)


def run(folder: Path, phones: int, seconds: float, retries: float, url: str = "") -> Measured:
    """Serves a database of its own in `folder` (or at `url`) and lets the phones loose on it."""
    url = url or f"sqlite:///{folder / 'phones.db'}"
    app, survey = _served(url)
    measured = Measured()
    server = Server(folder / "phones.db", DATABASE_URL=url)
    try:
        server.start()
        let_loose(server.port, survey.token, 1, 0, 0, Measured(), sends=False)  # as the facilitator does first
        before = _cpu(server.process.pid)
        let_loose(server.port, survey.token, phones, seconds, retries, measured)
        measured.cpu = _cpu(server.process.pid) - before
    finally:
        server.close()
    _count(app.extensions["engine"], survey, measured)
    app.extensions["engine"].dispose()
    return measured


def _served(url):
    engine = database.make_engine(url)
    database.migrate(engine)
    with database.write(engine) as session:
        key = f"phones-{random.randrange(10**9)}"
        projects.add_project(session, key=key, title="Phones")
        survey = add_survey(session, operator(session, key), "readiness")
    engine.dispose()
    return create_app({"DATABASE_URL": url, "SECRET_KEY": "a key for the benchmark"}), survey


def _cpu(group: int) -> float:
    """CPU seconds so far of every process of a group, as Linux counts them; 0 elsewhere."""
    spent = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(fields[2]) == group:
            spent += int(fields[11]) + int(fields[12])
    return spent / os.sysconf("SC_CLK_TCK")


def _count(engine, survey, measured):
    with database.read(engine) as session:
        mine = select(SurveyResponse.key).where(SurveyResponse.survey_id == survey.id)
        measured.responses = session.exec(select(func.count()).select_from(mine.subquery())).one()
        answers = select(func.count()).select_from(SurveyAnswer).where(SurveyAnswer.response_key.in_(mine))
        measured.answers = session.exec(answers).one()
        measured.counted = session.get_one(Survey, survey.id).answers


def percentile(values: list[float], share: float) -> float:
    """The smallest value that at least `share` of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * len(ordered) * 1000) // 1000) - 1))]


def exact(measured: Measured, phones: int) -> bool:
    """Whether every phone is counted once, whole, and none failed."""
    return (measured.failed, measured.responses, measured.counted, measured.answers) == (
        0,
        phones,
        phones,
        phones * ITEMS,
    )


def main() -> int:
    """Prints what was measured; 1 where a phone was lost or counted twice."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--phones", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--retries", type=float, default=0.2, help="share of phones that send twice at once")
    parser.add_argument("--database", default="", help="a database of its own on a server, instead of a file")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), chosen.phones, chosen.seconds, chosen.retries, chosen.database)
    print(f"{chosen.phones} phones within {chosen.seconds:g} s, done after {found.whole:.1f} s")  # noqa: T201
    for name, times in (("open the page", found.opened), ("send the answers", found.sent)):
        shown = ", ".join(f"p{share} {percentile(times, share / 100) * 1000:.0f} ms" for share in (50, 95, 99))
        print(f"  {name} ({len(times)}): {shown}")  # noqa: T201
    share = found.cpu / found.whole / (os.cpu_count() or 1)
    print(f"  the server took {found.cpu:.1f} s of CPU, {share:.0%} of the machine's")  # noqa: T201
    print(f"  failed {found.failed}; responses {found.responses}, counted {found.counted}, answers {found.answers}")  # noqa: T201
    print("  each counted exactly once" if exact(found, chosen.phones) else "  NOT each counted exactly once")  # noqa: T201
    return 0 if exact(found, chosen.phones) else 1


if __name__ == "__main__":
    sys.exit(main())
