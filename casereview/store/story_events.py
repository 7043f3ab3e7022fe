"""The events of a story: added, changed, removed and put back, all under the version of the story."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import Session, col

from casereview.access import Member
from casereview.database import now
from casereview.models import CaseStory, ReviewedCase, StoryEvent, Study
from casereview.models.story import EVENT_KINDS
from casereview.store import changing
from casereview.store.errors import NotFound, Refused
from casereview.store.once import once
from casereview.store.scope import check_case, locked, own, require, rows
from casereview.store.stories import held, remember
from casereview.store.story_sources import answered
from casereview.store.studies import instrument_of
from casereview.store.values import tidy
from casereview.stories.when import Moment, as_typed

LONGEST = 600


@dataclass(frozen=True)
class EventTyped:
    """An event. `could`: what could have been done; `answer_ref` and `answer_code`: the room's answer that says so."""

    moment: Moment
    kind: str
    words: str
    could: str = ""
    answer_ref: str = ""
    answer_code: str = ""


def events(session: Session, member: Member, story: CaseStory, *, removed: bool = False) -> list[StoryEvent]:
    """The events by day, those of one day in the order they were written; or the removed ones."""
    own(member, story)
    gone = col(StoryEvent.removed_at)
    query = rows(member, StoryEvent).where(StoryEvent.story_id == story.id)
    query = query.where(gone.is_not(None) if removed else gone.is_(None))
    return list(session.exec(query.order_by(col(StoryEvent.happened_on), col(StoryEvent.id))))


def event(session: Session, member: Member, story: CaseStory, public_id: str) -> StoryEvent:
    """One event, removed or not. Raises NotFound."""
    own(member, story)
    query = rows(member, StoryEvent).where(StoryEvent.story_id == story.id, StoryEvent.public_id == public_id)
    return session.exec(query).first() or _missing()


def _missing() -> StoryEvent:
    raise NotFound


def add_event(
    session: Session, member: Member, story: CaseStory, typed: EventTyped, *, client_key: str | None = None
) -> StoryEvent:
    """A new event. It overwrites nothing, so no version is asked for. Raises Refused, KeyReused, NotFound."""
    require(member, "write_stories")
    own(member, story)
    check_case(session, member, session.get_one(ReviewedCase, story.case_id))
    found = _checked(session, story, typed)

    def make() -> int:
        fresh = held(session, member, story, locked(session, CaseStory, story).version)
        row = StoryEvent(project_id=story.project_id, story_id=story.id, **found)
        session.add(row)
        session.flush()
        remember(session, member, fresh, "Event added", None, said(row))
        changing.touched(session, member, fresh)
        return row.id

    body = {"story": story.id, **{name: str(value) for name, value in found.items()}}
    number = once(session, member, client_key=client_key, action="story_event", body=body, make=make)
    return session.get_one(StoryEvent, number)


def change_event(
    session: Session, member: Member, story: CaseStory, row: StoryEvent, typed: EventTyped, *, expected_version: int
) -> StoryEvent:
    """Changes the event. `expected_version`: of the story. Raises StaleEdit, Refused, NotFound."""
    story = held(session, member, story, expected_version, typed.words)
    found, before = _checked(session, story, typed), said(row)
    if any(getattr(row, name) != value for name, value in found.items()):
        for name, value in found.items():
            setattr(row, name, value)
        session.add(row)
        remember(session, member, story, "Event changed", before, said(row))
        changing.touched(session, member, story)
    return row


def remove_event(session: Session, member: Member, story: CaseStory, row: StoryEvent, *, expected_version: int) -> None:
    """Takes the event out; it can be put back for 30 days. Raises StaleEdit."""
    story = held(session, member, story, expected_version)
    row.removed_at = now()
    session.add(row)
    remember(session, member, story, "Event removed", said(row), None)
    changing.touched(session, member, story)


def put_event_back(
    session: Session, member: Member, story: CaseStory, row: StoryEvent, *, expected_version: int
) -> None:
    """Undoes `remove_event`. Raises StaleEdit."""
    story = held(session, member, story, expected_version)
    row.removed_at = None
    session.add(row)
    remember(session, member, story, "Event put back", None, said(row))
    changing.touched(session, member, story)


def moment_of(row: StoryEvent) -> Moment:
    """When it happened."""
    return Moment(row.happened_on, row.precision)


def said(row: StoryEvent) -> str:
    """The event as one line of the history."""
    could = f" Could have been done: {row.could}" if row.could else ""
    return f"{as_typed(moment_of(row))}: {row.words}{could}"


def _checked(session: Session, story: CaseStory, typed: EventTyped) -> dict[str, Any]:
    """The columns, cleaned. Raises Refused in words."""
    words, could = tidy(typed.words, "What happened", LONGEST), tidy(typed.could, "What could have been done", LONGEST)
    if not words:
        raise Refused("Say what happened.")
    if typed.kind not in EVENT_KINDS:
        raise Refused("Choose what kind of event it is.")
    if typed.answer_ref and not could:
        raise Refused("Say what could have been done here, in a few words.")
    if typed.answer_ref:
        case, study = session.get_one(ReviewedCase, story.case_id), session.get_one(Study, story.study_id)
        known = {(each.ref, each.code) for each in answered(session, case, instrument_of(session, study))}
        if (typed.answer_ref, typed.answer_code) not in known:
            raise Refused("The room did not give this answer, or has changed it. Choose another one.")
    columns = asdict(typed)
    columns.pop("moment")
    moment = {"happened_on": typed.moment.on, "precision": typed.moment.precision}
    return {**columns, **moment, "words": words, "could": could}
