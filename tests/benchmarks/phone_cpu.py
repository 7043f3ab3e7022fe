"""CPU (user and system) the server spends on one phone: opening the survey, and sending its answers. No network.

`python -m tests.benchmarks.phone_cpu [--phones 100]` prints the median and the 95th percentile over the phones, each
with the readiness poll's answers, of the third of three rounds. Unlike seconds it can be read on a busy machine.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from werkzeug.test import EnvironBuilder, run_wsgi_app

from tests.benchmarks.phones import _served, percentile
from tests.surveys import READY

ROUNDS = 3


def run(folder: Path, phones: int) -> dict[str, list[float]]:
    """CPU seconds of every request of the last round, by what it did."""
    app, survey = _served(f"sqlite:///{folder / 'phones.db'}")
    spent: dict[str, list[float]] = {}
    for turn in range(ROUNDS):
        spent = {"open the page": [], "send the answers": []}
        for number in range(phones):
            key = f"a phone of the benchmark {turn} {number}"
            body = {**READY, "kind": "staff", "client_key": key, "go": "send"}
            spent["open the page"].append(_cpu(app, f"/s/{survey.token}", 200))
            spent["send the answers"].append(_cpu(app, f"/s/{survey.token}", 303, method="POST", data=body))
    app.extensions["engine"].dispose()
    return spent


def _cpu(app: Any, path: str, expected: int, **more: Any) -> float:
    environ = EnvironBuilder(path, headers={"Accept-Encoding": "gzip"}, **more).get_environ()
    began = time.process_time()
    body, status, _ = run_wsgi_app(app.wsgi_app, environ, buffered=True)
    b"".join(body)
    spent = time.process_time() - began
    assert int(status.split()[0]) == expected, status
    return spent


def main() -> int:
    """Prints milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--phones", type=int, default=100)
    phones = parser.parse_args().phones
    with tempfile.TemporaryDirectory() as folder:
        for name, times in run(Path(folder), phones).items():
            shown = ", ".join(f"p{share} {percentile(times, share / 100) * 1000:.2f} ms" for share in (50, 95))
            print(f"{name} ({len(times)}): {shown}; mean {sum(times) / len(times) * 1000:.2f} ms")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
