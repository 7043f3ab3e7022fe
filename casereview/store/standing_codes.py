"""The row of a text that is coded, and which codes stand in it."""

from collections.abc import Sequence

from sqlmodel import Session, col, delete, select

from casereview.access import Member
from casereview.answers import Given
from casereview.models import CodedText, Coding, Quote, Response, ReviewedCase, Study
from casereview.store.codes import print_of
from casereview.store.scope import numbers_moved, remember, rows
from casereview.store.texts import Text
from casereview.store.values import from_json, to_json, told

Codes = tuple[str, ...]


def row_of(session: Session, member: Member, study: Study, frame: str, text: Text) -> CodedText:
    """The row of the text. Where the text was changed since, its readings and quotes go: they were about another."""
    if text.row is None:
        row = _new(session, member, study, frame, text)
    else:
        row = session.exec(rows(member, CodedText).where(CodedText.id == text.row.id)).one()
        if not text.current:
            _forget(session, row, text)
    session.add(row)
    session.flush()
    return row


def standing(row: CodedText, found: Sequence[Coding]) -> Codes | None:
    """What stands without anybody settling: the one reading, or two that are the same."""
    if row.settled_at is not None:
        return codes_of(row.codes)
    wanted = 2 if row.twice else 1
    read = {codes_of(each.codes) for each in found}
    return read.pop() if len(found) >= wanted and len(read) == 1 else None


def stand(session: Session, member: Member, row: CodedText, codes: Codes | None) -> None:
    """Lets the codes stand (None: none yet), moves the numbers and writes the history, where it is a change."""
    before = row.codes
    row.codes, row.version = stored(codes) if codes else None, row.version + 1
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
            before=_told(codes_of(before)), after=_told(codes or ()),
        )  # fmt: skip


def codes_of(text: str | None) -> Codes:
    """The codes in what is stored."""
    found = from_json(text)
    return found if isinstance(found, tuple) else ()


def stored(codes: Codes) -> str:
    """The codes as they are stored."""
    return to_json(codes) or "[]"


def _new(session: Session, member: Member, study: Study, frame: str, text: Text) -> CodedText:
    source = session.exec(rows(member, Response).where(Response.public_id == text.key)).first()
    return CodedText(
        project_id=study.project_id, study_id=study.id, frame=frame, text_hash=print_of(text.words),
        response_id=source.id if source else None, survey_key=None if source else text.key, version=1,
    )  # fmt: skip


def _forget(session: Session, row: CodedText, text: Text) -> None:
    for table in (Coding, Quote):
        here = (col(table.project_id) == row.project_id) & (col(table.text_id) == row.id)
        session.exec(delete(table).where(here))
    row.text_hash, row.codes, row.settled_by_id, row.settled_at = print_of(text.words), None, None, None


def _told(codes: Codes) -> str | None:
    return told(Given(codes)) if codes else None
