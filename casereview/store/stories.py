"""Stories of cases: written by who may see the case, one for each, put away and brought back, every change kept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from casereview.access import Member
from casereview.instruments.model import Instrument
from casereview.models import CaseStory, Person, ReviewedCase, StoryChange, Study
from casereview.store import changing
from casereview.store.errors import NotFound, Refused, StaleEdit
from casereview.store.names import called
from casereview.store.once import once
from casereview.store.scope import check_case, locked, own, require, rows
from casereview.store.studies import instrument_of
from casereview.store.values import tidy

TEXTS = {"title": "The title", "opening": "The opening", "outcome": "The outcome", "ideal": "The ideal outcome",
         "shows": "What it shows"}  # fmt: skip
LENGTHS = {"title": 120, "opening": 400, "outcome": 600, "ideal": 600, "shows": 600}
CHECKED, PUT_AWAY, BROUGHT_BACK = NO_WORDS = ("Checked", "Put away", "Brought back")  # changes that write nothing
ALREADY = "This case has a story already. Change that one, or put it away first."


@dataclass(frozen=True)
class StoryTyped:
    """A story without its events. `tells`: attributes a reader is told, each with how many levels coarser."""

    title: str
    opening: str = ""
    outcome: str = ""
    ideal: str = ""
    shows: str = ""
    tells: Mapping[str, int] = field(default_factory=dict)
    profile: str = ""


def write_story(
    session: Session, member: Member, case: ReviewedCase, typed: StoryTyped, *, client_key: str | None = None
) -> CaseStory:
    """A new story of the case. Raises Refused where it has one, NotFound, KeyReused, NotAllowed."""
    require(member, "write_stories")
    check_case(session, member, case)
    found = _checked(instrument_of(session, session.get_one(Study, case.study_id)), typed)

    def make() -> int:
        locked(session, ReviewedCase, case)
        if session.exec(standing(member).where(CaseStory.case_id == case.id)).first():
            raise Refused(ALREADY)
        row = CaseStory(
            project_id=case.project_id, study_id=case.study_id, case_id=case.id, person_id=member.person_id, **found
        )  # fmt: skip
        session.add(row)
        session.flush()
        remember(session, member, row, "Written", None, row.title)
        return row.id

    number = once(session, member, client_key=client_key, action="story", body={"case": case.id, **found}, make=make)
    return session.get_one(CaseStory, number)


def change_story(
    session: Session, member: Member, story: CaseStory, typed: StoryTyped, *, expected_version: int
) -> CaseStory:
    """Changes every field. The story is unchecked then. Raises StaleEdit, Refused, NotFound, NotAllowed."""
    story = held(session, member, story, expected_version, typed.title)
    instrument = instrument_of(session, session.get_one(Study, story.study_id))
    changes = {name: value for name, value in _checked(instrument, typed).items() if getattr(story, name) != value}
    for name, value in changes.items():
        remember(session, member, story, TEXTS.get(name, "What it tells"), str(getattr(story, name)), str(value))
        setattr(story, name, value)
    return changing.touched(session, member, story) if changes else story


def _checked(instrument: Instrument, typed: StoryTyped) -> dict[str, Any]:
    """The columns, cleaned. Raises Refused for an empty title, facts there are none of, or figures of a fact untold."""
    found = {name: tidy(getattr(typed, name), words, LENGTHS[name]) for name, words in TEXTS.items()}
    if not found["title"]:
        raise Refused("Give the story a title, such as “A fall, and then another”.")
    known = {each.id for each in instrument.attributes if each.options}
    if not set(typed.tells) <= known or any(steps not in range(10) for steps in typed.tells.values()):
        raise Refused("One of the facts is not in the case list. Reload the page and choose again.")
    if typed.profile and typed.profile not in typed.tells:
        raise Refused("Figures beside the story say which group it is about: tell that fact too.")
    return found | {"tells": json.dumps(dict(sorted(typed.tells.items()))), "profile": typed.profile}


def typed_of(story: CaseStory) -> StoryTyped:
    """The story as it would be typed."""
    texts = {name: getattr(story, name) for name in TEXTS}
    return StoryTyped(**texts, tells=json.loads(story.tells), profile=story.profile)


def held(session: Session, member: Member, story: CaseStory, expected_version: int, mine: str = "") -> CaseStory:
    """The story as it stands, held for its writer. Raises StaleEdit, NotFound (put away, or the case is not theirs)."""
    require(member, "write_stories")
    own(member, story)
    check_case(session, member, session.get_one(ReviewedCase, story.case_id))
    return current(session, story, expected_version, mine)


def current(session: Session, story: CaseStory, expected_version: int, mine: str = "") -> CaseStory:
    """The story as it stands, held for writing. Raises StaleEdit where it has moved, NotFound where it was put away."""
    fresh = locked(session, CaseStory, story)
    if fresh.retired_at is not None:
        raise NotFound
    if fresh.version != expected_version:
        who = session.get(Person, fresh.person_id) if fresh.person_id else None
        raise StaleEdit("story", mine, fresh.title, fresh.version, called(who))
    return fresh


def remember(
    session: Session, member: Member, story: CaseStory, what: str, before: str | None, after: str | None
) -> None:
    """One line of the story's history, in the same transaction."""
    session.add(
        StoryChange(
            project_id=story.project_id, story_id=story.id, what=what, before=before, after=after,
            person_id=member.person_id,
        )
    )  # fmt: skip


def story(session: Session, member: Member, public_id: str) -> CaseStory:
    """A story that was not put away, of a case that was not deleted. Raises NotFound.

    Who neither checks stories nor may see the case finds it only once it was checked: `casereview.stories.reading`.
    """
    require(member, "see_stories")
    found = session.exec(standing(member).where(CaseStory.public_id == public_id)).first()
    if found is None:
        raise NotFound
    return found


def stories(session: Session, member: Member, study: Study) -> list[CaseStory]:
    """The stories of a study in the order they were begun. See `story`."""
    require(member, "see_stories")
    own(member, study)
    return list(session.exec(standing(member).where(CaseStory.study_id == study.id).order_by(col(CaseStory.id))))


def standing(member: Member) -> SelectOfScalar[CaseStory]:
    """Select the project's stories that were not put away, of cases that were not deleted."""
    query = rows(member, CaseStory).join(ReviewedCase, col(ReviewedCase.id) == CaseStory.case_id)
    return query.where(col(CaseStory.retired_at).is_(None), col(ReviewedCase.deleted_at).is_(None))


def may_write(session: Session, member: Member, story: CaseStory) -> bool:
    """Whether the member may write this story: the right, and the case is one they may see."""
    if not member.may("write_stories"):
        return False
    try:
        check_case(session, member, session.get_one(ReviewedCase, story.case_id))
    except NotFound:
        return False
    return True


def writers(session: Session, story: CaseStory) -> set[int | None]:
    """Everybody who wrote a word of it, or marked an event. The command line is None."""
    query = select(StoryChange.person_id).where(StoryChange.project_id == story.project_id)
    query = query.where(StoryChange.story_id == story.id, col(StoryChange.what).not_in(NO_WORDS))
    return set(session.exec(query))


def history(session: Session, story: CaseStory) -> list[tuple[StoryChange, str]]:
    """Every change with the name of its person, newest first."""
    query = select(StoryChange, Person).outerjoin(Person, col(Person.id) == StoryChange.person_id)
    query = query.where(StoryChange.project_id == story.project_id, StoryChange.story_id == story.id)
    return [(row, called(person)) for row, person in session.exec(query.order_by(col(StoryChange.id).desc()))]
