"""What came of a file, in a sentence: for the command line and for the page."""

from casereview.importing.applying import Outcome
from casereview.importing.plan import Plan


def in_one_line(outcome: Outcome) -> str:
    """What happened, or would happen, and what to do where something is in the way."""
    plan = outcome.plan
    if plan.problems:
        cells = "1 cell needs" if len(plan.problems) == 1 else f"{len(plan.problems):,} cells need"
        return f"Nothing has been imported. {cells} putting right first."
    if not plan.cases:
        return f"Nothing added: {nothing_new(outcome)}"
    return f"{'Imported' if outcome.done else 'Ready to import'}: {what(plan)}"


def what(plan: Plan) -> str:
    """`3 cases to add` in parts: cases, those changed, finished reviews among them, those already here."""
    parts = [f"{_counted(plan.added, 'new case')}"] if plan.added else []
    parts += [f"{_counted(plan.updated, 'case')} changed"] if plan.updated else []
    parts += [f"{_counted(plan.submitted, 'finished review')} among them"] if plan.submitted else []
    parts += [f"{_counted(plan.unchanged, 'row')} already here and left as before"] if plan.unchanged else []
    return ", ".join(parts) + "."


def nothing_new(outcome: Outcome) -> str:
    """Why a file without problems adds nothing."""
    rows = _counted(outcome.plan.unchanged, "row")
    if outcome.earlier:
        return f"this file was imported on {outcome.earlier}. Its {rows} came in then."
    return f"all {rows} are already here, unchanged." if outcome.plan.unchanged != 1 else "its row is already here."


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
