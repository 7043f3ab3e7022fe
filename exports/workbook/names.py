"""Names Excel accepts: of sheets, and of the ranges that formulas read."""

import re

MOST = 31  # characters in the name of a sheet
ILLEGAL = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")


def units(text: str) -> int:
    """The length of `text` as Excel counts it: in UTF-16 code units, so an emoji is two."""
    return len(text.encode("utf-16-le", "replace")) // 2


def cut(text: str, most: int) -> str:
    """The longest beginning of `text` that is at most `most` units long, no character halved."""
    while units(text) > most:
        text = text[: len(text) - max(1, (units(text) - most) // 2)]
    return text


def shortened(title: str, most: int) -> str:
    """`title` cut after a whole word, where it has to be cut."""
    if units(title) <= most:
        return title
    short = cut(title, most)
    return short.rsplit(" ", 1)[0].rstrip(",;: ") if " " in short else short


def lines_of(*texts: tuple[str, float], most: int = 20) -> int:
    """How many lines the tallest of `texts` takes, each in a column of the width beside it, in characters."""
    tall = [sum(1 + int(units(part) / (width * 1.05)) for part in text.split("\n")) for text, width in texts]
    return min(most, max(tall, default=1))


def sheet_name(title: str, taken: set[str]) -> str:
    """`title` as the name of a sheet: legal, at most 31 units, unlike any in `taken` (which it joins)."""
    plain = " ".join(ILLEGAL.sub(" ", title).split()).strip("' ") or "Sheet"
    plain = "Past" if plain.lower() == "history" else plain  # a name Excel keeps for itself
    name, number = cut(plain, MOST).strip("' "), 1
    while name.lower() in taken:
        number += 1
        ending = f" {number}"
        name = cut(plain, MOST - len(ending)).strip("' ") + ending
    taken.add(name.lower())
    return name


def range_name(prefix: str, parts: str, taken: set[str]) -> str:
    """A name for a range, such as `q_services_reablement`; a number is added where another column has it already."""
    plain = prefix + re.sub(r"[^a-z0-9_]", "_", parts.lower())
    name, number = plain, 1
    while name in taken:
        number += 1
        name = f"{plain}_{number}"
    taken.add(name)
    return name
