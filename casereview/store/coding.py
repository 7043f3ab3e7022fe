"""Coding texts: one reading, or two by people who do not see each other's, and settling where they differ."""

from collections.abc import Sequence

from sqlmodel import Session, col

from casereview.access import Member
from casereview.database import now
from casereview.models import CodedText, Coding, Study
from casereview.store.coding_twice import choose_twice, give_back, lacking, waiting
from casereview.store.errors import Refused, StaleEdit
from casereview.store.scope import locked, own, require, rows
from casereview.store.standing_codes import Codes, codes_of, row_of, stand, standing, stored
from casereview.store.texts import Text, codings_of, frame_of, text_of

__all__ = [
    "Codes", "both_readings", "choose_twice", "give_back", "lacking", "own_reading", "readings", "save_codes", "settle",
    "waiting",
]  # fmt: skip


def save_codes(
    session: Session,
    member: Member,
    study: Study,
    *,
    key: str,
    codes: Sequence[str],
    frame: str = "",
    expected_version: int = 0,
) -> CodedText:
    """Keeps how the member reads a text. `expected_version`: of the member's own reading that the page showed, 0: none.

    Sent twice it is one reading. The codes stand as soon as one reading is in, of a text to be read twice as soon as
    two are in that agree. Raises Refused for codes outside the frame, or where the text needs no reading of theirs;
    StaleEdit; NotFound; NotAllowed.
    """
    row, chosen = _open(session, member, study, frame, key, codes)
    if member.person_id is None:
        raise Refused("Sign in to code texts: a second reader must be another person.")
    found = codings_of(session, member, row.id)
    mine = next((each for each in found if each.person_id == member.person_id), None)
    if mine is not None and codes_of(mine.codes) == chosen:
        return row
    if mine is None:
        _check_wanted(row, found)
        mine = Coding(
            project_id=row.project_id, text_id=row.id, seat=len(found) + 1, person_id=member.person_id, codes="[]",
            version=0,
        )  # fmt: skip
    elif len(found) == 2:
        raise Refused("Both readings are in, so yours stays as it is. Settle the text instead.")
    elif mine.version != expected_version:
        raise StaleEdit("codes", chosen, codes_of(mine.codes), mine.version, "You, in another window,")
    mine.codes, mine.version, mine.at = stored(chosen), mine.version + 1, now()
    session.add(mine)
    session.flush()
    stand(session, member, row, standing(row, codings_of(session, member, row.id)))
    return row


def settle(
    session: Session,
    member: Member,
    study: Study,
    *,
    key: str,
    codes: Sequence[str],
    frame: str = "",
    expected_version: int,
) -> CodedText:
    """Says which codes stand where two readings differ (or changes what was settled).

    Raises Refused before both readings are in, StaleEdit where somebody settled it since `expected_version`.
    """
    row, chosen = _open(session, member, study, frame, key, codes)
    if len(codings_of(session, member, row.id)) < 2:
        raise Refused("Both readings must be in before a text is settled.")
    if row.version != expected_version:
        if codes_of(row.codes) == chosen:
            return row
        raise StaleEdit("codes", chosen, codes_of(row.codes), row.version, "Somebody else")
    row.settled_by_id, row.settled_at = member.person_id, now()
    stand(session, member, row, chosen)
    return row


def own_reading(session: Session, member: Member, text: Text) -> tuple[Codes, int]:
    """How the member reads this text, and the version of that; nothing and 0 where they have not coded it."""
    if text.row is None or not text.current:
        return (), 0
    mine = [each for each in codings_of(session, member, text.row.id) if each.person_id == member.person_id]
    return (codes_of(mine[0].codes), mine[0].version) if mine else ((), 0)


def readings(session: Session, member: Member, text: Text) -> tuple[Codes, Codes]:
    """Both readings, the first first. Raises Refused while one is missing: a second reader must not see the first."""
    found = both_readings(session, member, [text])
    if not found:
        raise Refused("The readings are shown once both are in.")
    return found[0]


def both_readings(session: Session, member: Member, every: Sequence[Text]) -> list[tuple[Codes, Codes]]:
    """The readings, the first first, of those texts that two people have read. One query, however many they are."""
    require(member, "code_text")
    wanted = [text.row.id for text in every if text.row is not None and len(text.readers) == 2]
    query = rows(member, Coding).order_by(col(Coding.text_id), col(Coding.seat))
    found: dict[int, list[Codes]] = {number: [] for number in wanted}
    for each in session.exec(query.where(Coding.text_id == wanted[0]) if len(wanted) == 1 else query):
        if each.text_id in found:
            found[each.text_id].append(codes_of(each.codes))
    return [(first, second) for first, second in found.values()]


def _open(
    session: Session, member: Member, study: Study, frame: str, key: str, codes: Sequence[str]
) -> tuple[CodedText, Codes]:
    """The row of the text as it is now, held for writing, and the codes in the order of the frame."""
    require(member, "code_text")
    own(member, study)
    derived, question = frame_of(session, study, frame)
    locked(session, Study, study)
    text = text_of(session, member, study, derived.id, key)
    known = [option.code for option in question.choosable]
    if not codes:
        raise Refused("Choose at least one code.")
    if not set(codes) <= set(known):
        raise Refused("One of these codes is not in the code frame. Reload the page and choose again.")
    return row_of(session, member, study, derived.id, text), tuple(code for code in known if code in codes)


def _check_wanted(row: CodedText, found: Sequence[Coding]) -> None:
    if len(found) == 2 or (found and not row.twice):
        raise Refused("Somebody else has coded this text meanwhile. Nothing was changed; go on to the next one.")
