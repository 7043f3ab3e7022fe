"""Coding texts: one reading, or two by people who do not see each other's, and settling where they differ."""

import random
from collections.abc import Sequence

from sqlmodel import Session, col, delete, select

from casereview.access import Member
from casereview.answers import Given
from casereview.database import now
from casereview.instruments.question import Question
from casereview.models import CodedText, Coding, Quote, Response, ReviewedCase, Study
from casereview.store.codes import print_of
from casereview.store.errors import Refused, StaleEdit
from casereview.store.scope import locked, numbers_moved, own, remember, require, rows
from casereview.store.texts import Text, codings_of, frame_of, text_of, texts
from casereview.store.values import from_json, to_json, told

Codes = tuple[str, ...]


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
    text, row, chosen = _open(session, member, study, frame, key, codes)
    if member.person_id is None:
        raise Refused("Sign in to code texts: a second reader must be another person.")
    found = codings_of(session, member, row)
    mine = next((each for each in found if each.person_id == member.person_id), None)
    if mine is not None and _codes(mine.codes) == chosen:
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
        raise StaleEdit("codes", chosen, _codes(mine.codes), mine.version, "You, in another window,")
    mine.codes, mine.version, mine.at = _json(chosen), mine.version + 1, now()
    session.add(mine)
    session.flush()
    _stand(session, member, text, row, _standing(row, codings_of(session, member, row)))
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
    text, row, chosen = _open(session, member, study, frame, key, codes)
    if len(codings_of(session, member, row)) < 2:
        raise Refused("Both readings must be in before a text is settled.")
    if row.version != expected_version:
        if _codes(row.codes) == chosen:
            return row
        raise StaleEdit("codes", chosen, _codes(row.codes), row.version, "Somebody else")
    row.settled_by_id, row.settled_at = member.person_id, now()
    _stand(session, member, text, row, chosen)
    return row


def own_reading(session: Session, member: Member, text: Text) -> tuple[Codes, int]:
    """How the member reads this text, and the version of that; nothing and 0 where they have not coded it."""
    if text.row is None or not text.current:
        return (), 0
    mine = [each for each in codings_of(session, member, text.row) if each.person_id == member.person_id]
    return (_codes(mine[0].codes), mine[0].version) if mine else ((), 0)


def readings(session: Session, member: Member, text: Text) -> tuple[Codes, Codes]:
    """Both readings, the first first. Raises Refused while one is missing: a second reader must not see the first."""
    require(member, "code_text")
    found = codings_of(session, member, text.row) if text.row is not None and text.current else []
    if len(found) < 2:
        raise Refused("The readings are shown once both are in.")
    return _codes(found[0].codes), _codes(found[1].codes)


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
    derived, _ = frame_of(session, study, frame)
    locked(session, Study, study)
    once = [each for each in texts(session, member, study, frame) if not each.twice]
    luck = random.Random(f"{study.key} {derived.id} {len(once)}")
    drawn = luck.sample(once, min(count, len(once)))
    for text in drawn:
        row = _row(session, member, study, derived.id, text)
        row.twice = True
        _stand(session, member, text, row, _standing(row, codings_of(session, member, row)))
    return len(drawn)


def _open(
    session: Session, member: Member, study: Study, frame: str, key: str, codes: Sequence[str]
) -> tuple[Text, CodedText, Codes]:
    """The text, its row held for writing and about the text as it is now, and the codes in the order of the frame."""
    require(member, "code_text")
    own(member, study)
    derived, question = frame_of(session, study, frame)
    locked(session, Study, study)
    text = text_of(session, member, study, derived.id, key)
    return text, _row(session, member, study, derived.id, text), _checked(question, codes)


def _checked(question: Question, codes: Sequence[str]) -> Codes:
    known = [option.code for option in question.choosable]
    if not codes:
        raise Refused("Choose at least one code.")
    if not set(codes) <= set(known):
        raise Refused("One of these codes is not in the code frame. Reload the page and choose again.")
    return tuple(code for code in known if code in codes)


def _check_wanted(row: CodedText, found: Sequence[Coding]) -> None:
    if len(found) == 2 or (found and not row.twice):
        raise Refused("Somebody else has coded this text meanwhile. Nothing was changed; go on to the next one.")


def _row(session: Session, member: Member, study: Study, frame: str, text: Text) -> CodedText:
    """The row of the text. Where the text was changed since, its readings and quotes go: they were about another."""
    row = text.row
    if row is None:
        source = session.exec(rows(member, Response).where(Response.public_id == text.key)).first()
        row = CodedText(
            project_id=study.project_id, study_id=study.id, frame=frame, text_hash=print_of(text.words),
            response_id=source.id if source else None, survey_key=None if source else text.key, version=1,
        )  # fmt: skip
    elif not text.current:
        for table in (Coding, Quote):
            here = (col(table.project_id) == row.project_id) & (col(table.text_id) == row.id)
            session.exec(delete(table).where(here))
        row.text_hash, row.codes, row.settled_by_id, row.settled_at = print_of(text.words), None, None, None
    session.add(row)
    session.flush()
    return row


def _standing(row: CodedText, found: Sequence[Coding]) -> Codes | None:
    """What stands without anybody settling: the one reading, or two that are the same."""
    if row.settled_at is not None:
        return _codes(row.codes)
    wanted = 2 if row.twice else 1
    read = {_codes(each.codes) for each in found}
    return read.pop() if len(found) >= wanted and len(read) == 1 else None


def _stand(session: Session, member: Member, text: Text, row: CodedText, codes: Codes | None) -> None:
    before = row.codes
    row.codes, row.version = _json(codes) if codes else None, row.version + 1
    session.add(row)
    session.flush()
    if row.codes == before:
        return
    numbers_moved(session, row.project_id, row.study_id)
    if row.response_id is not None:
        case = session.exec(select(ReviewedCase).join(Response, col(Response.case_id) == ReviewedCase.id)
                            .where(Response.id == row.response_id)).one()  # fmt: skip
        remember(
            session, member, case, "answer_changed", ref=row.frame, response_id=row.response_id,
            before=_told(_codes(before)), after=_told(codes or ()),
        )  # fmt: skip


def _told(codes: Codes) -> str | None:
    return told(Given(codes)) if codes else None


def _codes(text: str | None) -> Codes:
    found = from_json(text)
    return found if isinstance(found, tuple) else ()


def _json(codes: Codes) -> str:
    return to_json(codes) or "[]"
