"""The stories of two invented cases, one of them checked by somebody else and shown on the summary."""

from typing import Any

from sqlmodel import Session

from casereview.access import Member
from casereview.demo.files import words
from casereview.models import CaseStory, ReviewedCase, Study
from casereview.store import cases
from casereview.store.stories import StoryTyped, write_story
from casereview.store.story_checks import CHECKLIST, check_story, show_on_summary
from casereview.store.story_events import EventTyped, add_event
from casereview.stories.reading import read_story
from casereview.stories.when import Moment, read_when


def load_case_stories(session: Session, writer: Member, checker: Member, study: Study) -> None:
    """Writes them as `writer`; `checker` reads the one that is checked."""
    by_reference = {each.reference: each for each in cases.cases_in(session, writer, study)}
    for raw in words("case_stories.toml")["stories"]:
        story = _written(session, writer, by_reference[raw["case"]], raw)
        if raw["checked"]:
            _checked(session, checker, story)
            show_on_summary(session, checker, story, shown=True, expected_version=story.version)


def _written(session: Session, writer: Member, case: ReviewedCase, raw: dict[str, Any]) -> CaseStory:
    plan = {name: value for name, value in raw.items() if name not in ("case", "checked", "events")}
    story = write_story(session, writer, case, StoryTyped(**plan))
    last: Moment | None = None
    for event in raw["events"]:
        last = read_when(event.pop("when"), last)
        add_event(session, writer, story, EventTyped(last, **event))
    return story


def _checked(session: Session, checker: Member, story: CaseStory) -> None:
    shown = read_story(session, checker, story)
    check_story(
        session, checker, story, expected_version=story.version, told_hash=shown.told_hash, ticked=set(CHECKLIST),
        reasons={},
    )  # fmt: skip
