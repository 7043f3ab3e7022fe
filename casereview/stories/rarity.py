"""How many cases of the list share what a story tells of its case: fewer than five is a rare combination."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST = 5
Facts = Mapping[str, str]  # the code of each attribute of one case


@dataclass(frozen=True)
class Shared:
    """One fact a story tells: every code that a case may have for the same words to be true of it.

    `coarser`: the same one level up and further, each with its label; leaving the fact out is always possible.
    """

    attribute: str
    name: str
    codes: frozenset[str]
    code: str = ""  # the option or heading told, and how it reads
    label: str = ""
    coarser: tuple[tuple[str, frozenset[str]], ...] = ()


@dataclass(frozen=True)
class Rare:
    """`alike` cases of `among` share the facts told, the story's own included. `advice`: what would make it `LEAST`."""

    alike: int
    among: int
    advice: tuple[str, ...] = ()

    @property
    def is_rare(self) -> bool:
        return self.alike < LEAST


def alike(told: Sequence[Shared], rows: Sequence[Facts]) -> int:
    """How many rows have one of the codes of every fact told."""
    return sum(all(row.get(each.attribute, "") in each.codes for each in told) for row in rows)


def rarity(told: Sequence[Shared], rows: Sequence[Facts]) -> Rare:
    """How rare the combination is and, where it is, which single change would make it common enough."""
    found = alike(told, rows)
    if found >= LEAST or not told:
        return Rare(found, len(rows))
    ways = [way for place, each in enumerate(told) for way in _ways(told, place, each, rows)]
    best = [words for n, words in sorted(ways, reverse=True) if n >= LEAST]
    if not best:
        most = max(ways)
        best = [f"No single change reaches {LEAST}. Begin with this one: {most[1]}"]
    return Rare(found, len(rows), tuple(best[:3]))


def _ways(told: Sequence[Shared], place: int, each: Shared, rows: Sequence[Facts]) -> list[tuple[int, str]]:
    others = [*told[:place], *told[place + 1 :]]
    ways = [
        (alike([*others, Shared(each.attribute, each.name, codes)], rows), f"{each.name}: say “{label}” instead")
        for label, codes in each.coarser
    ]
    ways.append((alike(others, rows), f"{each.name}: leave it out"))
    return [(n, f"{words} ({n} cases alike)") for n, words in ways]
