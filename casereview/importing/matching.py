"""From what stands in a cell to the code of an option: by label or code, whatever the case; never by a guess."""

import difflib
import re
from collections.abc import Iterable

from casereview.importing.layout import choice_labels, plain
from casereview.instruments.question import Question
from casereview.reading_error import ReadingError

YES, NO = frozenset({"x", "1", "yes", "y", "true", "✓", "✔", "☑"}), frozenset({"", "0", "no", "n", "false", "-", "☐"})
_MOST_NAMED = 6


def code_for(question: Question, text: str) -> str:
    """The code that `text` (a label or a code) stands for. Raises ReadingError with what it may have meant."""
    wanted = plain(text)
    labels = choice_labels(question)
    known = _by_words(question, labels)
    if wanted in known:
        return known[wanted]
    where = "Not in this project’s list." if question.project_list else "Not in the list."
    starting = [label for label in labels.values() if len(wanted) > 2 and plain(label).startswith(wanted)]
    if len(starting) > 1:
        raise ReadingError(f"{'Two' if len(starting) == 2 else 'Several'} answers fit.", choose(starting))
    if band := _band(wanted, labels.values()):
        raise ReadingError("A number, not a band.", f"Choose {band}.")
    meant = starting or _close(wanted, labels)
    raise ReadingError(where, f"Did you mean {meant[0]}?" if meant else _all(question, labels))


def _all(question: Question, labels: dict[str, str]) -> str:
    """What may stand there: the labels, and on a scale its points before them."""
    if not question.scored:
        return choose(labels.values())
    return " or ".join([f"Choose a whole number from 1 to {question.points}", *labels.values()]) + "."


def ticked(question: Question, code: str, text: str) -> bool:
    """Whether `text` marks the option. Raises ReadingError where it is neither a mark nor a no."""
    wanted = plain(text)
    if wanted in YES | {plain(question.by_code[code].label), code}:
        return True
    if wanted in NO:
        return False
    raise ReadingError("Not a mark.", "Type x, or leave it empty.")


def choose(labels: Iterable[str]) -> str:
    """`Choose A, B, or C.`, where the list is short enough to be named."""
    named = list(labels)
    if not 0 < len(named) <= _MOST_NAMED:
        return "Choose one from the list."
    if len(named) == 1:
        return f"Choose {named[0]}."
    comma = "," if len(named) > 2 or any("," in label for label in named) else ""
    return f"Choose {', '.join(named[:-1])}{comma} or {named[-1]}."


def _by_words(question: Question, labels: dict[str, str]) -> dict[str, str]:
    """Every text that names one option; headings and retired options too, which reading then refuses in words."""
    points = range(1, question.points + 1) if question.scored else ()
    known = {str(point): str(point) for point in points}
    known |= {plain(label): code for code, label in labels.items()}
    known |= {code: code for code in labels if code not in known}
    for option in question.options:
        if option.code not in labels:
            known.setdefault(plain(option.label), option.code)
            known.setdefault(option.code, option.code)
    return known


def _close(wanted: str, labels: dict[str, str]) -> list[str]:
    by_words = {plain(label): label for label in labels.values()} | {code: labels[code] for code in labels}
    found = sorted(
        difflib.get_close_matches(wanted, by_words, n=9, cutoff=0.6),
        key=lambda words: (-_likeness(wanted, words), words[:1] != wanted[:1]),  # "estern" is eastern before western
    )
    if not found:  # one word of a longer label, misspelled: "declind" for "Offered and declined"
        found = [words for words in by_words if difflib.get_close_matches(wanted, words.split(), n=1, cutoff=0.8)]
        found = found if len({by_words[words] for words in found}) == 1 else []
    return [by_words[words] for words in found[:1]]


def _likeness(wanted: str, words: str) -> float:
    return difflib.SequenceMatcher(None, words, wanted).ratio()


def _band(wanted: str, labels: Iterable[str]) -> str:
    """The label such as "75 to 84" or "85 and over" that a plain number belongs to."""
    if not wanted.isascii() or not wanted.isdigit():
        return ""
    for label in labels:
        span = re.fullmatch(r"(\d+)(?: to |-|–)(\d+)", label)
        over = re.fullmatch(r"(\d+) (?:and|or) (?:over|more|older)", label)
        if (span and int(span[1]) <= int(wanted) <= int(span[2])) or (over and int(wanted) >= int(over[1])):
            return label
    return ""
