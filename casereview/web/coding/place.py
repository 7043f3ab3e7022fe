"""Where a coding page stands: its study, its code frame, its texts, and the addresses of the other pages."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Blueprint, g, request, url_for
from sqlmodel import Session

from casereview.instruments.model import Instrument
from casereview.instruments.question import Derived, Option, Question
from casereview.models import Study
from casereview.store import studies, texts
from casereview.store.errors import NotFound
from casereview.store.texts import Text

blueprint = Blueprint("coding", __name__)
ROOT = "/p/<project>/<study>/coding"
TEXT = f"{ROOT}/texts/<text>"
KEYS = "123456789abcdefghijklmnop"


@dataclass(frozen=True)
class Code:
    """One code to choose, with the key that chooses it and the headings it counts under, outermost first."""

    option: Option
    key: str
    headings: tuple[Option, ...]


@dataclass(frozen=True)
class Here:
    """A study under one of its code frames. `second`: the reader is doing second readings."""

    session: Session
    study: Study
    instrument: Instrument
    frame: Derived
    question: Question
    second: bool

    @cached_property
    def texts(self) -> list[Text]:
        return texts.texts(self.session, g.member, self.study, self.frame.id)

    @cached_property
    def codes(self) -> list[Code]:
        """The codes in the order of the frame."""
        found = []
        for place, option in enumerate(self.question.choosable):
            key = KEYS[place] if place < len(KEYS) else ""
            found.append(Code(option, key, self._headings(option)))
        return found

    @property
    def groups(self) -> list[tuple[Option | None, list[Code]]]:
        """The codes under the heading they stand in, in the order of the frame; None for those without one."""
        found: list[tuple[Option | None, list[Code]]] = []
        for code in self.codes:
            heading = code.headings[-1] if code.headings else None
            if not found or found[-1][0] != heading:
                found.append((heading, []))
            found[-1][1].append(code)
        return found

    def text(self, key: str) -> Text:
        """One text. Raises NotFound."""
        found = next((each for each in self.texts if each.key == key), None)
        if found is None:
            raise NotFound
        return found

    def label(self, code: str) -> str:
        return self.question.by_code[code].label

    def labels(self, codes: tuple[str, ...]) -> str:
        return ", ".join(self.label(code) for code in codes)

    def link(self, view: str, **values: Any) -> str:
        """The address of another coding page, with the frame and the mode of this one."""
        kept: dict[str, Any] = {"project": g.member.project_key, "study": self.study.key}
        kept |= {"frame": self.frame.id} if len(self.instrument.coded) > 1 else {}
        kept |= {"reading": "second"} if self.second else {}
        return url_for(f"coding.{view}", **{**kept, **values})

    def _headings(self, option: Option) -> tuple[Option, ...]:
        found: list[Option] = []
        while option.parent:
            option = self.question.by_code[option.parent]
            found.insert(0, option)
        return tuple(found)


def look(session: Session, study: str) -> Here:
    """The study and frame of the address. Raises NotFound, also where the study has nothing to code."""
    found = studies.study(session, g.member, study)
    frame, question = texts.frame_of(session, found, request.args.get("frame", ""))
    second = request.args.get("reading") == "second"
    return Here(session, found, studies.instrument_of(session, found), frame, question, second)
