"""The texts of a study that people code: each with what may stand beside it, and how far its coding is."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.instruments.question import Derived, Question
from casereview.models import CodedText, Coding, Response, Study
from casereview.store.codes import print_of
from casereview.store.errors import NotFound
from casereview.store.said import Said, said
from casereview.store.scope import own, require, rows
from casereview.store.studies import instrument_of
from casereview.store.values import from_json

State = Literal["to_code", "second", "differs", "coded"]


class Kept(NamedTuple):
    """What is kept of a text: its number, the print of the words it was said of, and what stands."""

    id: int
    text_hash: str
    twice: bool
    codes: str | None
    version: int


@dataclass(frozen=True)
class Text:
    """One text under one frame. `key` stands in its address; `number` is its place in the list, from 1.

    `state`: to_code; second (waits for the second reading); differs (two readings to settle); coded.
    """

    key: str
    case: str  # public id of the case, or the key of the survey answer
    number: int
    words: str
    speaker: str  # the role of who said it, as its label; "" where it is not known
    row: Kept | None  # None, or of an earlier text, until somebody codes the text as it is now
    current: bool = False  # whether what is kept was said of the text as it is now
    codes: tuple[str, ...] = ()  # the codes that stand; none until they do
    readers: tuple[int | None, ...] = ()  # who has read it as it is now

    @property
    def twice(self) -> bool:
        """Whether a second person is to read it."""
        return self.row is not None and self.row.twice

    @property
    def state(self) -> State:
        if self.codes:
            return "coded"
        if not self.readers:
            return "to_code"
        return "second" if len(self.readers) == 1 else "differs"


def frame_of(session: Session, study: Study, frame: str = "") -> tuple[Derived, Question]:
    """A coded question of the study (the first without a name) with its codes. Raises NotFound."""
    instrument = instrument_of(session, study)
    found = next((each for each in instrument.coded if frame in ("", each.id)), None)
    if found is None:
        raise NotFound("This study has no texts to code.")
    return found, instrument.question[found.id]


def texts(session: Session, member: Member, study: Study, frame: str = "") -> list[Text]:
    """Every text of the study under the frame, in the order of its list; blank ones are not here.

    Of an anonymous survey there are none before its results may be seen. Raises NotFound, NotAllowed.
    """
    return _texts(session, member, study, frame, "")


def text_of(session: Session, member: Member, study: Study, frame: str, key: str) -> Text:
    """One text; what its number is among the others is not looked at. Raises NotFound, NotAllowed."""
    found = _texts(session, member, study, frame, key) if key else []
    if not found:
        raise NotFound
    return found[0]


def _texts(session: Session, member: Member, study: Study, frame: str, only: str) -> list[Text]:
    require(member, "code_text")
    own(member, study)
    derived, _ = frame_of(session, study, frame)
    roles = instrument_of(session, study).plain[derived.speaker].by_code if derived.speaker else {}
    kept, readers = _kept(session, study, derived.id, only), _readers(session, study, derived.id)
    found = said(session, member, study, derived, only=only)
    return [
        _text(each, number, roles[each.role].label if each.role in roles else "", kept.get(each.key), readers)
        for number, each in enumerate(found, start=1)
    ]


def _text(
    each: Said, number: int, speaker: str, row: Kept | None, readers: dict[int, tuple[int | None, ...]]
) -> Text:  # fmt: skip
    if row is None or row.text_hash != print_of(each.words):
        return Text(each.key, each.case, number, each.words, speaker, row)
    stands = from_json(row.codes)
    codes = stands if isinstance(stands, tuple) else ()
    return Text(each.key, each.case, number, each.words, speaker, row, True, codes, readers.get(row.id, ()))


def _kept(session: Session, study: Study, frame: str, only: str) -> dict[str, Kept]:
    """What is kept by the source of the text; of all, or of the one source `only`."""
    same = (col(Response.project_id) == col(CodedText.project_id)) & (col(Response.id) == col(CodedText.response_id))
    columns = (CodedText.id, CodedText.text_hash, CodedText.twice, CodedText.codes, CodedText.version)
    query = (
        select(Response.public_id, CodedText.survey_key, *columns)  # type: ignore[call-overload]
        .select_from(CodedText)
        .outerjoin(Response, same)
        .where(CodedText.project_id == study.project_id, CodedText.study_id == study.id, CodedText.frame == frame)
    )
    if only:
        query = query.where((col(Response.public_id) == only) | (col(CodedText.survey_key) == only))
    found = session.connection().execute(query)
    return {public_id or survey_key or "": Kept(*row) for public_id, survey_key, *row in found}


def _readers(session: Session, study: Study, frame: str) -> dict[int, tuple[int | None, ...]]:
    query = (
        select(Coding.text_id, Coding.person_id)
        .join(
            CodedText,
            (col(CodedText.project_id) == col(Coding.project_id)) & (col(CodedText.id) == col(Coding.text_id)),
        )
        .where(Coding.project_id == study.project_id, CodedText.study_id == study.id, CodedText.frame == frame)
        .order_by(col(Coding.text_id), col(Coding.seat))
    )
    found: dict[int, tuple[int | None, ...]] = {}
    for text_id, person_id in session.exec(query):
        found[text_id] = (*found.get(text_id, ()), person_id)
    return found


def codings_of(session: Session, member: Member, text_id: int) -> list[Coding]:
    """The readings of a text, the first first. For the store itself: pages go through `coding.readings`."""
    return list(session.exec(rows(member, Coding).where(Coding.text_id == text_id).order_by(col(Coding.seat))))
