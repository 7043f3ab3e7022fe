"""An opportunity as typed: what it rests on, its parts, what is counted twice."""

from dataclasses import dataclass

from casereview.models import CitedFigure, Study


@dataclass(frozen=True)
class PartTyped:
    """One number an opportunity is multiplied by; fractions of 1 where `percent`."""

    role: str  # volume, factor or price (pounds for one)
    label: str
    stated: float
    low: float
    high: float
    source: str = ""
    percent: bool = False
    unit_cost_id: int | None = None  # a price from the unit cost table, which says the rest


@dataclass(frozen=True)
class OpportunityTyped:
    """An opportunity as typed: see models.summary. It rests on `study` and `finding`, or on `cited`."""

    title: str
    kind: str
    unit: str
    parts: tuple[PartTyped, ...] = ()
    study: Study | None = None
    finding: str = ""
    cited: CitedFigure | None = None
    sentence: str = ""
    unit_words: str = ""
    lever_group: str = ""
    reading: str = ""
    assumption: str = ""
    overlap: float = 0.0
    overlap_low: float = 0.0
    overlap_high: float = 0.0
    overlap_note: str = ""
    first_months: float = 12
    note: str = ""
    position: int = 0
