"""Prices as they are used: pounds for one, with a range, what the person pays of it, and until when it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from casereview.instruments.model import Instrument
from casereview.instruments.pricing import PricingLine
from casereview.instruments.question import Question
from casereview.models import UnitCost
from casereview.scaling import Range

PER_WORDS = {"week": "a week", "hour": "an hour", "once": "once"}


@dataclass(frozen=True)
class Needed:
    """Something an instrument prices: its code in the unit cost table, what people call it, and what it is per."""

    item: str
    label: str
    per: str


@dataclass(frozen=True)
class Price:
    """The price of one item in pounds. `contribution`: what the person pays of it, so that gross less it is net."""

    item: str
    label: str
    per: str
    low: float
    gross: float
    high: float
    contribution: float = 0.0
    owner: str = ""
    source: str = ""
    dated: str = ""
    until: str = ""

    @property
    def net(self) -> float:
        return self.gross - self.contribution

    @property
    def range(self) -> Range:
        """The gross price, to be drawn."""
        return Range(self.low, self.gross, self.high)

    def past(self, today: date) -> bool:
        """Whether the price is past its date."""
        return bool(self.until) and date.fromisoformat(self.until) < today

    def defended(self, today: date) -> str:
        """Where it is from, whose it is and of when: "Unit costs: Ledger. Finance, 1 April 2026"; and if it is past."""
        said = f"Unit costs: {self.source}. {self.owner}, {_in_words(self.dated)}"
        return f"{said}. Past its date: it stood until {_in_words(self.until)}" if self.past(today) else said


def _in_words(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


Prices = Mapping[str, Price]  # by item


def price_of(row: UnitCost) -> Price:
    """A row of the unit cost table as it is used."""
    return Price(
        row.item, row.label, row.per, row.low, row.gross, row.high, row.contribution, row.owner, row.source, row.dated,
        row.until,
    )  # fmt: skip


def item_of(question: Question, code: str) -> str:
    """The item that stands for an option: the same for every question that shares its list."""
    return f"{question.list or question.project_list or question.id}.{code}"


def needed(instrument: Instrument) -> list[Needed]:
    """Everything the instrument's pricings need a price for, each once, in the order of the file."""
    found = {
        each.item: each for pricing in instrument.pricing for line in pricing.lines for each in _of(instrument, line)
    }
    return list(found.values())


def _of(instrument: Instrument, line: PricingLine) -> Iterator[Needed]:
    if line.unit:
        yield Needed(line.unit, line.label, "hour")
        return
    for ref in (line.actual, line.ideal):
        question = instrument.plain[ref]
        for option in question.choosable:
            if not option.missing:
                yield Needed(item_of(question, option.code), option.label, "week")
