"""The form of a unit cost as typed, a line of a pasted table, and the price they describe."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from io import StringIO

from casereview.models import UnitCost
from casereview.pricing.prices import Needed
from casereview.reading_error import ReadingError
from casereview.store.errors import Refused
from casereview.store.unit_costs import UnitCostTyped
from casereview.summary.typing_numbers import as_typed, read_number

COLUMNS = (
    "label", "per", "low", "gross", "high", "contribution", "price_year", "dated", "until", "owner", "source", "note",
)  # fmt: skip
POUNDS = {"gross": "the price", "low": "the lowest", "high": "the highest", "contribution": "what people pay of it"}
MOST_LINES = 200


@dataclass(frozen=True)
class Typed:
    """The form as typed, kept until it is right."""

    label: str = ""
    per: str = "hour"
    low: str = ""
    gross: str = ""
    high: str = ""
    contribution: str = ""
    price_year: str = ""
    dated: str = ""
    until: str = ""
    owner: str = ""
    source: str = ""
    note: str = ""
    item: str = ""
    client_key: str = ""

    @classmethod
    def of(cls, form: Mapping[str, str]) -> "Typed":
        """The form as posted, without the spaces around."""
        return cls(**{each.name: form.get(each.name, "").strip() for each in fields(cls)})

    def of_item(self, needed: Needed) -> "Typed":
        """The form for what an instrument prices."""
        return replace(self, item=needed.item, label=needed.label, per=needed.per)

    @classmethod
    def standing(cls, row: UnitCost) -> "Typed":
        """A price as it would be typed."""
        pounds = {name: as_typed(getattr(row, name), False) for name in POUNDS}
        texts = {name: getattr(row, name) for name in (*COLUMNS, "item") if name not in POUNDS}
        return cls(**pounds, **texts)

    def read(self) -> UnitCostTyped:
        """The price. Without ends it is its own lowest and highest. Raises Refused, naming the price."""
        pounds = {name: self._pounds(name, getattr(self, name) or self._else(name)) for name in POUNDS}
        texts = {name: getattr(self, name) for name in (*COLUMNS, "item") if name not in POUNDS}
        return UnitCostTyped(**pounds, **texts)  # type: ignore[arg-type]

    def _else(self, name: str) -> str:
        return {"contribution": "0", "low": self.gross, "high": self.gross}.get(name, "")

    def _pounds(self, name: str, text: str) -> float:
        what = f"{self.label or 'The price'}, {POUNDS[name]}"
        if not text:
            raise Refused(f"{what}: give it in pounds, such as 24.50.")
        try:
            return read_number(text, False)[0]
        except ReadingError as error:
            raise Refused(f"{what}: “{text}” is not a number of pounds. Type it as 24.50.") from error


def pasted(text: str, known: Sequence[Needed]) -> list[Typed]:
    """The lines of a table copied from a spreadsheet or a CSV file, with or without its heads. Raises Refused."""
    sample = text.strip("\n\r")
    lines = [line for line in csv.reader(StringIO(sample), delimiter="\t" if "\t" in sample else ",") if any(line)]
    if lines and [each.strip().lower() for each in lines[0][:2]] == ["label", "per"]:
        lines = lines[1:]
    if not lines or len(lines) > MOST_LINES:
        raise Refused(f"Paste at least one line, and at most {MOST_LINES}.")
    items = {each.label.casefold(): each for each in known}
    found = []
    for number, line in enumerate(lines, 1):
        if len(line) < len(COLUMNS) - 1:
            raise Refused(f"Line {number} has {len(line)} columns. It needs these: {', '.join(COLUMNS)}.")
        typed = Typed(**dict(zip(COLUMNS, (each.strip() for each in line), strict=False)))
        needed = items.get(typed.label.casefold())
        found.append(typed.of_item(needed) if needed else typed)
    return found
