"""Which texts two people read, and which of them wait for whom."""

import random
from collections.abc import Sequence

from sqlmodel import Session

from casereview.access import Member
from casereview.models import Study
from casereview.store.errors import Refused
from casereview.store.scope import locked, own, require
from casereview.store.standing_codes import row_of, stand, standing
from casereview.store.texts import Text, codings_of, frame_of, texts


def waiting(member: Member, every: Sequence[Text], *, second: bool = False) -> list[Text]:
    """The texts this member could read now: those nobody has read, or (`second`) those somebody else has."""
    if not second:
        return [each for each in every if each.state == "to_code"]
    return [each for each in every if each.state == "second" and member.person_id not in each.readers]


def choose_twice(session: Session, member: Member, study: Study, *, count: int, frame: str = "") -> int:
    """Draws `count` more texts to be read by two people; gives back how many were drawn.

    At random with a fixed seed, so that nobody picks the easy ones. A text that was coded already leaves the findings
    until its second reading is in. Raises Refused for a count under 1.
    """
    if count < 1:
        raise Refused("Say how many texts: 1 or more.")
    derived, every = _held(session, member, study, frame)
    once = [each for each in every if not each.twice]
    luck = random.Random(f"{study.key} {derived} {len(once)}")
    drawn = luck.sample(once, min(count, len(once)))
    _set(session, member, study, derived, drawn, twice=True)
    return len(drawn)


def give_back(session: Session, member: Member, study: Study, *, frame: str = "") -> int:
    """Lets one reading be enough again for the texts drawn that no second person has read; gives back how many.

    A reading that is in stands again. Texts with two readings stay as they are.
    """
    derived, every = _held(session, member, study, frame)
    back = lacking(every)
    _set(session, member, study, derived, back, twice=False)
    return len(back)


def lacking(every: Sequence[Text]) -> list[Text]:
    """Those drawn to be read by two people that have not been yet."""
    return [each for each in every if each.twice and len(each.readers) < 2]


def _held(session: Session, member: Member, study: Study, frame: str) -> tuple[str, list[Text]]:
    """The id of the frame, and its texts, held against other writers."""
    require(member, "code_text")
    own(member, study)
    derived, _ = frame_of(session, study, frame)
    locked(session, Study, study)
    return derived.id, texts(session, member, study, frame)


def _set(session: Session, member: Member, study: Study, frame: str, of: Sequence[Text], *, twice: bool) -> None:
    for text in of:
        row = row_of(session, member, study, frame, text)
        row.twice = twice
        stand(session, member, row, standing(row, codings_of(session, member, row.id)))
