"""A crowd of phones on one thread: each opens the survey at a moment of its own and sends its answers."""

import asyncio
import random
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.surveys import READY

PATIENCE = 60.0  # seconds a phone waits for an answer


@dataclass
class Measured:
    """Seconds of each request, how many phones failed, the server's CPU, and what the database holds afterwards."""

    opened: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    failed: int = 0
    whole: float = 0.0
    cpu: float = 0.0
    responses: int = 0
    answers: int = 0
    counted: int = 0


def let_loose(
    port: int, token: str, phones: int, seconds: float, retries: float, measured: Measured, sends: bool = True
) -> None:
    """All phones within `seconds`, whether the server keeps up or not; a share `retries` sends twice at once."""

    async def crowd() -> None:
        await asyncio.gather(
            *(_phone(port, token, number, seconds, retries, measured, sends) for number in range(phones))
        )

    begun = time.perf_counter()
    asyncio.run(crowd())
    measured.whole = time.perf_counter() - begun


async def _phone(
    port: int, token: str, number: int, seconds: float, retries: float, measured: Measured, sends: bool
) -> None:
    await asyncio.sleep(random.uniform(0, seconds))
    body = urlencode({**READY, "kind": "staff", "client_key": f"a phone of the benchmark {number}", "go": "send"})
    times = (2 if random.random() < retries else 1) if sends else 0
    try:
        measured.opened.append(await _request(port, "GET", f"/s/{token}", "", 200))
        sending = (_request(port, "POST", f"/s/{token}", body, 303) for _ in range(times))
        measured.sent.extend(await asyncio.gather(*sending))
    except (OSError, AssertionError, ValueError, TimeoutError):
        measured.failed += 1


async def _request(port: int, method: str, path: str, body: str, expected: int) -> float:
    """Seconds from connecting to the last byte."""
    begun = time.perf_counter()
    async with asyncio.timeout(PATIENCE):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nAccept-Encoding: gzip\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        answer = await reader.read()
        writer.close()
    status = int(answer.split(b" ", 2)[1]) if answer else 0
    assert status == expected, status
    return time.perf_counter() - begun
