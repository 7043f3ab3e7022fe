"""The form of an opportunity as typed, and the opportunity it describes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from flask import g
from sqlmodel import Session

from casereview.models import CitedFigure, Opportunity, OpportunityPart, Study, UnitCost
from casereview.reading_error import ReadingError
from casereview.store import changing, studies
from casereview.store.errors import NotFound, Refused
from casereview.store.opportunity_typed import OpportunityTyped, PartTyped
from casereview.summary.typing_numbers import as_typed, read_number
from casereview.web.whole_number import whole_number

SPARE, LEAST_PARTS, MOST_PARTS = 1, 3, 12
UNIT_COST = "unit:"  # begins the role of a part that is a price of the unit cost table
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
        given = any((self.label, self.stated, self.low, self.high, self.source))
        return not given and not self.role.startswith(UNIT_COST)

    def read(self, session: Session) -> PartTyped:
        """The part. A stated figure without ends is its own lowest and highest. Raises Refused, NotFound."""
        if self.role.startswith(UNIT_COST):
            row = changing.by_public_id(session, g.member, UnitCost, self.role.removeprefix(UNIT_COST))
            return PartTyped("price", row.label, row.gross, row.low, row.high, row.source, unit_cost_id=row.id)
        try:
            stated, percent = read_number(self.stated)
            low = read_number(self.low, percent)[0] if self.low else stated
            high = read_number(self.high, percent)[0] if self.high else stated
        except ReadingError as error:
            raise Refused(f"{self.label or 'A part without a name'}: {error}", "stated") from error
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
    first_months: str = "12"
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
    def standing(
        cls, row: Opportunity, parts: Sequence[OpportunityPart], rests_on: str, prices: Mapping[int, str]
    ) -> "Typed":
        """An opportunity as it would be typed. `prices`: public ids of the unit costs by number."""
        ends = {name: as_typed(getattr(row, name), True) for name in ("overlap", "overlap_low", "overlap_high")}
        ends = ends if row.overlap_high else {}
        typed = tuple(_standing_part(each, prices.get(each.unit_cost_id or 0, "")) for each in parts)
        texts = {name: getattr(row, name) for name in OWN}
        return cls(
            **texts, **ends, rests_on=rests_on, position=str(row.position), parts=typed,
            first_months=as_typed(row.first_months, False),
        )  # fmt: skip

    def read(self, session: Session) -> OpportunityTyped:
        """The opportunity. Raises Refused for what cannot be read, NotFound for what is not there."""
        study, finding, cited = self._basis(session)
        low, stated, high = self._overlap()
        texts = {name: getattr(self, name) for name in OWN}
        return OpportunityTyped(
            **texts, parts=self._parts(session), study=study, finding=finding, cited=cited,
            overlap=stated, overlap_low=low, overlap_high=high, first_months=self._months(),
            position=whole_number(self.position, 5) or 0,
        )  # fmt: skip

    def _parts(self, session: Session) -> tuple[PartTyped, ...]:
        read: list[PartTyped] = []
        for part in self.parts:
            try:
                read.append(part.read(session))
            except Refused as error:
                raise Refused(str(error), f"part-{len(read)}-{error.field}") from error
        return tuple(read)

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

    def _months(self) -> float:
        try:
            return read_number(self.first_months, False)[0] if self.first_months else 12.0
        except ReadingError as error:
            raise Refused(f"Months of effect in the first year: {error}", "first_months") from error

    def _overlap(self) -> tuple[float, float, float]:
        if not (self.overlap or self.overlap_low or self.overlap_high):
            return 0.0, 0.0, 0.0
        try:
            stated = read_number(self.overlap, True)[0]
            low = read_number(self.overlap_low, True)[0] if self.overlap_low else stated
            return low, stated, read_number(self.overlap_high, True)[0] if self.overlap_high else stated
        except ReadingError as error:
            raise Refused(f"Counted twice: {error}", "overlap") from error


def _standing_part(part: OpportunityPart, unit_cost: str) -> TypedPart:
    """A part as it would be typed; of one from the unit cost table only which, and its name."""
    if unit_cost:
        return TypedPart(f"{UNIT_COST}{unit_cost}", part.label)
    stated, low, high = (as_typed(each, part.percent) for each in (part.stated, part.low, part.high))
    ends = ("", "") if part.low == part.high else (low, high)  # a part that is certain has none
    return TypedPart(part.role, part.label, stated, *ends, part.source)
