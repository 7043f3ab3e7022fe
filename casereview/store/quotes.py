"""Quotes picked from coded texts, and the figure from elsewhere that supports a code."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col

from casereview.access import Member
from casereview.database import now
from casereview.identifiers import personal_details
from casereview.models import Quote, Study, SupportingFigure
from casereview.store.errors import NotFound, Refused, StaleEdit
from casereview.store.scope import locked, numbers_moved, own, require, rows
from casereview.store.texts import Text, frame_of, text_of
from casereview.store.values import tidy

LONGEST = 400  # a quote is a sentence or two


@dataclass(frozen=True)
class Quoted:
    """A quote as it may be shown: the words, the role of the speaker, and the code it stands under."""

    public_id: str
    case: str  # where it is from, for filters; never shown beside it
    text_key: str
    code: str
    words: str
    speaker: str


def pick_quote(
    session: Session, member: Member, study: Study, *, key: str, words: str, code: str, frame: str = ""
) -> Quote:
    """Picks words of a text to stand under one of the codes that stand for it. The same again is the same quote.

    Raises Refused where the words are not in the text, look as if they name somebody, or the code does not stand.
    """
    require(member, "code_text")
    own(member, study)
    locked(session, Study, study)
    text = text_of(session, member, study, frame, key)
    said = _check(text, words, code)
    row = text.row
    if row is None:
        raise NotFound
    same = rows(member, Quote).where(Quote.text_id == row.id, Quote.code == code, Quote.words == said)
    found = session.exec(same).first()
    if found is None:
        found = Quote(project_id=study.project_id, text_id=row.id, code=code, words=said, person_id=member.person_id)
        session.add(found)
        session.flush()
        numbers_moved(session, study.project_id, study.id)
    return found


def _check(text: Text, words: str, code: str) -> str:
    said = " ".join(tidy(words, "The quote", LONGEST).split())
    if code not in text.codes:
        raise Refused("A quote stands under a code of its text. Code the text first, then pick the quote.")
    if not said or said not in " ".join(text.words.split()):
        raise Refused("These words are not in the text as they stand. Leave words out at the ends, change none.")
    details = personal_details(said)
    if details:
        raise Refused(f"This looks as if it holds {' and '.join(details)}. Choose words that cannot name anybody.")
    return said


def drop_quote(session: Session, member: Member, study: Study, public_id: str) -> None:
    """Takes a quote away again. The text keeps its words. Raises NotFound."""
    require(member, "code_text")
    own(member, study)
    found = session.exec(rows(member, Quote).where(Quote.public_id == public_id)).first()
    if found is None:
        raise NotFound
    session.delete(found)
    session.flush()
    numbers_moved(session, study.project_id, study.id)


def quotes(session: Session, member: Member, every: Sequence[Text]) -> list[Quoted]:
    """The quotes from these texts, in their order; those whose text was changed, or lost the code, are left out."""
    require(member, "code_text")
    by_text = {text.row.id: text for text in every if text.row is not None and text.current}
    found = session.exec(rows(member, Quote).order_by(col(Quote.id)))
    return [
        Quoted(each.public_id, text.case, text.key, each.code, each.words, text.speaker)
        for each in found
        if (text := by_text.get(each.text_id)) is not None and each.code in text.codes
    ]


def say_figure(
    session: Session,
    member: Member,
    study: Study,
    *,
    code: str,
    words: str,
    source: str,
    expected_version: int = 0,
    frame: str = "",
) -> SupportingFigure:
    """Sets the figure that stands beside a code, or a heading of the frame. Empty words take it away.

    Raises Refused without a source, or for a code outside the frame; StaleEdit.
    """
    require(member, "code_text")
    own(member, study)
    derived, question = frame_of(session, study, frame)
    if code not in question.by_code:
        raise Refused("This code is not in the code frame. Reload the page.")
    said, origin = tidy(words, "The figure", LONGEST), tidy(source, "The source", LONGEST)
    if said and not origin:
        raise Refused("Say where the figure is from: who published it, and when.")
    locked(session, Study, study)
    found = _figure(session, member, study, derived.id, code) or SupportingFigure(
        project_id=study.project_id, study_id=study.id, frame=derived.id, code=code, words="", source="", version=0
    )
    if (found.words, found.source) == (said, origin):
        return found
    if found.version != expected_version:
        raise StaleEdit("figure", said, found.words, found.version, "Somebody else")
    found.words, found.source, found.version = said, origin if said else "", found.version + 1
    found.person_id, found.at = member.person_id, now()
    session.add(found)
    session.flush()
    numbers_moved(session, study.project_id, study.id)
    return found


def figures(session: Session, member: Member, study: Study, frame: str = "") -> dict[str, SupportingFigure]:
    """The figures by code; those taken away are left out, but keep their version under `all_figures`."""
    return {code: each for code, each in all_figures(session, member, study, frame).items() if each.words}


def all_figures(session: Session, member: Member, study: Study, frame: str = "") -> dict[str, SupportingFigure]:
    """Every figure there was, by code: empty words where it was taken away."""
    require(member, "see_findings")
    own(member, study)
    derived, _ = frame_of(session, study, frame)
    here = rows(member, SupportingFigure).where(SupportingFigure.study_id == study.id)
    return {each.code: each for each in session.exec(here.where(SupportingFigure.frame == derived.id))}


def _figure(session: Session, member: Member, study: Study, frame: str, code: str) -> SupportingFigure | None:
    return all_figures(session, member, study, frame).get(code)
