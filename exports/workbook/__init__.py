"""The analysts' workbook: every percentage a live formula over the responses, with its computed value beside it."""

from exports.workbook.opportunities import Money
from exports.workbook.study import Meta, StudyExport
from exports.workbook.writing import TooLargeError, build, workbook

__all__ = ["Meta", "Money", "StudyExport", "TooLargeError", "build", "workbook"]
