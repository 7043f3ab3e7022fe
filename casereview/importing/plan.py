"""The trial run: what an import would do, cell by cell what keeps it from doing it, and what is worth a look."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from casereview.answers import Given
from casereview.importing.cells import Sheet, name_of, place_of
from casereview.importing.checking import Checker
from casereview.importing.headings import Headings, find_headings
from casereview.importing.likeness import alike, bare
from casereview.importing.places import check_places, new_places
from casereview.importing.planned import PlannedCase, clash, is_here
from casereview.importing.problem import CellProblem
from casereview.importing.rows import CaseRow, RowReader
from casereview.importing.standing import KEYS, Existing, Standing
from casereview.instruments.model import Instrument


@dataclass
class Plan:
    """What an import would do. Nothing is done while there are `problems`."""

    sheet: str = ""
    rows: int = 0
    problems: list[CellProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # worth a look, but not in the way
    cases: list[PlannedCase] = field(default_factory=list)
    places: dict[str, list[str]] = field(default_factory=dict)  # workshops to add, with their tables
    unchanged: int = 0
    wrong_rows: int = 0

    @property
    def added(self) -> int:
        return sum(case.existing is None for case in self.cases)

    @property
    def updated(self) -> int:
        return sum(case.existing is not None for case in self.cases)

    @property
    def submitted(self) -> int:
        return sum(case.row.finished for case in self.cases)

    @property
    def ready(self) -> int:
        return self.rows - self.wrong_rows

    @property
    def title(self) -> str:
        """The sheet's name, as a heading over its problems."""
        return self.sheet or "The workbook"


def make_plan(instrument: Instrument, sheets: list[Sheet], standing: Standing, *, update: bool = False) -> Plan:
    """Reads the sheet with cases and compares it with what stands. Pure: nothing is written."""
    headings = find_headings(sheets, instrument)
    if headings is None:
        return Plan(problems=[_no_headings(sheets)])
    return _Planner(instrument, headings, standing, update).plan()


def _no_headings(sheets: list[Sheet]) -> CellProblem:
    title = sheets[0].title if sheets else "The workbook"
    wrong = "No heading of this study was found."
    return CellProblem(
        title, "A1", "Headings", "Not shown", wrong, "Use the template, or its headings, in the first row."
    )


class _Planner:
    def __init__(self, instrument: Instrument, headings: Headings, standing: Standing, update: bool) -> None:
        self._instrument, self._headings, self._standing, self._update = instrument, headings, standing, update
        self._checker = Checker(instrument, headings)
        self._plan = Plan(headings.sheet.title, problems=[*headings.problems], notes=[*headings.notes])
        self._here = {reference.casefold(): case for reference, case in standing.cases.items()}
        self._used: dict[str, CaseRow] = {}  # rows of this file by their reference in small letters
        self._same: Counter[str] = Counter()

    def plan(self) -> Plan:
        rows = [self._read(number) for number in self._filled()]
        self._plan.rows = len(rows)
        for row in rows:
            self._consider(row)
        self._plan.notes += [*alike(self._instrument, rows), *bare(rows)]
        self._plan.places = new_places(rows, self._standing.places)
        self._plan.notes += [f"The workshop “{title}” is new and will be added." for title in self._plan.places]
        if not rows:
            wrong = "There is no case under the headings."
            cell = name_of(self._headings.row + 1, 1)
            self._plan.problems.append(
                CellProblem(self._plan.sheet, cell, "First row", "Empty", wrong, "Fill in a row.")
            )
        self._plan.problems.sort(key=lambda problem: place_of(problem.cell))
        return self._plan

    def _filled(self) -> list[int]:
        """Numbers of the rows in which a column that is used holds something."""
        used = [number - 1 for number in self._headings.columns]
        rows = self._headings.sheet.rows
        return [
            number
            for number in range(self._headings.row + 1, len(rows) + 1)
            if any(index < len(rows[number - 1]) and not rows[number - 1][index].empty for index in used)
        ]

    def _read(self, number: int) -> CaseRow:
        row = RowReader(self._headings, number).read()
        self._plan.notes += [
            f"Cell {cell} may say who somebody is: it looks like it has {' and '.join(found)}."
            for cell, found in row.personal
        ]
        return row

    def _consider(self, row: CaseRow) -> None:
        existing = self._existing(row.reference)
        draft = self._draft(row, existing)
        problems = [*row.problems, *self._checker.facts(row, existing.facts if existing else {})]
        if row.finished:
            problems += self._checker.review(row, draft)
        problems += check_places(row, self._standing.places, self._checker)
        problems += self._reference(row)
        planned = PlannedCase(row, draft, self._key(row), existing)
        if not problems and is_here(planned, self._instrument, self._standing.keys):
            self._plan.unchanged += 1
            return
        problems += clash(planned, self._checker, update=self._update)
        self._plan.problems += problems
        self._plan.wrong_rows += bool(problems)
        self._plan.notes += self._checker.warnings(row, draft) if row.finished and not problems else []
        self._plan.cases.append(planned)

    def _existing(self, reference: str) -> Existing | None:
        """The case of that reference, however it is spelled: capital and small letters count as the same."""
        if not reference:
            return None
        return self._standing.cases.get(reference) or self._here.get(reference.casefold())

    def _draft(self, row: CaseRow, existing: Existing | None) -> dict[str, Given]:
        """Facts and answers of the row; what the file has no column for stays as it is."""
        attributes = {attribute.id for attribute in self._instrument.attributes}
        facts = {ref: entry for ref, entry in existing.facts.items() if ref in attributes} if existing else {}
        kept = existing.answers or {} if existing else {}
        return (
            facts | {ref: entry for ref, entry in kept.items() if not self._headings.has(ref)} | row.facts | row.judged
        )

    def _reference(self, row: CaseRow) -> list[CellProblem]:
        if not row.reference:
            return []
        first = self._used.setdefault(row.reference.casefold(), row)
        if first is row:
            return []
        cell = name_of(first.number, row.cells["reference"])
        cell += "" if first.reference == row.reference else f" as “{first.reference}”"
        return [self._checker.at(row, "reference", f"Already used in {cell}.", "Give each case its own reference.")]

    def _key(self, row: CaseRow) -> str:
        """Of a row without a reference: the same for the same content and its how-many-eth time in the file."""
        if row.reference:
            return ""
        content = repr((row.summary, row.workshop, row.table, row.finished, sorted((row.facts | row.judged).items())))
        self._same[content] += 1
        return KEYS + hashlib.sha256(f"{self._same[content]} {content}".encode()).hexdigest()
