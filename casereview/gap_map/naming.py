"""The names people gave in a survey, with the same name in another spelling counted as the same."""

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casereview.answers import Answers
from casereview.identifiers import personal_details
from casereview.instruments.model import Instrument
from casereview.instruments.question import Question

ANYWHERE = ""  # of places: wherever people work, also where that is not known


@dataclass(frozen=True)
class Mention:
    """One person named one service for one outcome. `person` is a number of no meaning outside one gathering."""

    person: int
    outcome: str
    place: str  # where the person works; ANYWHERE where that is not known
    name: str  # the id of the name


@dataclass(frozen=True)
class Name:
    """One name, however it was spelled. `id` is the print of its `key_of`; `words` its commonest spelling."""

    id: str
    words: str
    people: int
    outcomes: tuple[tuple[str, int], ...]  # code and how many people named it for that, most first
    places: tuple[tuple[str, int], ...]  # code and how many people who work there; not those whose place is not known
    personal: tuple[str, ...] = ()  # what in the words may say who somebody is: then they are not shown


@dataclass(frozen=True)
class Named:
    """What a survey holds. `answered`: by outcome and place how many people answered there, ANYWHERE for all."""

    people: int
    names: tuple[Name, ...]  # those named most first
    mentions: tuple[Mention, ...]
    answered: Mapping[tuple[str, str], int]
    unplaced: int = 0  # people who say nothing of where they work, or too few of whom work there to be shown

    def name(self, print_of_it: str) -> Name | None:
        return next((each for each in self.names if each.id == print_of_it), None)


def key_of(text: str) -> str:
    """A name as it is compared: small letters, without accents, punctuation and doubled spaces. "" stays apart."""
    plain = unicodedata.normalize("NFKD", text).casefold().replace("&", " and ")
    kept = "".join(each for each in plain if not unicodedata.combining(each) and each not in "'’‘")
    return " ".join(re.findall(r"\w+", kept)) or text.strip()


def print_of_name(text: str) -> str:
    """The same for two texts exactly when their `key_of` is: sha256, hexadecimal."""
    return hashlib.sha256(key_of(text).encode("utf-8", "replace")).hexdigest()


def gather(instrument: Instrument, answers: Sequence[Answers]) -> Named:
    """The names in `answers` (one mapping a person) to the grid that the instrument's gap map declares."""
    declared = instrument.gap_map
    if declared is None:
        return Named(0, (), (), {})
    question, mentions = instrument.plain[declared.question], []
    answered: Counter[tuple[str, str]] = Counter()
    spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for person, each in enumerate(answers):
        place = str(each[declared.by].value or ANYWHERE)
        for outcome, words in _said(question, each):
            answered.update({(outcome, ANYWHERE), (outcome, place)})
            if words:
                spelled[print_of_name(words)][words] += 1
                mentions.append(Mention(person, outcome, place, print_of_name(words)))
    by_name: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_name[mention.name].append(mention)
    names = [_name(spellings, by_name[found]) for found, spellings in spelled.items()]
    ordered = sorted(names, key=lambda name: (-name.people, key_of(name.words)))
    unplaced = sum(not each[declared.by].value for each in answers)
    return Named(len(answers), tuple(ordered), tuple(mentions), answered, unplaced)


def _said(question: Question, answers: Answers) -> list[tuple[str, str]]:
    """Of each row that was answered, its code and the name given, "" where none was."""
    named = next(option.code for option in question.options if option.other)
    found = [(row.code, answers[f"{question.id}.{row.code}"]) for row in question.rows]
    return [
        (code, answer.other.strip() if answer.value == named else "")
        for code, answer in found
        if answer.state == "answered"
    ]


def _name(spellings: Counter[str], mine: Sequence[Mention]) -> Name:
    outcomes = Counter(mention.outcome for mention in mine)
    places = Counter(place for _, place in {(mention.person, mention.place) for mention in mine} if place)
    words = min(spellings, key=lambda text: (-spellings[text], text))
    personal = dict.fromkeys(found for text in spellings for found in personal_details(text))
    people = len({mention.person for mention in mine})
    said = (tuple(outcomes.most_common()), tuple(places.most_common()))
    return Name(mine[0].name, words, people, *said, tuple(personal))
