"""What was deleted long enough ago goes for good, with everything that hangs on it and nothing else."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func
from sqlmodel import Session, SQLModel, col, select

from casereview.access import Member
from casereview.answers import Given
from casereview.database import now, write
from casereview.models import (
    CaseStory,
    ClientRequest,
    CodedText,
    Coding,
    Quote,
    Response,
    ReviewedCase,
    Risk,
    StoryChange,
    StoryCheck,
    StoryEvent,
    Study,
)
from casereview.models.reviewed_case import BlindRound
from casereview.store import cases, drafts
from casereview.store import purge as purging
from casereview.store.errors import NotAllowed, Refused
from casereview.store.purge import purge
from tests.builders import World, draft, make_case, make_response

SECRET = "Mrs Quillfeather asked for a rail twice"


def _counts(session: Session) -> dict[str, int]:
    return {
        table.name: session.connection().execute(select(func.count()).select_from(table)).scalar_one()
        for table in SQLModel.metadata.sorted_tables
    }


def _full_case(session: Session, member: Member, study: Study, reference: str) -> ReviewedCase:
    """A case with everything a case can have."""
    case = make_case(session, member, study, reference, client_key=f"key of {reference}")
    response = make_response(session, member, case)
    drafts.save_entry(session, member, response, ref="why", given=Given(SECRET), expected_version=0)
    cases.change_case(session, member, case, expected_version=case.version, facts=draft({"area": "south"}))
    cases.raise_risk(session, member, case, to_whom="Duty team", when=now(), note=SECRET)
    _read_and_judged_alone(session, member, case, response)
    _told(session, member, case)
    return case


def _told(session: Session, member: Member, case: ReviewedCase) -> CaseStory:
    """A story of the case, checked and changed."""
    place = {"project_id": case.project_id}
    story = CaseStory(**place, study_id=case.study_id, case_id=case.id, title=SECRET)
    session.add(story)
    session.flush()
    session.add(StoryEvent(**place, story_id=story.id, happened_on=date(2026, 3, 1), kind="contact", words=SECRET))
    session.add(StoryCheck(**place, story_id=story.id, version=1, told_hash="0", person_id=member.person_id))
    session.add(StoryChange(**place, story_id=story.id, what="words", after=SECRET))
    session.flush()
    return story


def _read_and_judged_alone(session: Session, member: Member, case: ReviewedCase, response: Response) -> None:
    """A coded text with a reading and a quote, and a round of answers given alone."""
    place = {"project_id": case.project_id}
    text = CodedText(**place, study_id=case.study_id, frame="themes", response_id=response.id, text_hash="0")
    session.add(BlindRound(**place, case_id=case.id, round=1))
    session.add(text)
    session.flush()
    session.add(Coding(**place, text_id=text.id, seat=1, person_id=member.person_id, codes="[]"))
    session.add(Quote(**place, text_id=text.id, code="a", words=SECRET))
    session.flush()


def _delete(session: Session, member: Member, case: ReviewedCase, days: int) -> None:
    deleted = cases.delete_case(session, member, case, expected_version=case.version)
    deleted.deleted_at = now() - timedelta(days=days)
    session.flush()


def test_a_purged_case_leaves_no_row_and_the_others_all_of_theirs(engine: Engine, world: World) -> None:
    with write(engine) as session:
        _full_case(session, world.owner, world.study, "STAYS")
        before = _counts(session)
        old = _full_case(session, world.owner, world.study, "OLD")
        hanging = {name: number - before[name] for name, number in _counts(session).items()}
        _delete(session, world.owner, old, days=31)
        session.exec(select(ClientRequest).where(ClientRequest.client_key == "key of OLD")).one().at -= timedelta(31)
        session.flush()
        hanging["history"] += 1  # that it was deleted
    with write(engine) as session:
        gone = purge(session, world.owner)
        assert gone == {name: hanging[name] for name in gone}
        assert min(gone[name] for name in gone if name != "allotment") > 0, "the case had nothing there: shows nothing"
        assert _counts(session) == before


@pytest.mark.parametrize("days", [None, 29])
def test_standing_cases_and_those_deleted_lately_stay(engine: Engine, world: World, days: int | None) -> None:
    with write(engine) as session:
        case = _full_case(session, world.owner, world.study, "R1")
        if days is not None:
            _delete(session, world.owner, case, days)
        before = _counts(session)
        assert set(purge(session, world.owner).values()) == {0}
        assert _counts(session) == before


def test_other_projects_keep_theirs(engine: Engine, world: World) -> None:
    with write(engine) as session:
        _delete(session, world.stranger, _full_case(session, world.stranger, world.noise, "THEIRS"), days=99)
        assert set(purge(session, world.owner).values()) == {0}


def test_who_may_not_delete_may_not_purge(engine: Engine, world: World) -> None:
    with write(engine) as session:
        with pytest.raises(NotAllowed):
            purge(session, world.colleague)
        with pytest.raises(Refused):
            purge(session, world.owner, older_than=-1)


def test_stories_and_events_put_away_long_ago_go_while_their_case_stays(engine: Engine, world: World) -> None:
    with write(engine) as session:
        stays = _told(session, world.owner, make_case(session, world.owner, world.study, "STAYS"))
        goes = _told(session, world.owner, make_case(session, world.owner, world.study, "GOES"))
        goes.retired_at = now() - timedelta(days=31)
        removed = {"project_id": stays.project_id, "story_id": stays.id, "kind": "life", "words": SECRET}
        session.add(StoryEvent(**removed, happened_on=date(2026, 4, 1), removed_at=now() - timedelta(days=31)))
        session.add(StoryEvent(**removed, happened_on=date(2026, 4, 2), removed_at=now() - timedelta(days=29)))
        session.flush()
        gone = {name: number for name, number in purge(session, world.owner).items() if number}
        assert gone == {"case_story": 1, "story_check": 1, "story_change": 1, "story_event": 2}
        assert session.exec(select(CaseStory.id)).all() == [stays.id]
        assert session.exec(select(StoryEvent.happened_on)).all() == [date(2026, 3, 1), date(2026, 4, 2)]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_the_file_keeps_no_word_of_a_purged_case(engine: Engine, world: World) -> None:
    with write(engine) as session:
        _delete(session, world.owner, _full_case(session, world.owner, world.study, "OLD"), days=31)
    _checkpoint(engine)
    assert SECRET.encode() in _bytes(engine)
    with write(engine) as session:
        assert session.exec(select(func.count(col(Risk.id)))).one() == 1
        purge(session, world.owner)
    _checkpoint(engine)
    assert SECRET.encode() not in _bytes(engine)


def _bytes(engine: Engine) -> bytes:
    """The file, and its log where there is one."""
    path = Path(engine.url.database or "")
    return b"".join(each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}*")))


def _checkpoint(engine: Engine) -> None:
    engine.dispose()  # the last connection that closes empties the log into the file


def test_every_table_that_hangs_on_a_case_is_named():
    """A table added later, with a key into a case, a response, a coded text or a story, must be purged too."""
    groups = (*purging.OF_TEXTS, *purging.OF_RESPONSES, *purging.OF_CASES, *purging.OF_STORIES, StoryEvent, CaseStory)
    named = {str(table.__tablename__) for table in groups}
    hanging = {
        table.name
        for table in SQLModel.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in ("reviewed_case", "response", "coded_text", "case_story")
    }
    assert hanging == named
