"""The texts of a study that people code: each with what may stand beside it, and how far its coding is."""

from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.instruments.question import Derived, Question
from casereview.models import CodedText, Coding, Response, Study
from casereview.store.codes import print_of
from casereview.store.errors import NotFound
from casereview.store.records import records
from casereview.store.scope import own, require, rows
from casereview.store.studies import instrument_of
from casereview.store.values import from_json

State = Literal["to_code", "second", "differs", "coded"]


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
    row: CodedText | None  # None, or of an earlier text, until somebody codes the text as it is now
    readers: tuple[int | None, ...] = ()  # who has read it as it is now

    @property
    def current(self) -> bool:
        """Whether what is kept was said of the text as it is now."""
        return self.row is not None and self.row.text_hash == print_of(self.words)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that stand; none until they do."""
        found = from_json(self.row.codes) if self.row is not None and self.current else None
        return found if isinstance(found, tuple) else ()

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
    require(member, "code_text")
    own(member, study)
    derived, _ = frame_of(session, study, frame)
    roles = instrument_of(session, study).plain[derived.speaker].by_code if derived.speaker else {}
    kept, readers = _kept(session, study, derived.id), _readers(session, study)
    found: list[Text] = []
    for record in records(session, member, study):
        answer = record.answers[derived.coding]
        if answer.state != "answered":
            continue
        role = record.answers[derived.speaker].value if derived.speaker else None
        label = roles[str(role)].label if str(role) in roles else ""
        row, words = kept.get(record.source), str(answer.value)
        read = readers.get(row.id, ()) if row is not None and row.text_hash == print_of(words) else ()
        found.append(Text(record.source, record.public_id, len(found) + 1, words, label, row, read))
    return found


def text_of(session: Session, member: Member, study: Study, frame: str, key: str) -> Text:
    """One text. Raises NotFound, NotAllowed."""
    found = next((each for each in texts(session, member, study, frame) if each.key == key), None)
    if found is None:
        raise NotFound
    return found


def _kept(session: Session, study: Study, frame: str) -> dict[str, CodedText]:
    """The rows by the source of their text."""
    same = (col(Response.project_id) == col(CodedText.project_id)) & (col(Response.id) == col(CodedText.response_id))
    query = select(CodedText, Response.public_id).outerjoin(Response, same)
    query = query.where(CodedText.project_id == study.project_id, CodedText.study_id == study.id)
    return {
        public_id or row.survey_key or "": row for row, public_id in session.exec(query.where(CodedText.frame == frame))
    }


def _readers(session: Session, study: Study) -> dict[int, tuple[int | None, ...]]:
    query = (
        select(Coding.text_id, Coding.person_id)
        .where(Coding.project_id == study.project_id)
        .order_by(col(Coding.text_id), col(Coding.seat))
    )
    found: dict[int, tuple[int | None, ...]] = {}
    for text_id, person_id in session.exec(query):
        found[text_id] = (*found.get(text_id, ()), person_id)
    return found


def codings_of(session: Session, member: Member, row: CodedText) -> list[Coding]:
    """The readings of a text, the first first. For the store itself: pages go through `coding.readings`."""
    return list(session.exec(rows(member, Coding).where(Coding.text_id == row.id).order_by(col(Coding.seat))))
