"""What people said under the rows of a finding that counts codes: quotes by role, and the figure beside each row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from casereview.access import Member
from casereview.findings.frame import Frame
from casereview.findings.result import Result
from casereview.instruments.finding import Finding
from casereview.models import Study, SupportingFigure
from casereview.store import quotes, texts
from casereview.store.quotes import Quoted


@dataclass(frozen=True)
class Spoken:
    """One row of a finding with what stands under it."""

    code: str
    label: str
    quotes: tuple[Quoted, ...]
    figure: SupportingFigure | None

    def to_json(self) -> dict[str, Any]:
        """Plain data: the words with the role of who said them, and the figure with its source."""
        said = [{"words": each.words, "speaker": each.speaker} for each in self.quotes]
        figure = {"words": self.figure.words, "source": self.figure.source} if self.figure else None
        return {"code": self.code, "label": self.label, "quotes": said, "figure": figure}


def spoken(
    session: Session, member: Member, study: Study, frame: Frame, finding: Finding, result: Result, *, text: bool = True
) -> list[Spoken]:
    """What stands under each row, of the responses in `frame`. Quotes only for those who may read the texts, and not
    where free `text` is to be kept out. Raises NotAllowed."""
    if finding.kind != "distribution" or finding.of not in {each.id for each in frame.instrument.coded}:
        return []
    said = _quotes(session, member, study, finding.of) if text else []
    figures, counted = quotes.figures(session, member, study, finding.of), {each.public_id for each in frame.records}
    found = []
    for row in result.rows:
        under = tuple(each for each in said if each.code == row.code and each.case in counted)
        if under or row.code in figures:
            found.append(Spoken(row.code, row.label, under, figures.get(row.code)))
    return found


def _quotes(session: Session, member: Member, study: Study, frame: str) -> Sequence[Quoted]:
    if not member.may("code_text"):
        return []
    return quotes.quotes(session, member, texts.texts(session, member, study, frame))
