"""The real server in a process group of its own, to be killed; and a twin that answers before it has committed."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
HONEST, EARLY = "flask", "tests.durability.early_answer"


def free_port() -> int:
    """A port nobody listens on, below those the system hands out: a client knocking there cannot meet itself."""
    while True:
        port = random.randrange(20_000, 30_000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port


class Server:
    """`flask serve` on `database`, or the twin with the fault."""

    def __init__(self, database: Path, program: str = HONEST, **environment: str):
        self.port, self.program = free_port(), program
        self.environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "SECRET_KEY": "a key for tests"}
        self.environment |= environment
        self.said = database.with_name("server.log").open("ab")

    def start(self) -> None:
        """Starts it and waits until it listens."""
        words = [sys.executable, "-m", self.program, "serve", "--port", str(self.port), "--no-demo"]
        self.process = subprocess.Popen(
            words, cwd=ROOT, env=self.environment, stdout=self.said, stderr=self.said, start_new_session=True
        )
        until = time.monotonic() + 60
        while not self._listens():
            assert self.process.poll() is None, "the server did not start"
            assert time.monotonic() < until, "the server takes too long to start"
            time.sleep(0.02)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        """Ends every process of it at once, as losing the machine would: no handler runs, nothing is flushed."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        while self._listens():  # its children take a moment more to be gone
            time.sleep(0.01)

    def close(self) -> None:
        """Ends it, however far it got."""
        if self.process.poll() is None:
            self.kill()
        self.said.close()
