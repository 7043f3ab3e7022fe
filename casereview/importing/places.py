"""Workshops and tables named in a file: those that are here, slips of the pen, and new ones to add."""

import difflib
from collections.abc import Iterator, Mapping

from casereview.importing.checking import Checker
from casereview.importing.layout import plain
from casereview.importing.problem import CellProblem
from casereview.importing.rows import CaseRow

Places = Mapping[str, tuple[str, ...]]


def check_places(row: CaseRow, places: Places, checker: Checker) -> Iterator[CellProblem]:
    """Writes the workshop and table of the row as the study has them; yields what cannot be a place."""
    titles = {plain(title): title for title in places}
    row.workshop = titles.get(plain(row.workshop), row.workshop)
    if row.table and not row.workshop:
        yield checker.at(row, "table", "A table without a workshop.", "Name the workshop too, or empty this cell.")
    if row.workshop in places:
        tables = {plain(table): table for table in places[row.workshop]}
        row.table = tables.get(plain(row.table), row.table)
        if row.table and row.table not in places[row.workshop]:
            yield checker.at(row, "table", "No such table in this workshop.", "Add the table first, or choose another.")
    elif row.workshop and (meant := difflib.get_close_matches(plain(row.workshop), titles, n=1, cutoff=0.85)):
        yield checker.at(row, "workshop", "No such workshop in this study.", f"Did you mean {titles[meant[0]]}?")


def new_places(rows: list[CaseRow], places: Places) -> dict[str, list[str]]:
    """Workshops the study does not have yet, with their tables, in the order of the file."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.workshop and row.workshop not in places:
            tables = found.setdefault(row.workshop, [])
            tables += [row.table] if row.table and row.table not in tables else []
    return found
