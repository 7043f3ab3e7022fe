"""Saving a posted section without JavaScript: only what the person changed, each answer under its own version."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_wtf import FlaskForm
from sqlmodel import Session
from werkzeug.datastructures import MultiDict

from casereview.access import Member
from casereview.answers import Given
from casereview.store import drafts
from casereview.store.errors import Refused, StaleEdit
from casereview.web.capture.place import Review, opened, to
from forms.builder import answers_of, changed, conflict, posted_version
from forms.fields import EDITION, OTHER, AnswerField
from forms.personal import SEEN, unheeded
from forms.review import Step, View, steps


@dataclass(frozen=True)
class Posted:
    """The form as posted, with what its button asked for: `go` is on, back, next-case or check."""

    data: MultiDict[str, str]
    go: str

    @property
    def seen(self) -> frozenset[str]:
        """The marks of the words its writer was warned of."""
        return frozenset(self.data.getlist(SEEN))

    @classmethod
    def of(cls, form: Mapping[str, str]) -> "Posted":
        """`clear:ref` blanks that answer; `theirs:ref` lets go of mine."""
        data, (go, _, ref) = MultiDict(form), form.get("go", "on").partition(":")
        if go == "clear":
            data.setlist(ref, [])
            data.pop(ref + OTHER, None)
        if go == "theirs":
            data.pop(ref + EDITION, None)
        return cls(data, "stay" if ref else go)


@dataclass
class Kept:
    """What was not saved: reading errors, who else changed an answer, and words to be looked at first, by ref."""

    unread: dict[str, list[str]] = field(default_factory=dict)
    stale: dict[str, StaleEdit] = field(default_factory=dict)
    unheeded: frozenset[str] = frozenset()

    @property
    def all(self) -> bool:
        """Whether everything was saved."""
        return not (self.unread or self.stale or self.unheeded)


def save_changed(session: Session, member: Member, review: Review, form: FlaskForm, posted: Posted) -> Kept:
    """Saves each changed answer in one transaction. What cannot be read or is stale is named and left as it stands."""
    moved = changed(form, posted.data)
    kept = Kept(unheeded=frozenset(each.ref for each in unheeded(moved, posted.seen)))
    for each in moved:
        if each.ref in kept.unheeded and not each.process_errors:
            continue
        if each.process_errors:
            kept.unread[each.ref] = list(each.process_errors)
            continue
        try:
            _save(session, member, review, each, posted_version(each, posted.data))
        except StaleEdit as error:
            kept.stale[each.ref] = error
        except Refused as error:
            kept.unread[each.ref] = [str(error)]
    return kept


def _save(session: Session, member: Member, review: Review, each: AnswerField, version: int) -> None:
    response = opened(session, member, review)
    drafts.save_entry(session, member, response, ref=each.ref, given=each.data, expected_version=version)


def marked(form: FlaskForm, kept: Kept) -> FlaskForm:
    """The form with the mistakes and both texts at their answers."""
    for ref, each in answers_of(form).items():
        each.errors = kept.unread.get(ref, [])
        each.unheeded = ref in kept.unheeded
        stale = kept.stale.get(ref)
        if stale:
            each.conflict = conflict(each, _given(stale.mine), _given(stale.theirs), stale.by or "Somebody")
    return form


def _given(value: object) -> Given | None:
    return value if isinstance(value, Given) else None


def onward(before: Review, after: Review, go: str, now: Step, view: View) -> str:
    """Where to go once saved: to a question that has just opened here, else to the step asked for."""
    study, case, every = after.study.key, after.case.public_id, steps(after.instrument, after.draft, view)
    if go == "next-case":
        return to("next_case", study, case, view=view)
    here = next((position for position, each in enumerate(every) if each.at == now.at), 0)
    appeared = [question for question in every[here].questions if question not in now.questions]
    if go == "stay" or (go == "on" and appeared and view != "question"):
        anchor = f"q-{appeared[0]}" if appeared else None
        return to("review", study, case, view=view, at=now.at, _anchor=anchor)
    there = here + (-1 if go == "back" else 1)
    if there >= len(every):
        return to("check", study, case)
    return to("review", study, case, view=view, at=every[max(there, 0)].at)
