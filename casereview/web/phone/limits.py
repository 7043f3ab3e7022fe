"""How often join codes may be mistyped: enough for a room behind one address, far too little to guess one.

A bucket holds tries and fills slowly. An address may miss 30 times at once and then 10 times a minute; all together 100
times a minute. Addresses are held in memory while they matter and are written nowhere.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

MOST_ADDRESSES = 10_000


@dataclass
class Bucket:
    """Tries left, and when that was so."""

    left: float
    at: float


class Limit:
    """Counts misses by address and overall. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock, self._lock = clock, Lock()
        self._all = Bucket(200.0, clock())
        self._each: OrderedDict[str, Bucket] = OrderedDict()

    def exhausted(self, address: str) -> bool:
        """Whether a try from here must wait, right or wrong."""
        with self._lock:
            return self._filled(self._all, 200, 100).left < 1 or self._filled(self._of(address), 30, 10).left < 1

    def missed(self, address: str) -> None:
        """Takes note of a wrong code."""
        with self._lock:
            for bucket, most, minute in ((self._all, 200, 100), (self._of(address), 30, 10)):
                self._filled(bucket, most, minute).left -= 1

    def _of(self, address: str) -> Bucket:
        found = self._each.setdefault(address, Bucket(30.0, self._clock()))
        self._each.move_to_end(address)
        while len(self._each) > MOST_ADDRESSES:
            self._each.popitem(last=False)
        return found

    def _filled(self, bucket: Bucket, most: float, a_minute: float) -> Bucket:
        now = self._clock()
        bucket.left = min(most, bucket.left + (now - bucket.at) * a_minute / 60)
        bucket.at = now
        return bucket
