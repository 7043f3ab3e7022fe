"""Reads a story for what could let somebody be recognised: identifiers, days, ages, names, quotes, copied words.

It finds what has a form; a person still reads it. Ages over 89 go as in the HIPAA Safe Harbor rule (45 CFR 164.514(b)).
"""

import re
from collections.abc import Iterator, Sequence

from casereview.identifiers import personal_details
from casereview.stories.finding import Found, Part
from casereview.stories.names import names_in

OLDEST = 89
COPIED = 8  # so many words in a row that also stand in the case's own notes

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)
_DAYS = (
    re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?: \d{{4}})?"),
    re.compile(rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}})?"),
    re.compile(r"(?<![\d/])\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}(?!\d)"),
    re.compile(r"(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d)"),
)
_SEASONS = (
    re.compile(rf"\b{_MONTH},? (?:19|20)\d\d\b|(?<=[a-z,;] ){_MONTH}|\b(?:19|20)\d\d\b"),
    re.compile(r"\b(?:Christmas|Easter|New Year|Ramadan|Eid|Diwali|Hanukkah|Passover|Bonfire Night)\b"),
)
_AGE = re.compile(
    r"\b(?:age:|(?:aged?|age of|turned|is|was|now|nearly|almost)) ?(\d{2,3})\b"
    r"(?! (?:%|per|hours?|days?|weeks?|months?|miles?))"
    r"(?=[ ,.;:)!?]|$)|\b(\d{2,3})[- ]year(?:s[- ]old|[- ]old)|\b(\d{2,3}) years of age"
    r"|\b(\d{2,3}) ?(?:yo|y/o|yrs? old)\b|\b(\d{2,3})(?:st|nd|rd|th) birthday\b",
    re.IGNORECASE,
)
_VERY_OLD = re.compile(
    r"\bninety[- ](?:one|two|three|four|five|six|seven|eight|nine)\b|\bcentenarian\b|\b(?:a|one) hundred years old\b"
    r"|\b(?:hundredth|100th) birthday\b|\bover a hundred\b",
    re.IGNORECASE,
)
_WEB = re.compile(r"\b(?:https?://|www\.)\S+|(?<![\w.])@\w{2,}", re.IGNORECASE)
_DISTRICT = re.compile(r"\b(?!PM|AM)[A-Z]{2}\d{1,2}[A-Z]?\b(?! ?\d[A-Z]{2}\b)")  # the first half of a postcode
_QUOTES = re.compile(r"“[^”]*\s[^”]*”|\"[^\"]*\s[^\"]*\"|‘[^’]*\s[^’]*’(?!\w)")


def recognisable(parts: Sequence[Part], reference: str, places: Sequence[str], sources: Sequence[str]) -> list[Found]:
    """Everything found, in the order of the parts, the grave first within each.

    `reference`: of the case. `places`: names from the project's lists. `sources`: the case's own notes.
    """
    found: list[Found] = []
    for part in parts:
        own = [*_identifiers(part, reference), *_days(part), *_ages(part), *_quotes(part), *_copied(part, sources)]
        own += [_name(part, words) for words in names_in(part.text, places)]
        found += sorted(dict.fromkeys(own), key=lambda each: not each.grave)
    return found


def _identifiers(part: Part, reference: str) -> Iterator[Found]:
    for what in personal_details(part.text):
        yield Found(part.where, f"holds {what}", "", "Take it out.", grave=True)
    if reference and _spelt(reference).search(part.text):
        yield Found(part.where, "holds the reference of the case", reference, "Take it out.", grave=True)
    for words in _all(_WEB, part.text):
        yield Found(part.where, "holds a web address or a name online", words, "Take it out.", grave=True)
    for words in _all(_DISTRICT, part.text):
        yield Found(part.where, "looks like half a postcode", words, "Say what kind of place it is instead.")


def _spelt(reference: str) -> re.Pattern[str]:
    """The reference with any sign or none between its parts: MC-0007, mc 0007, MC0007."""
    own = re.findall(r"[^\W\d_]+|\d+", reference)
    between = r"[\W_]{0,2}".join(map(re.escape, own)) or re.escape(reference)
    return re.compile(rf"(?<!\w){between}(?!\w)", re.IGNORECASE)


def _days(part: Part) -> Iterator[Found]:
    rest = part.text
    for pattern in _DAYS:
        for words in _all(pattern, rest):
            yield Found(part.where, "gives an exact day", words, "Say how long after the last event.", grave=True)
        rest = pattern.sub("·", rest)
    for pattern in _SEASONS:
        for words in _all(pattern, rest):
            yield Found(part.where, "gives a month, a year or a feast", words, "Say how long after the last event.")


def _ages(part: Part) -> Iterator[Found]:
    for match in _AGE.finditer(part.text):
        age = int(next(group for group in match.groups() if group))
        if OLDEST < age < 130:
            yield Found(
                part.where, f"gives an age over {OLDEST}", match[0], "Say “over 85”, or “in her nineties”.", True
            )
        elif 18 <= age <= OLDEST:
            yield Found(part.where, "gives an exact age", match[0], "Say “in his eighties”.")
    for words in _all(_VERY_OLD, part.text):
        yield Found(part.where, f"gives an age over {OLDEST}", words, "Say “over 85”, or “in her nineties”.", True)


def _quotes(part: Part) -> Iterator[Found]:
    for words in _all(_QUOTES, part.text):
        own = words.strip('“”‘’"')
        yield Found(part.where, "quotes somebody", own, "Say it in other words: who heard it would know who said it.")


def _name(part: Part, words: str) -> Found:
    return Found(
        part.where, "looks like a name", words, "Say what it is instead: a daughter, a day centre, a market town."
    )


def _all(pattern: re.Pattern[str], text: str) -> list[str]:
    return list(dict.fromkeys(match[0] for match in pattern.finditer(text)))


def _copied(part: Part, sources: Sequence[str]) -> Iterator[Found]:
    """The longest run of words that also stands in a source, where it is long."""
    mine = _words(part.text)
    best: list[str] = []
    for source in sources:
        run = _longest(mine, _words(source))
        best = run if len(run) > len(best) else best
    if len(best) >= COPIED:
        shown = " ".join(best[:12]) + (" …" if len(best) > 12 else "")
        yield Found(part.where, "is copied from the case’s notes", shown, "Tell it in your own words.")


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’']+", text.casefold())


def _longest(mine: list[str], theirs: list[str]) -> list[str]:
    """The longest run of words that both have: the usual table of runs that end at each pair of places."""
    best, end, before = 0, 0, [0] * (len(theirs) + 1)
    for place, word in enumerate(mine, 1):
        row = [0] * (len(theirs) + 1)
        for other, their in enumerate(theirs, 1):
            if word == their:
                row[other] = before[other - 1] + 1
                if row[other] > best:
                    best, end = row[other], place
        before = row
    return mine[end - best : end]
