"""The sheet of one finding: the answer, its base, the table of live formulas, the flow, and a native chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casereview.findings.result import Flow, Result
from casereview.instruments.finding import Finding
from casereview.store.spoken import Spoken
from exports.workbook import charting, coefficients, spoken
from exports.workbook.blocks import Block, Line, blocks, bounds
from exports.workbook.book import Book, cell
from exports.workbook.formulas import Compiler
from exports.workbook.layout import Layout
from exports.workbook.names import MOST, lines_of, shortened
from exports.workbook.table import (
    ACROSS,
    ANSWER,
    DENOMINATOR,
    GAP,
    GROUP,
    LABEL,
    NUMERATOR,
    OTHER,
    REMARK,
    WIDTHS,
    Table,
    ended,
    heads,
)  # fmt: skip

LIST = "Findings"  # the sheet that lists them all


@dataclass(frozen=True)
class Place:
    """Where the finding's own number stands, for the sheet that lists all findings."""

    sheet: str
    row: int
    line: Line
    names: tuple[str, str, str]  # the columns of the numerator, the denominator and the value, in words


def write(
    book: Book,
    number: int,
    finding: Finding,
    result: Result,
    layout: Layout,
    said: Sequence[Spoken] = (),
    under: str = "",
) -> Place:
    """Writes the sheet of one finding and returns where its number stands.

    `said`: the quotes under its rows; `under`: the study it is of, and the filter it was counted under.
    """
    sheet = book.sheet(f"{number} {shortened(result.title, MOST - 4)}")
    sheet.hide_gridlines(2)
    table, compiler = Table(book, sheet), Compiler(finding, layout)
    found = blocks(finding, result, compiler)
    table.set_widths(found)
    _way_back(table, under)
    _top(table, result)
    lead = next(line for line in found[0].lines if line.lead)
    grouped = any(line.row.group for line in found[0].lines)
    table.heads(result, grouped)
    split = finding.weight == "split"
    at = [table.block(block, split) for block in found]
    place = Place(sheet.get_name(), at[0][0] + found[0].lines.index(lead), lead, heads(result))
    unsure = bounds(finding, result, compiler, lead.row)
    if unsure is not None:
        table.row += 1
        _bounds(table, unsure, place.row, split)
    if result.kind == "agreement" and result.rows:
        coefficients.write(table, result)
    if result.flow is not None:
        table.flow(finding, result.flow, compiler)
    spoken.write(table, said)
    right = _beside(sheet, grouped, result.flow)
    book.parted(sheet, right, [*table.widths[:right], *[OTHER] * (right - len(WIDTHS))])
    charting.insert(book, sheet, result, found, at, right)
    return place


def _beside(sheet: Any, grouped: bool, flow: Flow | None) -> int:
    """The first column to the right of everything in the tables."""
    right = GROUP + 1 if grouped else GAP + 1
    if flow is None or NUMERATOR + len(flow.columns) <= GAP:
        return right
    sheet.set_column(GAP, GAP, 11)
    return max(right, NUMERATOR + len(flow.columns) + 1)


def _bounds(table: Table, unsure: Block, lead_row: int, split: bool) -> None:
    for line in unsure.lines:
        table.line(unsure.label, line, cell(lead_row, DENOMINATOR), split)
        table.row += 1


def _way_back(table: Table, under: str) -> None:
    """The line above everything: a link to the list of all findings, and what this one is of."""
    table.book.link(table.sheet, table.row, LABEL, LIST, f"All {LIST.lower()}")
    table.sheet.merge_range(table.row, ANSWER, table.row, REMARK, "", table.book.format("said"))
    table.book.text(table.sheet, table.row, ANSWER, under, "said")
    table.sheet.set_row(table.row, 16.0 * lines_of((under, ACROSS - table.widths[LABEL])))
    table.row += 1


def _top(table: Table, result: Result) -> None:
    table.said(result.headline, "headline", 27, 58)
    table.said(f"{ended(result.title)} Base: {result.base}", "bold wrap")
    left = "; ".join(f"{each.count:,} {each.words}" for each in result.left_out)
    table.said(f"Left out: {left}" if left else "Nobody was left out.")
    table.said(f"Interval: {result.method}" if result.method else "")
    for note in result.notes:
        table.said(note)
    table.row += 1
