"""Characters in a file's own words that cannot be stored or would mislead a reader."""

from collections.abc import Iterator
from typing import Any

from casereview.instruments.problem import Problem
from casereview.text import TextError, clean


def hidden_signs(raw: Any, place: str = "") -> Iterator[Problem]:
    """A problem for every text of the file that holds such a character; `place` is the way to it."""
    if isinstance(raw, str):
        try:
            clean(raw)
        except TextError as error:
            yield Problem(place, str(error))
    elif isinstance(raw, dict):
        own = str(raw.get("id") or raw.get("code") or "")
        for key, value in raw.items():
            yield from hidden_signs(value, ", ".join(part for part in (place, own, key) if part))
    elif isinstance(raw, list):
        for value in raw:
            yield from hidden_signs(value, place)
