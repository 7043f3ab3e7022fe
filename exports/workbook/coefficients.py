"""The coefficients of agreement under its table: as computed, since no formula of a cell resamples cases."""

from typing import TYPE_CHECKING

from casereview.findings.result import Result

if TYPE_CHECKING:
    from exports.workbook.table import Table

HEADS = ("", "Coefficient", "Reviews", "Cases", "Value", "95% interval,\nlow", "95% interval,\nhigh", "Remark")


def write(table: "Table", result: Result) -> None:
    """One line for each coefficient: how many reviews of how many cases, its value and its interval."""
    table.row += 1
    table.said("Coefficients take off the agreement that chance alone would give. Written as computed.", "bold wrap")
    for column, head in enumerate(HEADS):
        table.book.text(table.sheet, table.row, column, head, "head right" if 2 <= column <= 6 else "head")
    table.sheet.set_row(table.row, 48)
    for row in result.rows:
        table.row += 1
        table.book.text(table.sheet, table.row, 0, "", "rule")
        table.book.text(table.sheet, table.row, 1, row.label, "rule wrap")
        for column, number, style in (
            (2, row.numerator, "whole"), (3, row.denominator, "whole"), (4, row.value, "bold coefficient"),
            (5, row.low, "coefficient"), (6, row.high, "coefficient"),
        ):  # fmt: skip
            if number is None:
                table.book.text(table.sheet, table.row, column, "", "rule")
            else:
                table.book.number(table.sheet, table.row, column, number, f"rule {style}")
        table.book.text(
            table.sheet, table.row, 7, "small base" if row.small else "", "rule small" if row.small else "rule"
        )
    table.row += 1
