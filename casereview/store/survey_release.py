"""What respondents are told afterwards: a draft that is composed, releases that are numbered and never change."""

import json
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from casereview.access import Member
from casereview.database import now
from casereview.findings.heard import HeardFinding
from casereview.models import Person, Project, Study, Survey, SurveyRelease
from casereview.store.errors import NotFound, Refused, StaleEdit
from casereview.store.names import called
from casereview.store.scope import locked, own, require, rows
from casereview.store.studies import instrument_of
from casereview.store.values import tidy

LONGEST = 2000
NOT_CLOSED = "What was heard is told once the survey is closed. Close it first."


@dataclass(frozen=True)
class Shown:
    """What a release shows: words and figures as they stand, nothing to be counted again."""

    title: str
    answers: int
    asked: int | None
    unit: str  # "practitioners"
    opening: str
    next_steps: str
    findings: tuple[HeardFinding, ...]

    @property
    def shared_notes(self) -> list[str]:
        """Notes of more than one finding, to be said once."""
        notes = [note for each in self.findings for note in each.notes]
        return [note for note in dict.fromkeys(notes) if notes.count(note) > 1]

    def to_json(self) -> str:
        return json.dumps(self.__dict__ | {"findings": [each.to_json() for each in self.findings]}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Shown":
        raw: dict[str, Any] = json.loads(text)
        return cls(**raw | {"findings": tuple(HeardFinding.from_json(each) for each in raw["findings"])})


def offered(session: Session, member: Member, study: Study) -> list[HeardFinding]:
    """The findings that can be released, in the order of the instrument; those it opens with first."""
    from casereview.findings.counting import count
    from casereview.findings.frame import Frame
    from casereview.findings.heard import heard
    from casereview.store.records import records

    require(member, "compose_heard")
    own(member, study)
    instrument = instrument_of(session, study)
    demo = session.get_one(Project, study.project_id).demo
    frame = Frame(instrument, records(session, member, study), demo)
    ordered = sorted(instrument.findings, key=lambda each: each.top or len(instrument.findings) + 1)
    found = (heard(each, count(each, frame)) for each in ordered if not each.by)
    return [each for each in found if each is not None]


def draft_of(session: Session, member: Member, survey: Survey) -> SurveyRelease:
    """The draft; before there is one, an unsaved one (version 0) that starts from the newest release."""
    require(member, "compose_heard")
    own(member, survey)
    found = session.exec(_of(member, survey).where(col(SurveyRelease.number).is_(None))).first()
    if found is not None:
        return found
    newest = next(iter(releases(session, member, survey)), None)
    start = newest.model_dump(include={"opening", "next_steps", "chosen"}) if newest else {}
    return SurveyRelease(project_id=survey.project_id, survey_id=survey.id, version=0, **start)


def releases(session: Session, member: Member, survey: Survey) -> list[SurveyRelease]:
    """Everything that was published, withdrawn or not, the newest first."""
    require(member, "compose_heard")
    own(member, survey)
    published = _of(member, survey).where(col(SurveyRelease.number).is_not(None))
    return list(session.exec(published.order_by(col(SurveyRelease.number).desc())))


def release(session: Session, member: Member, survey: Survey, public_id: str) -> SurveyRelease:
    """One that was published. Raises NotFound."""
    found = next((each for each in releases(session, member, survey) if each.public_id == public_id), None)
    if found is None:
        raise NotFound
    return found


def save(
    session: Session,
    member: Member,
    survey: Survey,
    *,
    opening: str,
    next_steps: str,
    chosen: list[str],
    expected_version: int,
) -> SurveyRelease:
    """Keeps the draft. Raises StaleEdit, and Refused before the close or for a finding that cannot be released."""
    draft = _held_draft(session, member, survey, "compose_heard", expected_version, opening)
    study = session.get_one(Study, survey.study_id)
    known = {each.id for each in offered(session, member, study)}
    if len(set(chosen)) < len(chosen) or not set(chosen) <= known:
        raise Refused("One of these findings cannot be shown. Reload the page and choose again.")
    draft.opening = tidy(opening, "The opening", LONGEST)
    draft.next_steps = tidy(next_steps, "What happens next", LONGEST)
    draft.chosen, draft.person_id = json.dumps(chosen), member.person_id
    draft.version += 1
    session.add(draft)
    session.flush()
    return draft


def as_it_stands(session: Session, member: Member, survey: Survey, draft: SurveyRelease) -> Shown:
    """What the draft would show if it were published now."""
    study = session.get_one(Study, survey.study_id)
    instrument = instrument_of(session, study)
    found = {each.id: each for each in offered(session, member, study)}
    chosen = tuple(found[each] for each in json.loads(draft.chosen) if each in found)
    many = instrument.unit_words[1] or "people"
    return Shown(study.title, survey.answers, survey.expected, many, draft.opening, draft.next_steps, chosen)


def publish(session: Session, member: Member, survey: Survey, *, expected_version: int) -> SurveyRelease:
    """Gives the draft a number and freezes what it shows; links show it from now. Raises StaleEdit, Refused."""
    draft = _held_draft(session, member, survey, "publish_heard", expected_version, "")
    if not draft.opening or not draft.next_steps:
        raise Refused("Write what was heard and what happens next. People answered to learn that.")
    if not draft.version:  # not saved: what the newest release says already
        raise Refused("This is published already. Save a change of it first, then publish that.")
    newest = next(iter(releases(session, member, survey)), None)
    draft.shown = as_it_stands(session, member, survey, draft).to_json()
    draft.number = (newest.number or 0) + 1 if newest else 1
    draft.published_at, draft.person_id = now(), member.person_id
    session.add(draft)
    session.flush()
    return draft


def withdraw(session: Session, member: Member, survey: Survey, public_id: str, *, back: bool = False) -> SurveyRelease:
    """Shows a release to nobody any more; `back`: shows it again. Raises NotFound."""
    require(member, "publish_heard")
    found = locked(session, SurveyRelease, release(session, member, survey, public_id))
    found.withdrawn_at = None if back else found.withdrawn_at or now()
    session.flush()
    return found


def current(session: Session, survey: Survey) -> SurveyRelease | None:
    """What the survey's links show: the newest release, unless it was withdrawn. For anybody with a link."""
    query = select(SurveyRelease).where(
        SurveyRelease.project_id == survey.project_id,
        SurveyRelease.survey_id == survey.id,
        col(SurveyRelease.number).is_not(None),
    )
    newest = session.exec(query.order_by(col(SurveyRelease.number).desc())).first()
    return newest if newest is not None and newest.withdrawn_at is None else None


def _of(member: Member, survey: Survey) -> SelectOfScalar[SurveyRelease]:
    return rows(member, SurveyRelease).where(SurveyRelease.survey_id == survey.id)


def _held_draft(
    session: Session, member: Member, survey: Survey, action: str, expected_version: int, mine: str
) -> SurveyRelease:
    require(member, action)
    own(member, survey)
    if locked(session, Survey, survey).status != "closed":
        raise Refused(NOT_CLOSED)
    draft = draft_of(session, member, survey)
    if draft.version != expected_version:
        who = session.get(Person, draft.person_id) if draft.person_id else None
        raise StaleEdit("draft", mine, draft.opening, draft.version, called(who))
    return draft
