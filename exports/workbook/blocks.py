"""A counted finding as blocks of lines: what stands in its table, each line with its formulas and their values."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from casereview.findings.result import Result, Row
from casereview.findings.tally import RESAMPLED
from casereview.instruments.finding import Finding
from casereview.statistics import wilson
from exports.workbook.formulas import Compiler, Pair

ALL = "All"
BOUNDS = {"lowest": "If none of the unsure counted", "highest": "If all of the unsure counted"}
RELATIONS = {"more": "More independent", "right": "The same", "less": "Less independent"}


@dataclass(frozen=True)
class Line:
    """One line of a table. `live`: its interval is Wilson's and can be a formula; others are written as computed."""

    row: Row
    pair: Pair
    unit: str
    live: bool
    lead: bool = False
    needs_two: bool = False  # agreement is of two cases or more


@dataclass(frozen=True)
class Block:
    """The lines for one group of responses, or for one side of a comparison."""

    label: str
    lines: tuple[Line, ...]


def blocks(finding: Finding, result: Result, compiler: Compiler) -> list[Block]:
    """The table of a finding. The first block holds the finding's own number: the line with `lead`."""
    if finding.kind == "comparison":
        return list(_comparison(result, compiler))
    rows = result.rows if finding.kind == "distribution" or result.profile else (result.own_row,)
    own = (result.numerator, result.denominator)
    first = next((row for row in rows if (row.numerator, row.denominator) == own), rows[0])
    code = finding.lead if finding.lead in {row.code for row in rows} else first.code
    found = [
        Block(result.whole or ALL, tuple(_line(row, result, compiler, result.unit, row.code == code) for row in rows))
    ]
    for series in result.series:
        group = compiler.for_group(series.code)
        found.append(Block(series.label, tuple(_line(row, result, group, result.unit) for row in series.rows)))
    if finding.kind == "rating" and result.rows and not result.profile:
        found.append(Block("Points", tuple(_line(row, result, compiler, result.row_unit) for row in result.rows)))
    return found


def bounds(finding: Finding, result: Result, compiler: Compiler, lead: Row) -> Block | None:
    """The number without, and with, every unsure response; None where none is declared."""
    lines = []
    for name, pair in compiler.bounds(lead.code).items():
        value = result.stats.get(name)
        numerator = round((value or 0.0) * lead.denominator, 9)
        row = replace(lead, code=name, label=BOUNDS[name], numerator=numerator, value=value, low=None, high=None)
        row = replace(row, value=numerator if lead.count_only and value is not None else value)
        lines.append(Line(row, pair, result.unit, live=False))
    return Block(ALL, tuple(lines)) if lines else None


def _comparison(result: Result, compiler: Compiler) -> Iterator[Block]:
    lines = []
    for code, label in RELATIONS.items():
        numerator = result.stats[f"{code}_n"] or 0.0
        low, high = wilson(numerator, result.denominator) or (None, None)
        row = replace(result.own_row, code=code, label=label, numerator=numerator, low=low, high=high)
        value = numerator if row.count_only and result.value is not None else result.stats[code]
        lines.append(_line(replace(row, value=value), result, compiler, result.unit, code == "more"))
    yield Block("Ideal against actual", tuple(lines))
    for series in result.series:
        prefixed = [(row, compiler.pair(f"{series.code}.{row.code}")) for row in series.rows]
        yield Block(series.label, tuple(Line(row, pair, result.unit, _live(row, result)) for row, pair in prefixed))


def _line(row: Row, result: Result, compiler: Compiler, unit: str, lead: bool = False) -> Line:
    live = unit == "share" and _live(row, result)
    return Line(row, compiler.pair(row.code), unit, live, lead, result.kind == "agreement")


def _live(row: Row, result: Result) -> bool:
    return not row.count_only and result.method != RESAMPLED and result.kind != "agreement"
