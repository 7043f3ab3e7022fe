"""The trial run of a directory: what a file would add or change, and cell by cell what keeps it from doing so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from casereview.answers import Given
from casereview.gap_map.entry import Entry
from casereview.gap_map.listing import EVERYWHERE, NEEDED, directory_sheet
from casereview.identifiers import personal_details
from casereview.importing.cells import Cell, Sheet, name_of, place_of
from casereview.importing.headings import Headings, find_headings
from casereview.importing.problem import EMPTY, NOT_SHOWN, CellProblem
from casereview.importing.rows import CaseRow, RowReader
from casereview.instruments.model import Instrument

TO_CHANGE = "Take the row out, or upload with “change services that are here”."
Identity = tuple[str, str]


@dataclass
class DirectoryPlan:
    """What an upload would do. Nothing is done while there are `problems`."""

    sheet: str = ""
    rows: int = 0
    problems: list[CellProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    added: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    unchanged: int = 0

    @property
    def wrong_rows(self) -> int:
        """In how many rows something is wrong; the headings are none of them."""
        return len({place_of(each.cell)[0] for each in self.problems})


def make_directory_plan(
    instrument: Instrument,
    sheets: Sequence[Sheet],
    standing: Mapping[Identity, Entry],
    away: Mapping[Identity, Entry],
    *,
    source: str,
    dated: str,
    change: bool = False,
) -> DirectoryPlan:
    """Reads the sheet with services and compares it with what stands and what was put away lately. Writes nothing.

    `source` and `dated` are those of every row that has none of its own.
    """
    fields = directory_sheet(instrument)
    headings = find_headings(list(sheets), fields)
    if headings is None or not headings.columns:
        return DirectoryPlan(problems=[_no_headings(sheets)])
    plan = DirectoryPlan(headings.sheet.title, problems=[*headings.problems], notes=[*headings.notes])
    plan.problems += _absent(headings, fields)
    seen: dict[Identity, int] = {}
    for number in _filled(headings):
        row = RowReader(headings, number).read()
        plan.rows += 1
        wrong = [*row.problems, *_empty(headings, row, fields)]
        entry = _entry(row, source, dated) if not wrong else None
        plan.problems += wrong
        if entry is not None:
            plan.problems += _twice(headings, row, entry, seen)
            _place(plan, headings, row, entry, standing, away, change)
    if not plan.rows:
        plan.problems.append(_nothing(headings))
    plan.problems.sort(key=lambda problem: place_of(problem.cell))
    return plan


def _no_headings(sheets: Sequence[Sheet]) -> CellProblem:
    title = sheets[0].title if sheets else "The file"
    to_do = "Use the template, or its headings, in the first row."
    return CellProblem(title, "A1", "Headings", "Not shown", "No heading of a directory was found.", to_do)


def _nothing(headings: Headings) -> CellProblem:
    cell = name_of(headings.row + 1, 1)
    return CellProblem(
        headings.sheet.title, cell, "First row", EMPTY, "There is no service under the headings.", "Fill in a row."
    )


def _absent(headings: Headings, fields: Instrument) -> list[CellProblem]:
    """A column that is needed and not there, said once."""
    cell = name_of(headings.row, 1)
    return [
        CellProblem(
            headings.sheet.title, cell, fields.item[ref].name, EMPTY, "There is no such column, and it is needed.",
            "Add the column. The template has it.",
        )
        for ref in NEEDED if not headings.has(ref)
    ]  # fmt: skip


def _filled(headings: Headings) -> list[int]:
    used = [number - 1 for number in headings.columns]
    return [
        number
        for number, row in enumerate(headings.sheet.rows, 1)
        if number > headings.row and any(index < len(row) and not row[index].empty for index in used)
    ]


def _empty(headings: Headings, row: CaseRow, fields: Instrument) -> list[CellProblem]:
    """What is needed and not filled in, at the first cell where it would stand."""
    to_do = {
        "name": "Write the name of the service.",
        "outcomes": "Put x under at least one outcome.",
        "places": f"Put x under a place, or under {fields.plain['places'].by_code[EVERYWHERE].label}.",
    }
    missing = [ref for ref in NEEDED if headings.has(ref) and ref not in row.facts and ref not in row.unread]
    return [
        CellProblem(
            headings.sheet.title, name_of(row.number, row.cells[ref]), fields.item[ref].name, EMPTY,
            "Empty, and it is needed.", to_do[ref],
        )
        for ref in missing
    ]  # fmt: skip


def _entry(row: CaseRow, source: str, dated: str) -> Entry | None:
    """The service of a row; None where a column it needs is not there at all."""
    if any(ref not in row.facts for ref in NEEDED):
        return None
    text = {name: _text(row.facts.get(name)) for name in ("name", "provider", "contact", "source", "dated")}
    places = _codes(row.facts["places"])
    everywhere = EVERYWHERE in places
    found = Entry(text["name"], _codes(row.facts["outcomes"]), () if everywhere else places, everywhere)
    return replace(
        found, provider=text["provider"], contact=text["contact"],
        source=text["source"] or source, dated=text["dated"] or dated,
    )  # fmt: skip


def _text(given: Given | None) -> str:
    return " ".join(str(given.value).split()) if given else ""


def _codes(given: Given) -> tuple[str, ...]:
    return given.value if isinstance(given.value, tuple) else ()


def _twice(headings: Headings, row: CaseRow, entry: Entry, seen: dict[Identity, int]) -> list[CellProblem]:
    first = seen.setdefault(entry.identity, row.number)
    if first == row.number:
        return []
    wrong = f"The same service as in row {first}."
    return [_at_name(headings, row, entry, wrong, "Put everything about it in one row, or give each its provider.")]


def _place(
    plan: DirectoryPlan,
    headings: Headings,
    row: CaseRow,
    entry: Entry,
    standing: Mapping[Identity, Entry],
    away: Mapping[Identity, Entry],
    change: bool,
) -> None:
    """Where the entry goes: nothing new, added, changed, or in the way."""
    here = standing.get(entry.identity)
    if here == entry:
        plan.unchanged += 1
    elif here is not None and change:
        plan.changed.append(entry)
    elif here is not None:
        plan.problems.append(_at_name(headings, row, entry, "In the directory already, with other details.", TO_CHANGE))
    elif away.get(entry.identity) == entry:
        plan.unchanged += 1
        plan.notes.append(f"Row {row.number}: this service was put away lately. Bring it back in the directory itself.")
    else:
        plan.added.append(entry)


def _at_name(headings: Headings, row: CaseRow, entry: Entry, wrong: str, to_do: str) -> CellProblem:
    cell: Cell = headings.sheet.rows[row.number - 1][row.cells["name"] - 1]
    says = NOT_SHOWN if personal_details(entry.name) else str(cell.value)[:40]
    return CellProblem(headings.sheet.title, name_of(row.number, row.cells["name"]), "Name", says, wrong, to_do)
