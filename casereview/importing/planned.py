"""A row beside the case that is here: whether it says anything new, and what keeps the case from being changed."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from casereview.answers import Given
from casereview.importing.checking import Checker
from casereview.importing.problem import CellProblem
from casereview.importing.rows import CaseRow
from casereview.importing.standing import Existing
from casereview.instruments.model import Instrument

TO_UPDATE = "Give it another reference, or import with “update” to change the case that is here."
FACTS_ONLY = "Empty its answers to change only what is known of the case, or take the row out."


@dataclass(frozen=True)
class PlannedCase:
    """One case to add or change. `draft` holds facts and answers; `key` makes a repeated import harmless."""

    row: CaseRow
    draft: Mapping[str, Given]
    key: str
    existing: Existing | None = None


def is_here(planned: PlannedCase, instrument: Instrument, keys: Set[str]) -> bool:
    """Whether the study already holds all that the row says. `keys`: those of rows imported before."""
    row, existing = planned.row, planned.existing
    if existing is None:
        return planned.key in keys
    says = {"summary": existing.case.summary, "workshop": existing.workshop, "table": existing.table}
    if any(getattr(row, name) not in ("", held) for name, held in says.items()):
        return False
    facts = row.facts if row.finished else row.facts | row.judged
    if any(existing.facts.get(ref) != entry for ref, entry in facts.items()):
        return False
    attributes = {attribute.id for attribute in instrument.attributes}
    answers = {ref: entry for ref, entry in planned.draft.items() if ref not in attributes}
    return not row.finished or existing.answers == answers


def clash(planned: PlannedCase, checker: Checker, *, update: bool) -> Iterator[CellProblem]:
    """What keeps the case that is here from being changed as the row says: the first thing, at its reference."""
    row, existing = planned.row, planned.existing
    if existing is None:
        return
    if not update:
        spelled = "" if row.reference == existing.case.reference else f" as “{existing.case.reference}”"
        yield checker.at(row, "reference", f"Already in this study{spelled}.", TO_UPDATE)
    elif row.finished and (reason := _kept_from_review(existing)):
        yield checker.at(row, "reference", *reason)


def _kept_from_review(existing: Existing) -> tuple[str, str] | None:
    """What is wrong, and what to do, where the answers of a file cannot become the review of this case."""
    if existing.read_apart:
        return "These answers would be one review more, beside those of its reviewers.", FACTS_ONLY
    if existing.being_typed:
        return "Somebody is typing in this review.", "Submit it in the form first, or take the row out."
    if existing.case.status != "open":
        return f"The case was {existing.case.status}.", "Bring it back first, or take the row out."
    return None
