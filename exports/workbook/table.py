"""A table of live formulas on the sheet of a finding: its lines, its intervals and the flow under it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from casereview.findings.result import Flow, Result
from casereview.findings.wording import FEW_DECIMALS_FROM
from casereview.instruments.finding import Finding
from exports.workbook.blocks import Block, Line
from exports.workbook.book import Book, cell
from exports.workbook.formulas import Compiler
from exports.workbook.names import lines_of, units

OTHER = 9  # the width of a column nobody set
WIDTHS = (20, 36, 9, 9, 9, 11, 11, 12, 2, 30)
LABEL, ANSWER, NUMERATOR, DENOMINATOR, VALUE, LOW, HIGH, REMARK, GAP, GROUP = range(10)
WIDEST_LABEL = 34
NO_CASES = "no cases"
ACROSS = 105  # characters in a line of the merged text on top


@dataclass
class Table:
    """A table on its way onto a sheet: `row` is the next free one."""

    book: Book
    sheet: Any
    row: int = 0
    widths: list[float] = field(default_factory=lambda: [*WIDTHS])

    def set_widths(self, found: Sequence[Block]) -> None:
        """The columns, the first as wide as the names of the blocks need, so that lines stay one line high."""
        longest = max(units(block.label) for block in found)
        self.widths[LABEL] = min(WIDEST_LABEL, max(WIDTHS[LABEL], longest))
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)

    def said(self, text: str, style: str = "said", height: float = 16.0, across: int = ACROSS) -> None:
        """A text over the whole width of the table, as high as it needs."""
        if not text:
            return
        lines = lines_of((text, across))
        self.sheet.merge_range(self.row, LABEL, self.row, REMARK, "", self.book.format(style))
        self.book.text(self.sheet, self.row, LABEL, text, style)
        self.sheet.set_row(self.row, height * lines)
        self.row += 1

    def heads(self, result: Result, grouped: bool) -> None:
        """The line of column heads."""
        names = heads(result)
        interval = "95% interval,\n"
        words = ["Among", "Answer", names[0], names[1], names[2], f"{interval}low", f"{interval}high", "Remark"]
        words += ["", "Group"] if grouped else []
        for column, text in enumerate(words):
            self.book.text(self.sheet, self.row, column, text, head_style(column))
        self.sheet.set_row(self.row, 33)
        self.row += 1

    def block(self, block: Block, split: bool) -> tuple[int, int]:
        """The lines of a block; returns its first and last row."""
        first, last = self.row, self.row + len(block.lines) - 1
        for line in block.lines:
            self.line(block.label, line, f"SUM({cell(first, NUMERATOR)}:{cell(last, NUMERATOR)})", split)
            self.row += 1
        return first, last

    def line(self, label: str, line: Line, mentions: str, split: bool) -> None:
        """One line; `mentions` is the denominator of a line that has none of its own."""
        book, sheet, at, row = self.book, self.sheet, self.row, line.row
        style = "rule lead" if line.lead else "rule"
        book.text(sheet, at, LABEL, label, f"{style} wrap")
        book.text(sheet, at, ANSWER, row.label, f"{style} wrap")
        parts = split or line.unit not in ("share", "count") or row.numerator % 1
        counts = f"{style} {'tenth' if parts else 'whole'}"
        book.formula(sheet, at, NUMERATOR, line.pair.numerator, row.numerator, counts)
        denominator = line.pair.denominator or mentions
        book.formula(sheet, at, DENOMINATOR, denominator, row.denominator, f"{style} whole")
        value = NO_CASES if row.value is None else row.value
        book.formula(sheet, at, VALUE, share(at, line), value, f"{style} bold {value_style(line)}")
        self._interval(line, style)
        book.text(sheet, at, REMARK, remark(line), "rule indent small" if row.small else "rule")
        sheet.set_row(
            at, 16.5 * lines_of((label, self.widths[LABEL]), (row.label, WIDTHS[ANSWER]), (row.group, WIDTHS[GROUP]))
        )
        if row.group:
            book.text(sheet, at, GROUP, row.group, f"{style} wrap")

    def _interval(self, line: Line, style: str) -> None:
        style = f"{style} {value_style(line)}"
        for column, bound in ((LOW, line.row.low), (HIGH, line.row.high)):
            if line.live:
                self.book.formula(self.sheet, self.row, column, wilson(self.row, column == LOW), bound, style)
            elif bound is not None:
                self.book.number(self.sheet, self.row, column, bound, style)
            else:
                self.book.text(self.sheet, self.row, column, "", "rule")

    def flow(self, finding: Finding, flow: Flow, compiler: Compiler) -> None:
        """From each actual answer to each ideal one, shaded by how many; each cell counted live."""
        self.row += 1
        self.said(f"From the actual answer (down) to the ideal one (across): {flow.base_words}", "bold wrap")
        first = self.row + 1
        for number, (_, label) in enumerate(flow.columns):
            self.book.text(self.sheet, self.row, NUMERATOR + number, label, "head right")
        self.book.text(self.sheet, self.row, LABEL, "", "head")
        self.book.text(self.sheet, self.row, ANSWER, "", "head")
        self.sheet.set_row(self.row, 48)
        for line, (actual, label) in enumerate(flow.rows):
            self.row += 1
            self.book.text(self.sheet, self.row, LABEL, "", "rule")
            self.book.text(self.sheet, self.row, ANSWER, label, "rule wrap")
            for number, (ideal, _) in enumerate(flow.columns):
                formula, count = compiler.flow(actual, ideal), flow.cells[line][number]
                self.book.formula(self.sheet, self.row, NUMERATOR + number, formula, count, "flow")
        shades = {"type": "2_color_scale", "min_color": "#ffffff", "max_color": "#5b97a0"}
        self.sheet.conditional_format(first, NUMERATOR, self.row, NUMERATOR + len(flow.columns) - 1, shades)
        self.row += 1


def heads(result: Result) -> tuple[str, str, str]:
    """What the numerator, the denominator and the value are called."""
    if result.unit in ("share", "count"):
        return "Cases", "Out of", "Share" if result.unit == "share" else "Count"
    return "Sum", "Cases", f"Mean, {result.unit}"


def share(row: int, line: Line) -> str:
    """The value as a formula: numerator over denominator, or the bare count; words on an empty base."""
    numerator, denominator = cell(row, NUMERATOR), cell(row, DENOMINATOR)
    value = numerator if line.row.count_only else f"{numerator}/{denominator}"
    empty = f"{denominator}<1.5" if line.needs_two else f"{denominator}=0"
    return f'IF({empty},"{NO_CASES}",{value})'


def wilson(row: int, low: bool) -> str:
    """A bound of the Wilson interval of the line, as in casereview/statistics.py; nothing on an empty base."""
    k, n, z = cell(row, NUMERATOR), cell(row, DENOMINATOR), "wilson_z"
    centre, half = f"({k}+{z}^2/2)/({n}+{z}^2)", f"{z}/({n}+{z}^2)*SQRT(MAX(0,{k}*({n}-{k})/{n})+{z}^2/4)"
    if low:
        return f'IF({n}=0,"",IF({k}<=0,0,MAX(0,{centre}-{half})))'
    return f'IF({n}=0,"",IF({k}>={n},1,MIN(1,{centre}+{half})))'


def head_style(column: int) -> str:
    """Numbers stand right, and so do their heads."""
    return "head right" if NUMERATOR <= column <= HIGH else "head indent" if column == REMARK else "head"


def ended(title: str) -> str:
    """A title with its full stop, unless it is a question."""
    return title if title.endswith(("?", "!", ".")) else f"{title}."


def value_style(line: Line) -> str:
    """How the value and its interval are shown: whole percentages, one decimal from a base of 1,000."""
    if line.row.count_only:
        return "tenth" if line.row.numerator % 1 else "whole"
    if line.unit == "share":
        return "share_many" if line.row.denominator >= FEW_DECIMALS_FROM else "share"
    return "tenth"


def remark(line: Line) -> str:
    """A small base is said, not only coloured."""
    return "small base" if line.row.small and line.row.denominator else ""
