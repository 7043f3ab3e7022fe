"""The table of cases that the gates of the server and of the browser are both held to, and drafts to route by both."""

import json
import random
from pathlib import Path
from typing import Any

from casereview.answers import Given
from casereview.instruments.conditions import AllOf, AnyOf, Condition, Is
from casereview.instruments.model import Instrument

TABLE: list[dict[str, Any]] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))


def condition(gate: list[Any]) -> Condition:
    """A gate of the table as the server knows it."""
    kind, *rest = gate
    if kind == "is":
        return Is(rest[0], tuple(rest[1]))
    parts = tuple(condition(part) for part in rest[0])
    return AllOf(parts) if kind == "all" else AnyOf(parts)


def drafts(instrument: Instrument, count: int) -> list[dict[str, Given]]:
    """`count` drafts with about half of the choices answered at random, always the same ones."""
    dice = random.Random(7)
    return [dict(_some(instrument, dice)) for _ in range(count)]


def _some(instrument: Instrument, dice: random.Random) -> list[tuple[str, Given]]:
    items = [item for item in instrument.items if item.question.choosable and dice.random() < 0.6]
    found = []
    for item in items:
        code = dice.choice(item.question.choosable).code
        found.append((item.ref, Given((code,) if item.question.multiple else code)))
    return found
