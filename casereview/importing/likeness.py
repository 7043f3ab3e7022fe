"""Rows that may be the same person twice, or no case at all: worth a look, never in the way."""

from collections import defaultdict

from casereview.importing.rows import CaseRow
from casereview.instruments.model import Instrument

FEWEST_FACTS = 4
MOST_NOTES = 10
_TELLING = ("number", "date", "text")  # kinds of fact in which two people seldom agree


def alike(instrument: Instrument, rows: list[CaseRow]) -> list[str]:
    """A note for each group of rows with the same summary, or the same facts where those tell people apart."""
    groups: defaultdict[tuple[object, ...], list[CaseRow]] = defaultdict(list)
    for row in rows:
        if likeness := _likeness(instrument, row):
            groups[likeness].append(row)
    notes = [_note(instrument, group) for group in groups.values() if len(group) > 1]
    return notes[:MOST_NOTES] + ([f"And {len(notes) - MOST_NOTES} more such rows."] if len(notes) > MOST_NOTES else [])


def bare(rows: list[CaseRow]) -> list[str]:
    """A note on rows that hold a reference and nothing else, where most hold more: a line under the table, perhaps."""
    found = [row for row in rows if not (row.facts or row.judged or row.summary or row.workshop or row.unread)]
    if not found or 2 * len(found) > len(rows):
        return []
    numbers = ", ".join(f"{row.number:,}" for row in found[:5]) + (" …" if len(found) > 5 else "")
    if len(found) == 1:
        return [f"Row {numbers} holds a reference and nothing else, unlike the others. It may be no case."]
    return [f"Rows {numbers} hold a reference and nothing else, unlike the others. They may be no cases."]


def _likeness(instrument: Instrument, row: CaseRow) -> tuple[object, ...]:
    if len(row.summary) >= 30:
        return (row.summary.casefold(),)
    telling = any(instrument.item[ref].question.type in _TELLING for ref in row.facts)
    return tuple(sorted(row.facts.items())) if len(row.facts) >= FEWEST_FACTS and telling else ()


def _note(instrument: Instrument, group: list[CaseRow]) -> str:
    numbers = [f"{row.number:,}" for row in group[:5]]
    rows = f"Rows {', '.join(numbers[:-1])} and {numbers[-1]}"
    if len(group[0].summary) >= 30:
        return f"{rows} have the same summary. They may be the same person."
    names = [instrument.item[ref].name.lower() for ref in list(group[0].facts)[:5]]
    return f"{rows} share {', '.join(names[:-1])} and {names[-1]}. They may be the same person."
