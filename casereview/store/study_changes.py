"""Changing a study that is set up: its title and target, how its cases were drawn, the notes beside its figures."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from casereview.access import Member
from casereview.models import Study, StudyNote
from casereview.store import studies
from casereview.store.errors import StaleEdit
from casereview.store.scope import locked, own, require
from casereview.store.values import tidy

Standing = tuple[str, int | None, str, bool, list[str]]


@dataclass(frozen=True)
class StudyPlan:
    """What a study is to be. `notes`: the texts of those that stand, by number; "" takes one away. `more`: new."""

    title: str
    target: int | None
    how_drawn: str = ""
    random_draw: bool = False
    notes: Mapping[int, str] = field(default_factory=dict)
    more: str = ""


def print_of(session: Session, member: Member, study: Study) -> str:
    """A print of everything that can be changed: it moves with any change, so it stands for a version."""
    return hashlib.sha256(repr(_standing(session, member, study)).encode()).hexdigest()


def change(session: Session, member: Member, study: Study, plan: StudyPlan, *, expected_print: str) -> None:
    """Makes it so; what stands already is no change. Raises StaleEdit where it has moved; Refused in words."""
    require(member, "manage_studies")
    own(member, study)
    study = locked(session, Study, study)
    standing = studies.notes(session, member, study)
    words = {note.id: tidy(plan.notes.get(note.id, note.text), "A note that stands") for note in standing}
    more = tidy(plan.more, "The note")
    kept = [*filter(None, words.values())]
    new = more if more not in kept else ""
    how = tidy(plan.how_drawn, "How they were chosen")
    wanted = (tidy(plan.title, "The title", 200), plan.target, how, plan.random_draw, [*kept, *filter(None, [new])])
    if wanted == _standing(session, member, study):
        return
    if print_of(session, member, study) != expected_print:
        raise StaleEdit("study", plan.title, study.title, 0, "")
    studies.change_study(
        session, member, study, title=plan.title, target=plan.target, how_drawn=how, random_draw=plan.random_draw
    )
    _notes(session, standing, words)
    if new:
        studies.add_note(session, member, study, new)


def _notes(session: Session, standing: list[StudyNote], words: Mapping[int, str]) -> None:
    """Rewords the notes that stand; one without words goes."""
    for note in standing:
        if not words[note.id]:
            session.delete(note)
        elif note.text != words[note.id]:
            note.text = words[note.id]
            session.add(note)
    session.flush()


def _standing(session: Session, member: Member, study: Study) -> Standing:
    notes = [note.text for note in studies.notes(session, member, study)]
    return study.title, study.target, study.how_drawn, study.random_draw, notes
