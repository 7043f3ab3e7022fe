"""The form of an opportunity as typed, and the opportunity it describes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from flask import g
from sqlmodel import Session

from casereview.models import CitedFigure, Opportunity, OpportunityPart, Study
from casereview.reading_error import ReadingError
from casereview.store import changing, studies
from casereview.store.errors import NotFound, Refused
from casereview.store.opportunities import OpportunityTyped, PartTyped
from casereview.summary.typing_numbers import as_typed, read_number

SPARE, LEAST_PARTS, MOST_PARTS = 1, 3, 12
OWN = (
    "title",
    "sentence",
    "kind",
    "unit",
    "unit_words",
    "lever_group",
    "reading",
    "assumption",
    "overlap_note",
    "note",
)


@dataclass(frozen=True)
class TypedPart:
    """One part as typed."""

    role: str = ""
    label: str = ""
    stated: str = ""
    low: str = ""
    high: str = ""
    source: str = ""

    @property
    def blank(self) -> bool:
        return not any((self.label, self.stated, self.low, self.high, self.source))

    def read(self) -> PartTyped:
        """The part. A stated figure without ends is its own lowest and highest. Raises Refused."""
        try:
            stated, percent = read_number(self.stated)
            low = read_number(self.low, percent)[0] if self.low else stated
            high = read_number(self.high, percent)[0] if self.high else stated
        except ReadingError as error:
            raise Refused(f"{self.label or 'A part without a name'}: {error}") from error
        return PartTyped(self.role, self.label, stated, low, high, self.source, percent)


@dataclass(frozen=True)
class Typed:
    """The form as typed, kept until it is right. `rests_on`: finding:STUDY:ID or cited:ID."""

    title: str = ""
    sentence: str = ""
    kind: str = "people"
    unit: str = "people"
    unit_words: str = ""
    rests_on: str = ""
    lever_group: str = ""
    reading: str = ""
    assumption: str = ""
    overlap: str = ""
    overlap_low: str = ""
    overlap_high: str = ""
    overlap_note: str = ""
    note: str = ""
    position: str = ""
    client_key: str = ""
    parts: tuple[TypedPart, ...] = ()

    @property
    def rows(self) -> tuple[TypedPart, ...]:
        """The parts with empty rows after them."""
        filled = [part for part in self.parts if not part.blank]
        first = "factor" if any(part.role == "volume" for part in filled) else "volume"
        return (*filled, TypedPart(first), *[TypedPart("factor")] * (LEAST_PARTS - len(filled) - SPARE))

    @classmethod
    def of(cls, form: Mapping[str, str]) -> "Typed":
        """The form as posted, without the spaces around."""
        own = {each.name: form.get(each.name, "").strip() for each in fields(cls) if each.name != "parts"}
        names = [each.name for each in fields(TypedPart)]
        parts = [
            TypedPart(**{name: form.get(f"part-{number}-{name}", "").strip() for name in names})
            for number in range(MOST_PARTS)
        ]
        return cls(**own, parts=tuple(part for part in parts if not part.blank))

    @classmethod
    def standing(cls, row: Opportunity, parts: Sequence[OpportunityPart], rests_on: str) -> "Typed":
        """An opportunity as it would be typed."""
        ends = {name: as_typed(getattr(row, name), True) for name in ("overlap", "overlap_low", "overlap_high")}
        ends = ends if row.overlap_high else {}
        typed = tuple(
            TypedPart(
                each.role, each.label, as_typed(each.stated, each.percent), as_typed(each.low, each.percent),
                as_typed(each.high, each.percent), each.source,
            )
            for each in parts
        )  # fmt: skip
        texts = {name: getattr(row, name) for name in OWN}
        return cls(**texts, **ends, rests_on=rests_on, position=str(row.position), parts=typed)

    def read(self, session: Session) -> OpportunityTyped:
        """The opportunity. Raises Refused for what cannot be read, NotFound for what is not there."""
        study, finding, cited = self._basis(session)
        low, stated, high = self._overlap()
        texts = {name: getattr(self, name) for name in OWN}
        return OpportunityTyped(
            **texts, parts=tuple(part.read() for part in self.parts), study=study, finding=finding, cited=cited,
            overlap=stated, overlap_low=low, overlap_high=high,
            position=int(self.position) if self.position.isdecimal() and len(self.position) < 6 else 0,
        )  # fmt: skip

    def _basis(self, session: Session) -> tuple[Study | None, str, CitedFigure | None]:
        kind, _, rest = self.rests_on.partition(":")
        if kind == "finding":
            key, _, finding = rest.partition(":")
            return studies.study(session, g.member, key), finding, None
        if kind == "cited":
            return None, "", changing.by_public_id(session, g.member, CitedFigure, rest)
        if kind:
            raise NotFound
        return None, "", None

    def _overlap(self) -> tuple[float, float, float]:
        if not (self.overlap or self.overlap_low or self.overlap_high):
            return 0.0, 0.0, 0.0
        try:
            stated = read_number(self.overlap, True)[0]
            low = read_number(self.overlap_low, True)[0] if self.overlap_low else stated
            return low, stated, read_number(self.overlap_high, True)[0] if self.overlap_high else stated
        except ReadingError as error:
            raise Refused(f"Counted twice: {error}") from error
