"""Which entries a name may stand for: those that share its rarer words, a slip of the pen allowed. A person decides."""

import difflib
from collections import Counter
from collections.abc import Collection, Sequence
from math import log

from casereview.gap_map.entry import Service
from casereview.gap_map.naming import key_of

MOST = 6
_ALIKE = 0.8  # how alike two words must be to be taken for one: "luncheon" is not "lunch", "bathin" is "bathing"
_FOR_THE_SAME = 0.15  # what it adds that the entry helps with what the name was given for
_LEAST = 0.2


def suggestions(words: str, outcomes: Collection[str], services: Sequence[Service], most: int = MOST) -> list[Service]:
    """The entries that may be meant by `words`, the likeliest first; none without a word in common."""
    tokens = {service.id: _tokens(f"{service.name} {service.entry.provider}") for service in services}
    weights = _weights(list(tokens.values()))
    scored = [(_score(_tokens(words), tokens[each.id], weights, each, outcomes), each) for each in services]
    kept = sorted((found for found in scored if found[0] >= _LEAST), key=lambda found: (-found[0], found[1].name))
    return [service for _, service in kept[:most]]


def _tokens(text: str) -> frozenset[str]:
    """The words of a text, in one number: "clubs" is "club"."""
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in key_of(text).split())


def _same(word: str, entry: frozenset[str]) -> str:
    """The word of the entry that `word` is, or is a slip of the pen for; "" where there is none."""
    begins = [each for each in entry if each[:1] == word[:1]]  # "cleaning" is not "learning"
    return next(iter(difflib.get_close_matches(word, begins, 1, _ALIKE)), "")


def _weights(entries: Sequence[frozenset[str]]) -> dict[str, float]:
    """A word that stands in few entries tells more: log(1 + entries / how many have it)."""
    counted = Counter(word for words in entries for word in words)
    return {word: log(1 + len(entries) / number) for word, number in counted.items()}


def _score(
    name: frozenset[str], entry: frozenset[str], weights: dict[str, float], service: Service, outcomes: Collection[str]
) -> float:
    """How much of the name, by weight, the entry has, and a little how much of the entry the name has: 0 to 1.15."""
    rare = max(weights.values(), default=1.0)
    shared = {word: found for word in name if (found := _same(word, entry))}
    if not shared:
        return 0.0
    held = sum(weights[found] for found in set(shared.values()))
    of_name = held / (held + rare * len(name - shared.keys()))
    of_entry = held / sum(weights[word] for word in entry)
    same = _FOR_THE_SAME if set(outcomes) & set(service.entry.outcomes) else 0.0
    return 0.7 * of_name + 0.3 * of_entry + same
