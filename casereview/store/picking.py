"""Cases picked from the list to be given out: by reference, the next that nobody has, or drawn to be read twice."""

import random
import re
from collections.abc import Mapping, Sequence, Set

from casereview.store.case_list import CaseLine
from casereview.store.errors import Refused

RANGE = re.compile(r"\s+to\s+|\s+[-–]\s+", re.IGNORECASE)
MOST_NAMED = 5


def named(lines: Sequence[CaseLine], text: str) -> list[CaseLine]:
    """The cases of references with commas or line ends between, and of ranges in the order of the list: "R1 to R9".

    Raises Refused, naming what is not in the list; and for a range that ends before it begins.
    """
    places = {line.reference.casefold(): place for place, line in enumerate(lines)}
    picked: dict[int, CaseLine] = {}
    missing: list[str] = []
    for part in filter(None, (each.strip() for each in re.split(r"[,;\n]", text))):
        ends = [part] if part.casefold() in places else RANGE.split(part)
        unknown = [each for each in ends if each.casefold() not in places]
        missing += unknown or ([part] if len(ends) > 2 else [])
        if not unknown:
            first, last = places[ends[0].casefold()], places[ends[-1].casefold()]
            if last < first:
                raise Refused(f"“{part}”: the second comes before the first in the case list. Turn them round.")
            picked |= {line.id: line for line in lines[first : last + 1]}
    if missing:
        raise Refused(f"Not in the case list: {_some(missing)}. Nothing was given. Check the references.")
    if not picked:
        raise Refused("Write at least one reference.")
    return list(picked.values())


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def unread(lines: Sequence[CaseLine], taken: Set[int]) -> list[CaseLine]:
    """The cases still to do that are not among those `taken`, in the order of the list."""
    return [line for line in lines if line.state == "to_do" and line.id not in taken]


def read_once(lines: Sequence[CaseLine], given: Mapping[int, Set[int]], person_id: int) -> list[CaseLine]:
    """The cases not set aside that exactly one other reviewer has: whoever is given one reads it as the second."""
    among = [line for line in lines if line.state in ("to_do", "in_progress", "done")]
    return [line for line in among if len(given.get(line.id, ())) == 1 and person_id not in given[line.id]]


def drawn(lines: Sequence[CaseLine], number: int, seed: str) -> list[CaseLine]:
    """So many at random, in the order of the list. The same seed draws the same: nobody picks the easy ones."""
    chosen = random.Random(seed).sample(range(len(lines)), min(number, len(lines)))
    return [lines[place] for place in sorted(chosen)]


def unplaced(lines: Sequence[CaseLine]) -> list[CaseLine]:
    """The cases still to do that no workshop has, in the order of the list."""
    return [line for line in lines if line.state == "to_do" and line.workshop_id is None]
