"""Words that look like a name of a person, place or service: capitals in a sentence, first names, known places."""

import re
from calendar import month_name
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

FIRST_NAMES = Path(__file__).with_name("first_names.txt")
# Capitals that name nobody: days and months are looked at as dates.
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FEASTS = ("Christmas", "Easter", "New", "Year", "Ramadan", "Eid", "Diwali", "Hanukkah", "Passover")
_PLAIN = frozenset(("I", "I’d", "I’ll", "I’m", "I’ve", "English", "British", *_DAYS, *month_name[1:], *_FEASTS))
_CAPITAL = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
_INNER = re.compile(r"[^\W\d_A-Z][’']?[A-Z]|^[OD][’'][A-Z]")  # McDonald, O'Neill, d'Arcy
_OTHER_SCRIPT = re.compile(r"(?:(?![a-zA-ZÀ-ͯḀ-ỿªµº])[^\W\d_])+(?: (?:(?![a-zA-ZÀ-ͯḀ-ỿªµº])[^\W\d_])+)*")
_WORDS_TOO = frozenset(("carol", "jack", "jean"))  # first names that are words where they have no capital
_OPENS = re.compile(r"(?:^|[.!?:;…]\s*[”’\"')]?|\n|[“‘\"(])\s*$")


def names_in(text: str, places: Sequence[str] = ()) -> list[str]:
    """What looks like a name, each once, as it stands. `places`: names known to the project, found at any place."""
    known = [place for place in places if re.search(rf"(?<!\w){re.escape(place)}(?!\w)", text) and place[:1].isupper()]
    runs = [words for words in _runs(text) if not any(words in place for place in known)]
    alone = [words for words in _anyhow(text) if not any(words in found for found in (*known, *runs))]
    return list(dict.fromkeys([*known, *runs, *alone]))


def _anyhow(text: str) -> Iterator[str]:
    """First names however they are written (mary, MARY), and words of another script."""
    for word in _CAPITAL.finditer(text):
        if _is_first_name(word[0]) and word[0] not in _WORDS_TOO:
            yield word[0]
    yield from _OTHER_SCRIPT.findall(text)


def _runs(text: str) -> Iterator[str]:
    """Capitalised words next to each other; one that merely opens a sentence counts only as a first name."""
    run: list[re.Match[str]] = []
    for word in [*_CAPITAL.finditer(text), None]:
        follows = run and word is not None and text[run[-1].end() : word.start()] == " "
        if run and not (follows and _is_capital(word)):
            yield from _name(text, run)
            run = []
        if _is_capital(word):
            run.append(word)  # type: ignore[arg-type]


def _is_capital(word: re.Match[str] | None) -> bool:
    """A capital letter and small ones: not GP or MDT, and none of the words that name nobody."""
    if word is None or word[0] in _PLAIN:
        return False
    if not word[0][0].isupper():
        return bool(_INNER.search(word[0]))
    bare = _bare(word[0])
    return not (bare.isupper() and len(bare) <= 5)


def _name(text: str, run: list[re.Match[str]]) -> Iterator[str]:
    opens = bool(_OPENS.search(text[: run[0].start()]))
    if len(run) == 1 and opens and not _is_first_name(run[0][0]) and not _INNER.search(run[0][0]):
        return
    yield text[run[0].start() : run[-1].end()]


def _is_first_name(word: str) -> bool:
    return _bare(word).casefold() in first_names()


def _bare(word: str) -> str:
    return re.sub(r"[’']s$", "", word, flags=re.IGNORECASE)


@cache
def first_names() -> frozenset[str]:
    """First names that are common in the United Kingdom and are no ordinary word, in small letters."""
    return frozenset(FIRST_NAMES.read_text("utf-8").casefold().split())
