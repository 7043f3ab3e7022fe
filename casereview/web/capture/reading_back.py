"""What the server says after each answer: the play-back with its answers marked, and the rules that are broken."""

import re

from casereview import rules
from casereview.web.capture.place import Review

OPEN, SHUT = "\ue000", "\ue001"  # private characters around an answer; casereview.text lets nobody confuse them
ANSWER = re.compile(f"{OPEN}([^{SHUT}]*){SHUT}")
Piece = tuple[str, bool]


def pieces(review: Review) -> list[Piece]:
    """The play-back as (text, is it an answer), in order; empty while there is nothing to say."""
    text = " ".join(rules.playback(review.instrument, review.answers, (OPEN, SHUT)))
    return [(part, bool(position % 2)) for position, part in enumerate(ANSWER.split(text)) if part]


def broken(review: Review) -> list[str]:
    """The messages of the rules that what stands in the form breaks."""
    return [rule.message for rule in rules.broken(review.instrument, review.answers)]
