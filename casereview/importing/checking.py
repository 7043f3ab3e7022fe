"""The form's own rules, put to one row of a file: closed gates, what is needed, rules. Each finds its cell."""

from collections.abc import Iterator, Mapping

from casereview.answers import Draft, Given
from casereview.importing.cells import Cell, name_of
from casereview.importing.headings import Headings
from casereview.importing.layout import TO_DO, choice_labels
from casereview.importing.matching import choose
from casereview.importing.problem import CellProblem, says
from casereview.importing.rows import CaseRow
from casereview.instruments.conditions import refs
from casereview.instruments.model import Instrument, Rule
from casereview.instruments.question import Item
from casereview.instruments.wording import words
from casereview.routing import asked
from casereview.rules import broken, missing_required
from casereview.settling import derive, settle


class Checker:
    """Checks rows of one sheet against one instrument."""

    def __init__(self, instrument: Instrument, headings: Headings) -> None:
        self._instrument = instrument
        self._headings = headings
        self._absent: set[str] = set()  # needed questions without a column, said once

    def facts(self, row: CaseRow, already: Mapping[str, Given]) -> Iterator[CellProblem]:
        """Attributes that are needed and empty."""
        for attribute in self._instrument.attributes:
            here = attribute.id in row.facts or attribute.id in already or attribute.id in row.unread
            if attribute.required and not here:
                yield from self._needed(row, self._instrument.item[attribute.id])

    def review(self, row: CaseRow, draft: Draft) -> Iterator[CellProblem]:
        """What keeps a finished review from being submitted. `draft` holds the facts too."""
        if self._instrument.alone:  # nobody else can bring a reviewer's answers
            to_do = "Empty the answers: a file brings the cases and their facts only."
            yield self._problem(row, next(iter(row.judged), "review"), "Reviewers answer this study alone.", to_do)
            return
        if not row.judged and not row.unread:
            yield self._problem(row, "review", "Nothing is judged in this row.", f"Fill it in, or choose {TO_DO}.")
            return
        yield from self._gates(row, draft)
        for ref in missing_required(self._instrument, draft):
            if ref not in row.unread and not self._opened_by_unread(row, ref):
                yield from self._needed(row, self._instrument.item[ref])
        for rule in self._broken(draft):
            if rule.severity == "stop":
                yield self._problem(row, self._place_of(row, rule), rule.message, "Put one of the answers right.")

    def warnings(self, row: CaseRow, draft: Draft) -> list[str]:
        """Rules to confirm that the row breaks; importing it confirms them."""
        return [f"Row {row.number}: {rule.message}" for rule in self._broken(draft) if rule.severity == "warn"]

    def _broken(self, draft: Draft) -> list[Rule]:
        return broken(self._instrument, derive(self._instrument, settle(self._instrument, draft)))

    def _gates(self, row: CaseRow, draft: Draft) -> Iterator[CellProblem]:
        open_questions = set(asked(self._instrument, draft))
        for ref in row.judged:
            question = self._instrument.item[ref].question
            if question.id in open_questions or question.ask_if is None or self._opened_by_unread(row, ref):
                continue
            gate = words(question.ask_if, self._instrument)
            yield self._problem(row, ref, f"Only asked where {gate}.", "Empty this cell, or change that answer.")

    def _opened_by_unread(self, row: CaseRow, ref: str) -> bool:
        """Whether a gate before `ref` could not be read: then nothing can be said about it yet."""
        gate = self._instrument.item[ref].question.ask_if
        return gate is not None and any(
            before in row.unread or (before in self._instrument.item and self._opened_by_unread(row, before))
            for before in refs(gate)
        )

    def _needed(self, row: CaseRow, item: Item) -> Iterator[CellProblem]:
        if self._headings.has(item.ref):
            labels = choice_labels(item.question).values() if item.question.options else ()
            to_do = choose(labels) if labels else "Fill it in."
            yield self._problem(row, item.ref, "Empty, and it is needed.", to_do)
        elif item.ref not in self._absent:
            self._absent.add(item.ref)
            cell = name_of(self._headings.row, 1)
            wrong = "There is no such column, and it is needed."
            to_do = f"Add the column, or choose {TO_DO} in Review."
            yield CellProblem(self._headings.sheet.title, cell, item.name, "Empty", wrong, to_do)

    def _place_of(self, row: CaseRow, rule: Rule) -> str:
        """The last of the rule's answers, as the sheet has them."""
        here = [ref for ref in refs(rule.when) if ref in row.cells and ref in row.judged]
        return max(here, key=lambda ref: row.cells[ref], default="reference")

    def _problem(self, row: CaseRow, place: str, wrong: str, to_do: str) -> CellProblem:
        """At the first filled cell of `place` (a ref or a role), else at its first cell, else at the row's start."""
        columns = {n: c for n, c in self._headings.columns.items() if (c.ref or c.role) == place}
        cells = self._headings.sheet.rows[row.number - 1]
        filled = [n for n in columns if n <= len(cells) and not cells[n - 1].empty]
        number = next(iter(filled or columns), next(iter(self._headings.columns)))
        column = self._headings.columns[number]
        cell = cells[number - 1] if number <= len(cells) else Cell()
        named = column.item.name if column.item and not filled else column.header
        title = self._headings.sheet.title
        return CellProblem(title, name_of(row.number, number), named, says(cell, column), wrong, to_do)

    def at(self, row: CaseRow, place: str, wrong: str, to_do: str) -> CellProblem:
        """A problem of the row as a whole, at the cell of `place`."""
        return self._problem(row, place, wrong, to_do)
