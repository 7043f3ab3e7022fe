"""What is made of an instrument again and again, made once: pages of a phone, and their mark-up."""

from collections.abc import Callable
from typing import Generic, TypeVar

from casereview.instruments.model import Instrument

T = TypeVar("T")
MOST = 50  # instruments in use at a time


class Kept(Generic[T]):
    """`made = Kept(make)`: `made(instrument)` is `make(instrument)`, kept for as long as it is the very same object.

    A study's instrument is one object until its text or the project's lists change (`store/studies.py`).
    """

    def __init__(self, make: Callable[[Instrument], T]):
        self._make = make
        self._kept: dict[int, tuple[Instrument, T]] = {}  # holds the instrument, so that its number stays its own

    def __call__(self, instrument: Instrument) -> T:
        found = self._kept.get(id(instrument))
        if found is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            found = self._kept[id(instrument)] = (instrument, self._make(instrument))
        return found[1]
