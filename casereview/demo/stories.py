"""What is written about each invented case: the summary, a minority view, a note, an "other" in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from casereview.demo.files import words


@dataclass(frozen=True)
class Story:
    """The words of one review of a case. `texts` (answers in words) and `other` are by question."""

    summary: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    other: Mapping[str, str] = field(default_factory=dict)


def stories() -> dict[str, Story]:
    """Stories by the number of the case as a string; of a second table's review by "23, second table"."""
    return {number: _story(raw) for number, raw in words("stories.toml").items()}


def _story(raw: dict[str, Any]) -> Story:
    texts = {key: text for key, text in raw.items() if key not in ("summary", "other")}
    return Story(raw.get("summary", ""), texts, raw.get("other", {}))
