"""What somebody wants printed, as the address says it: which cases, how many blank forms, how many sheets a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casereview.instruments.model import Instrument

ALL, NONE = "all", "none"
MOST_BLANK, MOST_COPIES = 50, 30


@dataclass(frozen=True)
class Wanted:
    """As typed. `place` is "all", "none" or the code of a workshop or table; `kinds` are codes."""

    place: str
    blank: str
    copies: str
    kinds: tuple[str, ...]

    @classmethod
    def of(cls, args: Any, instrument: Instrument, copies: int) -> "Wanted":
        """From a query (a MultiDict). Before anything was chosen: everything, two blank forms, the next kind too."""
        others = tuple(kind.code for kind in instrument.kinds if not kind.alone)
        kinds = tuple(args.getlist("kind")) if "blank" in args else others[:1]
        place = args.get("place", ALL)
        return cls(place, args.get("blank", "2").strip(), args.get("copies", str(copies)).strip(), kinds)

    @property
    def problems(self) -> list[dict[str, str]]:
        """What is wrong, in words."""
        limits: Mapping[str, tuple[str, int, int, str]] = {
            "blank": (self.blank, 0, MOST_BLANK, "Blank forms"),
            "copies": (self.copies, 1, MOST_COPIES, "Sheets for each case"),
        }
        return [
            {"text": f"{name}: give a whole number from {least} to {most}", "href": f"#{field}"}
            for field, (typed, least, most, name) in limits.items()
            if not (typed.isascii() and typed.isdigit() and least <= int(typed[:4]) <= most)
        ]
