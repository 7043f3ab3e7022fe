"""Simulates phones that open and answer a survey within seconds of each other, against a real server with its threads.

`python -m tests.benchmarks.phones [--phones 100] [--seconds 10] [--retries 0.2]` prints p50, p95 and p99 of opening the
page and of sending the answers, how often the sums agree, and fails unless every phone is counted exactly once. Some
phones send twice, at once, as a phone does whose first answer got lost on the way.
"""

import argparse
import logging
import random
import socket
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import waitress
from sqlmodel import func, select

from app import create_app
from casereview import database
from casereview.access import operator
from casereview.models import Survey, SurveyAnswer, SurveyResponse
from casereview.store import projects
from tests.surveys import READY, add_survey

THREADS = 32
ITEMS = len(READY)


@dataclass
class Measured:
    """Seconds of each request, how many phones failed, and what the database holds afterwards."""

    opened: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    failed: int = 0
    whole: float = 0.0
    responses: int = 0
    answers: int = 0
    counted: int = 0


def run(folder: Path, phones: int, seconds: float, retries: float, url: str = "") -> Measured:
    """Serves a database of its own in `folder` (or at `url`) and lets the phones loose on it."""
    app, survey = _served(url or f"sqlite:///{folder / 'phones.db'}")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = waitress.create_server(app, host="127.0.0.1", port=port, threads=THREADS, connection_limit=500)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    measured = Measured()
    try:
        _let_loose(port, survey.token, phones, seconds, retries, measured)
    finally:
        server.close()
        thread.join(timeout=10)
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


def _let_loose(port, token, phones, seconds, retries, measured):
    begun = time.perf_counter()
    with ThreadPoolExecutor(phones) as pool:
        for number in range(phones):
            delay, twice = random.uniform(0, seconds), random.random() < retries
            pool.submit(_phone, port, token, number, delay, twice, measured)
    measured.whole = time.perf_counter() - begun


def _phone(port, token, number, delay, twice, measured):
    time.sleep(delay)
    try:
        measured.opened.append(_request(port, "GET", f"/s/{token}", None, 200))
        body = urlencode({**READY, "kind": "staff", "client_key": f"a phone of the benchmark {number}", "go": "send"})
        if twice:
            with ThreadPoolExecutor(2) as pool:
                both = [pool.submit(_request, port, "POST", f"/s/{token}", body, 303) for _ in range(2)]
                measured.sent.extend(each.result() for each in both)
        else:
            measured.sent.append(_request(port, "POST", f"/s/{token}", body, 303))
    except (OSError, AssertionError):
        measured.failed += 1


def _request(port, method, path, body, expected):
    """Seconds from connecting to the last byte."""
    begun = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(
        method, path, body, {"Content-Type": "application/x-www-form-urlencoded", "Accept-Encoding": "gzip"}
    )
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == expected, answer.status
    return time.perf_counter() - begun


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
    print(f"  failed {found.failed}; responses {found.responses}, counted {found.counted}, answers {found.answers}")  # noqa: T201
    print("  each counted exactly once" if exact(found, chosen.phones) else "  NOT each counted exactly once")  # noqa: T201
    return 0 if exact(found, chosen.phones) else 1


if __name__ == "__main__":
    sys.exit(main())
