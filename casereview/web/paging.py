"""A long list by pages: what one page shows, and the links to the others in the shape of GOV.UK's pagination."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from casereview.web.whole_number import whole_number

T = TypeVar("T")


@dataclass(frozen=True)
class Paging(Generic[T]):
    """`shown` is what page `number` (from 1) of `last` shows, of `found` in all; `range` is "201 to 400 of 8,432"."""

    shown: Sequence[T]
    number: int
    last: int
    found: int
    range: str
    links: dict[str, Any]


def paging(listed: Sequence[T], size: int, asked: str, at: Callable[[int | None], str]) -> Paging[T]:
    """The page that the address asks for; of a page that there is not, the nearest. `at(None)` is the first page's."""
    last = max(1, -(-len(listed) // size))
    number = min(max(1, whole_number(asked) or 1), last)
    first = (number - 1) * size
    shown = listed[first : first + size]
    words = f"{first + 1:,} to {first + len(shown):,} of {len(listed):,}"
    return Paging(shown, number, last, len(listed), words, _links(number, last, at))


def _links(number: int, last: int, at: Callable[[int | None], str]) -> dict[str, Any]:
    """The pages around this one, the first and the last."""
    near = {each for each in range(number - 1, number + 2) if 1 < each < last}
    items: list[dict[str, Any]] = []
    for each in sorted({1, last} | near):
        if items and each > items[-1]["number"] + 1:
            items.append({"ellipsis": True, "number": each - 1})
        items.append({"number": each, "href": at(each if each > 1 else None), "current": each == number})
    found: dict[str, Any] = {"items": items, "landmarkLabel": "Pages"}
    if number > 1:
        found["previous"] = {"href": at(number - 1 if number > 2 else None)}
    if number < last:
        found["next"] = {"href": at(number + 1)}
    return found
