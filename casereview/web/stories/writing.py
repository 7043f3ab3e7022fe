"""Writing a story: its words, the facts it tells, and beside them what the case says and what a check would find."""

from typing import Any

from flask import flash, g, redirect, render_template, request
from sqlmodel import Session
from werkzeug.wrappers import Response

from casereview import rules
from casereview.instruments.model import Instrument
from casereview.instruments.question import Question
from casereview.models import CaseStory, ReviewedCase, Study
from casereview.models.base import public_id
from casereview.settling import derive
from casereview.store import cases, responses, stories, story_sources, studies
from casereview.store.errors import KeyReused, NotFound, Refused, StaleEdit
from casereview.store.stories import TEXTS, StoryTyped, change_story, typed_of, write_story
from casereview.store.story_events import events, moment_of
from casereview.stories.reading import Reading, levels_of
from casereview.stories.telling import KINDS
from casereview.stories.when import as_typed
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.stories.place import STORY, Problems, blueprint, posted, stale, study_here, to, writable
from casereview.web.whole_number import posted_version

Page = Response | tuple[str, int] | str
CASE_STORY = "/p/<project>/<study>/cases/<case>/story"


@blueprint.get(CASE_STORY)
@allowed("write_stories")
def begin(project: str, study: str, case: str) -> Page:
    """The empty form, or the story the case has already."""
    found, reviewed = _case(study, case)
    standing = [each for each in stories.stories(session(), g.member, found) if each.case_id == reviewed.id]
    if standing:
        return redirect(to("edit", found, standing[0]))
    return _page(found, reviewed, StoryTyped(""), [])


@blueprint.post(CASE_STORY)
@allowed("write_stories")
def write(project: str, study: str, case: str) -> Page:
    """Begins the story; its events come next."""
    found, reviewed = _case(study, case)
    typed = _typed()

    def work(open_session: Session) -> CaseStory:
        return write_story(open_session, g.member, reviewed, typed, client_key=posted("client_key") or None)

    try:
        made = in_writing(work)
    except (Refused, KeyReused) as error:
        return _page(found, reviewed, typed, _refused(error)), 422
    flash("The story is begun. Add what happened, one event at a time.")
    return redirect(to("edit", found, made, _anchor="events"))


@blueprint.get(f"{STORY}/edit")
@allowed("write_stories")
def edit(project: str, study: str, story: str) -> Page:
    """The form with the story as it stands, and its events."""
    reading = writable(study, story)
    return _page(reading.study, reading.case, typed_of(reading.story), [], reading)


@blueprint.post(f"{STORY}/edit")
@allowed("write_stories")
def save(project: str, study: str, story: str) -> Page:
    """Saves it, unless somebody else was first; nothing is overwritten."""
    reading, typed = writable(study, story), _typed()
    here = (reading.study, reading.case)

    def work(open_session: Session) -> CaseStory:
        return change_story(open_session, g.member, reading.story, typed, expected_version=posted_version())

    try:
        in_writing(work)
    except Refused as error:
        return _page(*here, typed, _refused(error), reading, posted_version()), 422
    except StaleEdit as error:
        return _page(*here, typed, stale(error), reading, error.version), 409
    flash("The story is saved.")
    return redirect(to("edit", reading.study, reading.story))


def _case(study: str, case: str) -> tuple[Study, ReviewedCase]:
    found, reviewed = study_here(session(), g.member, study), cases.case(session(), g.member, case)
    if reviewed.study_id != found.id:
        raise NotFound
    return found, reviewed


def _typed() -> StoryTyped:
    """The form as posted; a fact that is not told has no step."""
    steps = {name.removeprefix("tell-"): posted(name) for name in request.form if name.startswith("tell-")}
    tells = {name: int(step) for name, step in steps.items() if step.isascii() and step.isdigit() and len(step) == 1}
    texts: dict[str, Any] = {name: posted(name) for name in TEXTS}
    return StoryTyped(**texts, tells=tells, profile=posted("profile"))


def _refused(error: Refused | KeyReused) -> Problems:
    """The message, leading to the field it is about."""
    return [{"text": str(error), "href": "#profile" if "that fact too" in str(error) else "#title"}]


def _page(
    study: Study,
    case: ReviewedCase,
    typed: StoryTyped,
    problems: Problems,
    reading: Reading | None = None,
    shown: int | None = None,
) -> str:
    """The page. `shown`: the version it carries, where the form was merely not right yet."""
    instrument = studies.instrument_of(session(), study)
    own = story_sources.facts_by_case(session(), study, instrument).get(case.id, {})
    removed = events(session(), g.member, reading.story, removed=True) if reading else []
    return render_template(
        "stories/edit.html", study=study, case=case, typed=typed, problems=problems, reading=reading, to=to,
        facts=_facts(instrument, own), room=_room(instrument, case), client_key=posted("client_key") or public_id(),
        shown=shown if shown is not None else reading.story.version if reading else 0, removed=removed, kinds=KINDS,
        when=lambda event: as_typed(moment_of(event)),
    )  # fmt: skip


def _facts(instrument: Instrument, own: dict[str, str]) -> list[tuple[Question, list[str]]]:
    """The facts of the case that can be told, each with its labels from the exact one to the coarsest."""
    with_value = [each for each in instrument.attributes if own.get(each.id, "") in each.by_code]
    return [(each, [label for _, label, _ in levels_of(each, own[each.id])]) for each in with_value]


def _room(instrument: Instrument, case: ReviewedCase) -> list[str]:
    """What the room decided, read back; nothing before it has, nor where reviewers answer alone."""
    standing = responses.responses_of(session(), g.member, case)
    counting = next((each for each in standing if each.counting and each.status == "submitted"), None)
    if counting is None or instrument.alone:
        return []
    return rules.playback(instrument, derive(instrument, responses.answers_of(session(), g.member, counting)))
