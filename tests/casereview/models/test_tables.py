"""What the database itself refuses, whatever the code above it does."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, select

from casereview.database import write
from casereview.models import (
    Allotment,
    Attendance,
    CaseFact,
    DraftAnswer,
    History,
    Membership,
    Person,
    Response,
    ReviewedCase,
    StoredAnswer,
    Study,
    StudyItem,
    Workshop,
)
from tests.builders import World, make_case, make_response

UNSCOPED = {"project", "person", "sign_in_link", "web_session"}


def _refused(engine: Engine, make: Callable[[Session], object]) -> None:
    with pytest.raises(IntegrityError), write(engine) as session:
        session.add(make(session))
        session.flush()


def _response(session: Session, study: Study) -> Response:
    return session.exec(select(Response).where(Response.study_id == study.id)).one()


def _item(session: Session, study: Study) -> StudyItem:
    return session.exec(select(StudyItem).where(StudyItem.study_id == study.id, StudyItem.ref == "why")).one()


@pytest.fixture
def reviewed(engine: Engine, world: World) -> World:
    """The world with one case that has a response."""
    with write(engine) as session:
        make_response(session, world.owner, make_case(session, world.owner, world.study, "A1"))
    return world


def test_every_table_of_a_project_says_which_project() -> None:
    for table in SQLModel.metadata.sorted_tables:
        if table.name not in UNSCOPED:
            assert not table.c.project_id.nullable, table.name


def test_every_key_and_index_of_a_project_leads_with_the_project() -> None:
    for table in SQLModel.metadata.sorted_tables:
        for index in table.indexes:
            if table.name not in UNSCOPED:
                first = next(iter(index.columns)).name
                assert first in ("project_id", "person_id"), index.name


def test_nothing_cascades() -> None:
    for table in SQLModel.metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            assert key.ondelete == "RESTRICT", key.name


@pytest.mark.parametrize(
    "change",
    [
        {"state": "answered", "value": None},
        {"state": "left_blank", "value": '"x"'},
        {"state": "left_blank", "value": None, "other": "text"},
        {"state": "nonsense", "value": None},
    ],
)
def test_an_answer_has_a_value_exactly_when_it_was_answered(
    engine: Engine, reviewed: World, change: dict[str, str]
) -> None:
    def make(session: Session) -> StoredAnswer:
        stored = session.exec(
            select(StoredAnswer).where(StoredAnswer.response_id == _response(session, reviewed.study).id)
        ).first()
        assert stored is not None
        for name, value in change.items():
            setattr(stored, name, value)
        return stored

    _refused(engine, make)


def test_a_second_counting_response_of_a_case_is_refused(engine: Engine, reviewed: World) -> None:
    def make(session: Session) -> Response:
        first = _response(session, reviewed.study)
        return Response(
            project_id=first.project_id, study_id=first.study_id, case_id=first.case_id, round=2, counting=True
        )

    _refused(engine, make)


def test_a_second_response_from_the_same_seat_is_refused(engine: Engine, reviewed: World) -> None:
    def make(session: Session) -> Response:
        first = _response(session, reviewed.study)
        return Response(project_id=first.project_id, study_id=first.study_id, case_id=first.case_id, counting=False)

    _refused(engine, make)


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        (ReviewedCase, {"status": "lost"}),
        (ReviewedCase, {"status": "parked", "reason": ""}),
        (ReviewedCase, {"reference": ""}),
        (ReviewedCase, {"version": 0}),
        (Response, {"status": "half"}),
        (Response, {"status": "draft"}),  # but it has a time of submission
        (Response, {"round": 0}),
        (History, {"action": "nonsense"}),
        (Membership, {"role": "emperor"}),
        (Study, {"target": 0}),
    ],
)
def test_codes_and_counts_are_checked(
    engine: Engine, reviewed: World, table: type[SQLModel], fields: dict[str, object]
) -> None:
    def make(session: Session) -> object:
        query = select(table).where(table.project_id == reviewed.project.id)  # type: ignore[attr-defined]
        row = session.exec(query).first()
        for name, value in fields.items():
            setattr(row, name, value)
        return row

    _refused(engine, make)


@pytest.mark.parametrize(
    "make",
    [
        lambda own, noise, r, i: DraftAnswer(project_id=own, response_id=r, item_id=i),
        lambda own, noise, r, i: StoredAnswer(project_id=own, response_id=r, item_id=i, state="left_blank"),
        lambda own, noise, r, i: ReviewedCase(project_id=own, study_id=noise, reference="X", position=1),
        lambda own, noise, r, i: Workshop(project_id=own, study_id=noise, title="X"),
        lambda own, noise, r, i: StudyItem(project_id=own, study_id=noise, ref="x", question="x", position=1),
    ],
)
def test_no_row_points_into_another_project(
    engine: Engine, reviewed: World, make: Callable[[int, int, int, int], object]
) -> None:
    def row(session: Session) -> object:
        theirs = session.exec(select(Response).where(Response.study_id == reviewed.noise.id)).first()
        assert theirs is not None
        return make(reviewed.project.id, reviewed.noise.id, theirs.id, _item(session, reviewed.study).id)

    _refused(engine, row)


def test_facts_allotments_and_attendance_stay_in_their_project_too(engine: Engine, reviewed: World) -> None:
    own, owner = reviewed.project.id, reviewed.owner.person_id

    def theirs(session: Session) -> ReviewedCase:
        found = session.exec(select(ReviewedCase).where(ReviewedCase.study_id == reviewed.noise.id)).first()
        assert found is not None
        return found

    def item(session: Session) -> int:
        return _item(session, reviewed.study).id

    _refused(engine, lambda s: CaseFact(project_id=own, case_id=theirs(s).id, item_id=item(s)))
    _refused(engine, lambda s: Allotment(project_id=own, case_id=theirs(s).id, person_id=owner))
    _refused(engine, lambda s: Attendance(project_id=own, workshop_id=1, team="x", people=-1))


def test_nobody_and_nothing_that_answers_hang_on_can_be_deleted(engine: Engine, reviewed: World) -> None:
    for table in (Study, Person, ReviewedCase, Response, StudyItem):
        with pytest.raises(IntegrityError), write(engine) as session:
            if table is Person:
                row: object = session.get_one(Person, reviewed.owner.person_id)
            elif table is Response:
                row = _response(session, reviewed.study)
            else:
                row = session.exec(
                    select(table).where(table.project_id == reviewed.project.id)  # type: ignore[attr-defined]
                ).first()
            session.delete(row)
            session.flush()
