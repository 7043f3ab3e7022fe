"""One event of a story: when, what, and whether something could have been done there."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from flask import flash, g, redirect, render_template, request
from sqlmodel import Session
from werkzeug.wrappers import Response

from casereview.models import StoryEvent
from casereview.models.base import public_id
from casereview.reading_error import ReadingError
from casereview.store import story_events, story_sources
from casereview.store.errors import KeyReused, NotFound, Refused, StaleEdit
from casereview.store.story_events import EventTyped, moment_of
from casereview.stories.reading import Reading
from casereview.stories.telling import KINDS
from casereview.stories.when import Moment, as_typed, read_when
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.stories.place import STORY, Problems, blueprint, posted, stale, to, writable
from casereview.web.whole_number import posted_version

Page = Response | tuple[str, int] | str
EVENT = f"{STORY}/events/<event>"


@dataclass(frozen=True)
class Typed:
    """The form as typed, kept until it is right. `answer` is "ref:code"."""

    when: str = ""
    kind: str = ""
    words: str = ""
    could: str = ""
    answer: str = ""
    client_key: str = ""

    @classmethod
    def of(cls, form: Mapping[str, str]) -> "Typed":
        """The form as posted, without the spaces around."""
        return cls(**{each.name: form.get(each.name, "").strip() for each in fields(cls)})

    @classmethod
    def standing(cls, row: StoryEvent) -> "Typed":
        """An event as it would be typed."""
        answer = f"{row.answer_ref}:{row.answer_code}" if row.answer_ref else ""
        return cls(as_typed(moment_of(row)), row.kind, row.words, row.could, answer)

    def read(self, last: Moment | None) -> EventTyped:
        """The event. Raises ReadingError for a time that cannot be read."""
        ref, _, code = self.answer.rpartition(":")
        return EventTyped(read_when(self.when, last), self.kind, self.words, self.could, ref, code)


@blueprint.get(f"{STORY}/events/new")
@allowed("write_stories")
def new_event(project: str, study: str, story: str) -> str:
    """The empty form."""
    return _page(writable(study, story), Typed(client_key=public_id()), [])


@blueprint.post(f"{STORY}/events/new")
@allowed("write_stories")
def add_event(project: str, study: str, story: str) -> Page:
    """Adds the event, or shows the form again with everything typed and what is wrong."""
    reading, typed = writable(study, story), Typed.of(request.form)

    def work(open_session: Session) -> StoryEvent:
        event = typed.read(_last(reading))
        key = typed.client_key or None
        return story_events.add_event(open_session, g.member, reading.story, event, client_key=key)

    try:
        in_writing(work)
    except ReadingError as error:
        return _page(reading, typed, _unread(error)), 422
    except (Refused, KeyReused) as error:
        return _page(reading, typed, _refused(error)), 422
    flash("The event is in the story.")
    return redirect(to("edit", reading.study, reading.story, _anchor="events"))


@blueprint.get(EVENT)
@allowed("write_stories")
def event(project: str, study: str, story: str, event: str) -> str:
    """The form with the event as it stands."""
    reading = writable(study, story)
    row = _event(reading, event)
    return _page(reading, Typed.standing(row), [], row)


@blueprint.post(EVENT)
@allowed("write_stories")
def save_event(project: str, study: str, story: str, event: str) -> Page:
    """Saves it, unless the story has moved since."""
    reading, typed = writable(study, story), Typed.of(request.form)
    row = _event(reading, event)

    def work(open_session: Session) -> StoryEvent:
        fresh = story_events.event(open_session, g.member, reading.story, event)
        wanted = typed.read(_last(reading, row))
        return story_events.change_event(
            open_session, g.member, reading.story, fresh, wanted, expected_version=posted_version()
        )  # fmt: skip

    try:
        in_writing(work)
    except ReadingError as error:
        return _page(reading, typed, _unread(error), row, posted_version()), 422
    except Refused as error:
        return _page(reading, typed, _refused(error), row, posted_version()), 422
    except StaleEdit as error:
        return _page(reading, typed, stale(error), row, error.version), 409
    flash("The event is saved.")
    return redirect(to("edit", reading.study, reading.story, _anchor="events"))


@blueprint.post(f"{EVENT}/away")
@allowed("write_stories")
def move_event(project: str, study: str, story: str, event: str) -> Response:
    """Takes an event out, or puts it back."""
    reading, back = writable(study, story), posted("do") == "back"
    act = story_events.put_event_back if back else story_events.remove_event

    def work(open_session: Session) -> None:
        row = story_events.event(open_session, g.member, reading.story, event)
        act(open_session, g.member, reading.story, row, expected_version=posted_version())

    in_writing(work)
    flash("The event is back." if back else "The event is taken out. It can be put back for 30 days.")
    return redirect(to("edit", reading.study, reading.story, _anchor="events"))


def _event(reading: Reading, public_id: str) -> StoryEvent:
    row = story_events.event(session(), g.member, reading.story, public_id)
    if row.removed_at is not None:
        raise NotFound
    return row


def _last(reading: Reading, row: StoryEvent | None = None) -> Moment | None:
    """What "3 weeks later" is later than: the last event, or the one before the event that is changed."""
    ids = [each.id for each in reading.events]
    before = reading.events[: ids.index(row.id)] if row is not None and row.id in ids else reading.events
    return moment_of(before[-1]) if before else None


def _unread(error: ReadingError) -> Problems:
    return [{"text": str(error), "href": "#when"}]


def _refused(error: Refused | KeyReused) -> Problems:
    """The message, leading to the field it is about."""
    said = str(error)
    places = {"kind": "#kind", "could have been done": "#could", "room": "#answer"}
    return [{"text": said, "href": next((href for word, href in places.items() if word in said), "#words")}]


def _page(
    reading: Reading, typed: Typed, problems: Problems, row: StoryEvent | None = None, shown: int | None = None
) -> str:
    last = _last(reading, row)
    return render_template(
        "stories/event.html", reading=reading, study=reading.study, typed=typed, problems=problems, row=row, to=to,
        kinds=KINDS, answers=story_sources.answered(session(), reading.case, reading.instrument),
        shown=shown if shown is not None else reading.story.version, last=as_typed(last) if last else "",
    )  # fmt: skip
