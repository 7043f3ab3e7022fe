"""A person's own workbook back, with each cell that kept it from being imported marked and explained."""

import io
from collections.abc import Sequence
from typing import Any

from casereview.importing.problem import CellProblem

FILL = "FBE3E3"


def mark(data: bytes, problems: Sequence[CellProblem]) -> bytes:
    """`data` (an .xlsx that passed `safety.check`) with a fill and a comment at each problem's cell."""
    from openpyxl import load_workbook

    workbook: Any = load_workbook(io.BytesIO(data), keep_links=False)
    for problem in problems:
        if problem.sheet in workbook.sheetnames:
            _mark(workbook[problem.sheet][problem.cell], problem)
    held = io.BytesIO()
    workbook.save(held)
    return held.getvalue()


def _mark(cell: Any, problem: CellProblem) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    if isinstance(cell, MergedCell):
        return
    cell.fill = PatternFill("solid", fgColor=FILL)
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(f"{before}{problem.wrong} {problem.to_do}", "Casereview", width=320, height=120)
