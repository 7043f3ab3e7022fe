"""How far two readers of the same texts agree: on all codes of a text together, and on each code alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlmodel import Session

from casereview.access import Member
from casereview.agreement import Coefficient, krippendorff, per_cent_agreement
from casereview.instruments.question import Question
from casereview.store.coding import Codes, both_readings
from casereview.store.texts import Text

Pair = tuple[Codes, Codes]  # the first reading of a text and the second


@dataclass(frozen=True)
class OnCode:
    """Agreement on one code: used or not. `first` and `second` count how often each reader used it."""

    code: str
    label: str
    first: int
    second: int
    both: int
    same: Coefficient
    alpha: Coefficient


@dataclass(frozen=True)
class Agreement:
    """Over the texts with two readings. `exact` have the same codes, all of them, in both."""

    texts: int
    exact: int
    same: Coefficient  # per cent agreement on all codes of a text together
    alpha: Coefficient  # Krippendorff's, nominal: each different set of codes is one answer
    codes: tuple[OnCode, ...]


def agreement(session: Session, member: Member, every: Sequence[Text], question: Question) -> Agreement:
    """The agreement over those of `every` that two people have read, on their readings before anything was settled."""
    options = tuple((option.code, option.label) for option in question.choosable)
    return _agreement(tuple(both_readings(session, member, every)), options)


@lru_cache(maxsize=8)
def _agreement(pairs: tuple[Pair, ...], options: tuple[tuple[str, str], ...]) -> Agreement:
    """Resampling takes a second or two on a large study: remembered until a reading changes."""
    sets = sorted({each for pair in pairs for each in pair})
    whole = [[sets.index(first), sets.index(second)] for first, second in pairs]
    used = {code for pair in pairs for each in pair for code in each}
    codes = tuple(_on(code, label, pairs) for code, label in options if code in used)
    exact = sum(first == second for first, second in pairs)
    return Agreement(len(pairs), exact, per_cent_agreement(whole), krippendorff(whole), codes)


def _on(code: str, label: str, pairs: Sequence[Pair]) -> OnCode:
    ratings = [[int(code in first), int(code in second)] for first, second in pairs]
    first, second = sum(each[0] for each in ratings), sum(each[1] for each in ratings)
    both = sum(each == [1, 1] for each in ratings)
    return OnCode(code, label, first, second, both, per_cent_agreement(ratings), krippendorff(ratings))
