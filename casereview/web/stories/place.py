"""The blueprint that the pages of case stories hang on, and what they share."""

from typing import Any

from flask import Blueprint, abort, g, request, url_for
from sqlmodel import Session

from casereview.access import Member
from casereview.models import CaseStory, Study
from casereview.store import stories, studies
from casereview.store.errors import NotFound, StaleEdit
from casereview.stories.reading import Reading, read_story
from casereview.web.database import session

blueprint = Blueprint("stories", __name__)
STORIES = "/p/<project>/<study>/stories"
STORY = f"{STORIES}/<story>"
Problems = list[dict[str, str]]


def study_here(open_session: Session, member: Member, key: str) -> Study:
    """The study, where its instrument is about cases. Raises NotFound."""
    found = studies.study(open_session, member, key)
    if studies.instrument_of(open_session, found).unit != "case":
        raise NotFound
    return found


def story_here(open_session: Session, study: str, public_id: str) -> CaseStory:
    """The story of the address, where it is one of the study's. Raises NotFound."""
    found = stories.story(open_session, g.member, public_id)
    if found.study_id != study_here(open_session, g.member, study).id:
        raise NotFound
    return found


def reading_of(study: str, public_id: str) -> Reading:
    """The story of the address as it stands."""
    return read_story(session(), g.member, story_here(session(), study, public_id))


def writable(study: str, public_id: str) -> Reading:
    """The same for its writer. 404 where the member may not write it."""
    found = reading_of(study, public_id)
    return found if stories.may_write(session(), g.member, found.story) else abort(404)


def to(view: str, study: Study, story: CaseStory | None = None, **values: str) -> str:
    """The address of another page of the stories."""
    named: dict[str, Any] = {"story": story.public_id} if story is not None else {}
    return url_for(f"stories.{view}", project=g.member.project_key, study=study.key, **{**named, **values})


def posted(name: str) -> str:
    """A field as posted, without the spaces around."""
    return request.form.get(name, "").strip()


def stale(error: StaleEdit) -> Problems:
    """What to say when somebody else was first."""
    said = f"{error} Look at the story as it stands in another tab, then save again to put yours in its place."
    return [{"text": said, "href": "#main-content"}]
