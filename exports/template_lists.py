"""The template's drop-downs: each list stands once on the sheet Lists, so that none meets the 255-character limit."""

from collections.abc import Sequence
from typing import Any

from casereview.importing.layout import DONE, MARK, TO_DO, Column, choice_labels
from exports.cells import put

ROWS = 5_000  # how far down the drop-downs reach


class Lists:
    """Fills the sheet Lists, one column per different list, and makes the validations that refer to it."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._ranges: dict[tuple[str, ...], str] = {}

    def range_of(self, labels: Sequence[str], title: str) -> str:
        """The cells that hold `labels`, such as `Lists!$B$2:$B$7`, written on first use under `title`."""
        wanted = tuple(labels)
        if wanted not in self._ranges:
            column = len(self._ranges) + 1
            for row, text in enumerate((title, *wanted), 1):
                put(self._sheet.cell(row, column), text)
            letter = self._sheet.cell(1, column).column_letter
            self._sheet.column_dimensions[letter].width = 34
            self._ranges[wanted] = f"{self._sheet.title}!${letter}$2:${letter}${len(wanted) + 1}"
        return self._ranges[wanted]


def validation_of(column: Column, lists: Lists, workshops: Sequence[str]) -> Any | None:
    """The data validation of a column, or None where anything may be typed."""
    labels = labels_of(column, workshops)
    if labels:
        return _drop_down(lists.range_of(labels, column.header), closed=column.role != "workshop")
    question = column.question
    if question is None or column.role != "answer":
        return None
    if question.type == "number":
        return _number(question.min, question.max, question.unit)
    return _date() if question.type == "date" else None


def labels_of(column: Column, workshops: Sequence[str] = ()) -> list[str]:
    """What a column's drop-down offers; empty where it has none."""
    question = column.question
    if column.role == "review":
        return [TO_DO, DONE]
    if column.role == "workshop":
        return list(workshops)
    if column.role == "tick":
        return [MARK]
    if column.role != "answer" or question is None:
        return []
    points = [str(point) for point in range(1, question.points + 1)] if question.scored else []
    return points + list(choice_labels(question).values())


def _drop_down(cells: str, *, closed: bool) -> Any:
    """A list to choose from. One that is not `closed` (workshops) also takes what is typed: a new one is added."""
    from openpyxl.worksheet.datavalidation import DataValidation

    return DataValidation(
        type="list",
        formula1=cells,
        allow_blank=True,
        showErrorMessage=closed,
        errorTitle="Not in the list",
        error="Choose one from the list, or leave it empty.",
    )


def _number(least: float | None, most: float | None, unit: str) -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    low, high = (-1e15 if least is None else least), (1e15 if most is None else most)
    words = f"Type a number{f' of {unit}' if unit else ''}"
    words += f" from {least:g} to {most:g}." if least is not None and most is not None else "."
    return DataValidation(
        type="decimal",
        operator="between",
        formula1=f"{low:.15g}",
        formula2=f"{high:.15g}",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Not a number",
        error=words[:250],
    )


def _date() -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    return DataValidation(
        type="date",
        operator="between",
        formula1="1",
        formula2="73415",  # the last day of 2100, as Excel counts days
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Not a date",
        error="Type a date such as 27 March 2026.",
    )
