"""Findings as everybody who was asked may see them: the whole survey's numbers, and none that would point at a few.

Stricter than the analysts' pages (`disclosure`), since colleagues read this who know each other. No number on fewer
than ten answers. No breakdown by groups. No count of one to four people, nor one that leaves one to four; where bars
add up to their base, others are hidden too, until those hidden stand for ten people and nobody can work one out from
what is left. Beside an average no bars, where one would be hidden: the average would tell it.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from casereview.findings.result import SMALL, Result, Row
from casereview.findings.wording import interval, n_of_n, number, shown
from casereview.instruments.finding import Finding

LEAST = 5
COUNTED = ("share", "count")  # units of numbers that are people, or a share of them
KINDS = ("share", "distribution", "rating", "mean")
NOT_SHOWN = "Bars are left out that stand for fewer than five people, and others that would give them away."


@dataclass(frozen=True)
class HeardBar:
    """One bar: `number` and `of` in words; `width` of 100, which is the whole for a share and the longest bar else."""

    label: str
    number: str
    of: str
    width: float


@dataclass(frozen=True)
class HeardFinding:
    """A finding in words and bars, as it is shown and kept. `number` is "" where only its bars may be shown."""

    id: str
    title: str
    sentence: str
    number: str
    of: str
    interval: str
    bars: tuple[HeardBar, ...] = ()
    notes: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> "HeardFinding":
        return cls(**raw | {"bars": tuple(HeardBar(**bar) for bar in raw["bars"]), "notes": tuple(raw["notes"])})

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def heard(finding: Finding, result: Result) -> HeardFinding | None:
    """The finding as it may be shown to everybody; None where it may not."""
    if finding.kind not in KINDS or finding.by or result.value is None or _small_base(result.own_row):
        return None
    counted = result.unit in COUNTED
    rows = [row for row in result.rows if not _small_base(row)]
    hidden = hidden_rows(rows) if result.row_unit in COUNTED else set()
    seen = [row for row in rows if row.code not in hidden]
    if hidden and (not counted or not any(row.numerator for row in seen)):
        seen = []
    told = not counted or not (gives_away(result.own_row) or _told_by(result, hidden))
    if not told and not seen:
        return None
    notes = (*result.notes, NOT_SHOWN) if len(seen) < len(result.rows) else result.notes
    return HeardFinding(
        finding.id,
        result.title,
        result.headline if told else "",
        shown(result.value, result.denominator, result.unit) if told else "",
        _of(result, counted) if told else "",
        _between(result) if told else "",
        _bars(seen, result.row_unit),
        notes,
    )


def gives_away(row: Row) -> bool:
    """Whether a count is of one to four people, or leaves one to four."""
    return 0 < row.numerator < LEAST or 0 < row.denominator - row.numerator < LEAST


def hidden_rows(rows: Sequence[Row]) -> set[str]:
    """The codes of rows that must not be shown.

    Which rows are hidden with the small ones goes by their codes, never by their size: that the smallest was taken
    would narrow down what it can be.
    """
    if not _add_up(rows):
        return {row.code for row in rows if gives_away(row)}
    small = [row for row in rows if 0 < row.numerator < LEAST]
    others = sorted((row for row in rows if row.numerator >= LEAST), key=lambda row: row.code)
    while small and others and (len(small) < 2 or sum(row.numerator for row in small) < 2 * LEAST):
        small.append(others.pop(0))
    return {row.code for row in small}


def _add_up(rows: Sequence[Row]) -> bool:
    """Whether the rows are parts of one base, so that a missing one is what the others leave."""
    return bool(rows) and abs(sum(row.numerator for row in rows) - rows[0].denominator) < 0.01


def _small_base(row: Row) -> bool:
    return row.denominator < SMALL


def _told_by(result: Result, hidden: set[str]) -> bool:
    """Whether the number at the top may be that of a hidden row."""
    return any(row.code in hidden and row.numerator == result.numerator for row in result.rows)


def _of(result: Result, counted: bool) -> str:
    """What the number is of: "31 of the 38 practitioners asked"; of a mean, whose it is."""
    return f"{number(result.numerator)} of {result.base}" if counted else f"Average of {result.base}"


def _between(result: Result) -> str:
    if result.low is None or result.high is None:
        return ""
    if result.unit in COUNTED:
        return interval(result.low, result.high, result.denominator)
    low, high = (shown(each, result.denominator, "").strip() for each in (result.low, result.high))
    return f"{low} to {high}"


def _bars(rows: Sequence[Row], unit: str) -> tuple[HeardBar, ...]:
    most = 1.0 if unit == "share" else max((row.value or 0 for row in rows), default=0)
    return tuple(
        HeardBar(
            row.label,
            shown(row.value, row.denominator, "count" if row.count_only else unit),
            n_of_n(row.numerator, row.denominator) if unit in COUNTED else f"{number(row.denominator)} answers",
            round(100 * (row.value or 0) / most, 1) if most else 0.0,
        )
        for row in rows
    )
