"""What is counted: a declared number and the base it stands on."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from casereview.instruments.conditions import Condition, parse
from casereview.instruments.part import Code, Part, When, Words

KIND = "kind"  # how findings name the kind of reviewer
BaseLevel = Literal["responses", "asked", "answered", "known"]


class Base(Part):
    """What a percentage is a percentage of."""

    of: str
    level: BaseLevel
    among: When | None = None
    matching: str = ""  # row by row: only responses whose answer to this question is the row itself
    codes: tuple[str, ...] = ()  # of a grid, row by row: only responses with one of these answers in the row
    words: str = ""  # in place of the words worked out from the rest


class Finding(Part):
    """A declared number. Exactly which keys a kind needs is checked in checking.py."""

    id: Code
    kind: Literal["share", "distribution", "comparison", "mean", "rating", "agreement"]
    title: Words
    base: Base | Literal["mentions"]
    headline: str = ""  # may hold {value}, {numerator}, {denominator}, {lead}
    top: int = Field(default=0, ge=0, le=3)  # 1: the number the page opens with; 2, 3: below it; 0: a card only
    of: str = ""
    across: tuple[str, ...] = ()  # rating: these ratings are the rows of one profile, in place of a grid in `of`
    counts: Annotated[Condition, BeforeValidator(parse)] | None = None
    codes: tuple[str, ...] = ()  # of a grid: the answers that count in each row
    level: str = ""
    under: str = ""  # of a distribution: only the options below this heading
    group: str = ""  # rows are gathered and coloured by this level
    lead: str = ""  # the row the headline is about; without it the first row as shown
    weight: Literal["each", "split"] = "each"
    order: Literal["counted", "listed"] = "counted"
    by: str = ""
    unsure: When | None = None
    show: Literal["percent", "count"] = "percent"
    actual: str = ""
    ideal: str = ""
    scale: Literal["nominal", "ordinal"] = "nominal"  # agreement: whether a near miss is less of a disagreement
    beside: str = ""  # the finding of agreement that stands beside this number
    pair: tuple[str, ...] = ()  # agreement: between these two kinds of reviewer
    unit: str = ""
    note: str = ""
    reconstructed: bool = False  # only meaningful for demonstration figures whose counts are ours
