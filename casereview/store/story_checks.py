"""Checking a story so that nobody can be recognised in it, by who did not write it; one stands on the summary."""

import json
from collections.abc import Mapping, Set

from sqlalchemy import update
from sqlmodel import Session, col

from casereview.access import Member
from casereview.models import CaseStory, StoryCheck
from casereview.store.errors import NotFound, Refused, StaleEdit
from casereview.store.scope import own, require
from casereview.store.stories import CHECKED, current, remember, standing, writers
from casereview.store.values import tidy
from casereview.stories.reading import Reading, read_story

CHECKLIST = {
    "neighbour": "I read it as a neighbour would: I know the street and the family, and could not tell who it is.",
    "person": "I read it as the person or their family would: nothing in it would hurt them to see told.",
    "mix": "I looked at the small things together: no mix of illness, family, work and place points to one person.",
    "search": "I thought of the local news: nothing in it can be looked up.",
}
WROTE = "You wrote part of this story. Somebody else has to check it."
NOBODY = "A check carries a name. Sign in to give it."


def check_story(
    session: Session,
    member: Member,
    story: CaseStory,
    *,
    expected_version: int,
    told_hash: str,
    ticked: Set[str],
    reasons: Mapping[str, str],
) -> StoryCheck:
    """Says that this member read these very words (`told_hash`) and that nobody can be recognised in them.

    `reasons`: why what was found may stand, by its id. Raises StaleEdit where anything moved since it was shown,
    Refused for a writer, an unticked line, a thing found without a reason, and one that no reason is good enough for.
    """
    require(member, "check_stories")
    own(member, story)
    if member.person_id is None:
        raise Refused(NOBODY)
    story = current(session, story, expected_version)
    reading = read_story(session, member, story)
    if reading.told_hash != told_hash:
        raise StaleEdit("story", "", story.title, story.version, "Somebody")
    if member.person_id in writers(session, story):
        raise Refused(WROTE)
    given = _given(reading, ticked, reasons)
    if reading.check is not None:
        return reading.check
    made = StoryCheck(
        project_id=story.project_id, story_id=story.id, version=story.version, told_hash=told_hash,
        reasons=json.dumps(given, ensure_ascii=False), person_id=member.person_id,
    )  # fmt: skip
    session.add(made)
    remember(session, member, story, CHECKED, None, "; ".join(given.values()) or None)
    session.flush()
    return made


def _given(reading: Reading, ticked: Set[str], reasons: Mapping[str, str]) -> dict[str, str]:
    """The reasons for what was found. Raises Refused."""
    if not reading.told.steps:
        raise Refused("The story has no events yet, so there is nothing to check.")
    if reading.case.status != "open":
        raise Refused("The case is set aside, so its story stays in the project.")
    if any(each.grave for each in reading.found):
        raise Refused("Something in it has to go first. No reason is good enough for it.")
    given = {each.id: tidy(reasons.get(each.id, ""), "The reason", 400) for each in reading.found}
    if not all(given.values()):
        raise Refused("Say for each thing that was found why it may stand, or have it changed.")
    if not set(CHECKLIST) <= set(ticked):
        raise Refused("Tick each line of the checklist once you have done it.")
    return given


def show_on_summary(session: Session, member: Member, story: CaseStory, *, shown: bool, expected_version: int) -> None:
    """Puts a checked story on the project's summary in place of any other, or takes it off. Its words stay checked.

    Raises Refused for one that is not checked, StaleEdit, NotAllowed.
    """
    require(member, "edit_summary")
    own(member, story)
    story = current(session, story, expected_version)
    if shown and not read_story(session, member, story).leaves:
        raise Refused("Only a checked story can stand on the summary. Have somebody check it first.")
    here = update(CaseStory).where(col(CaseStory.project_id) == member.project_id, col(CaseStory.on_summary).is_(True))
    session.exec(here.values(on_summary=False))
    story.on_summary = shown
    session.add(story)
    session.flush()


def on_summary(session: Session, member: Member) -> Reading | None:
    """The story that the summary shows: chosen, checked still, and its case neither deleted nor set aside."""
    require(member, "see_summary")
    chosen = session.exec(standing(member).where(col(CaseStory.on_summary).is_(True))).first()
    if chosen is None:
        return None
    try:
        reading = read_story(session, member, chosen)
    except NotFound:
        return None
    return reading if reading.leaves else None
