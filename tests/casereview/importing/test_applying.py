"""A file comes in whole or not at all, once however often it is sent, and never into somebody else's study."""

from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from casereview.database import read, write
from casereview.importing import applying
from casereview.importing.applying import Outcome, carry_out
from casereview.importing.outcomes import in_one_line
from casereview.models import CaseFact, ImportBatch, Response, ReviewedCase, StoredAnswer, Workshop
from casereview.store.allotments import give
from casereview.store.cases import case_list, change_case, delete_case, facts_of, set_aside
from casereview.store.errors import NotAllowed, NotFound
from casereview.store.records import records
from tests.builders import World, make_case, make_member, make_response
from tests.workbooks import made

HEAD = ["Reference", "Area", "Was there a chance?", "By what?: A thing", "Why that?", "Summary", "Workshop", "Table"]
ROWS = [
    HEAD,
    ["A-1", "North", "Yes", "x", "It broke", "Alone", "Norwich", "1"],
    ["A-2", "South", "No", "", "", "", "Norwich", "2"],
    ["A-3", "South"],
]
TABLES = (ReviewedCase, CaseFact, Response, StoredAnswer, ImportBatch, Workshop)


def bring(engine: Engine, world: World, rows: list[list[Any]], **more: Any) -> Outcome:
    with write(engine) as session:
        return carry_out(session, world.owner, world.study, made(rows), file_name="list.xlsx", **more)


def sizes(engine: Engine) -> list[int]:
    with read(engine) as session:
        return [len(session.exec(select(table)).all()) for table in TABLES]


def found(session: Session, world: World, reference: str) -> ReviewedCase:
    query = select(ReviewedCase).where(ReviewedCase.study_id == world.study.id, ReviewedCase.reference == reference)
    return session.exec(query.where(col(ReviewedCase.deleted_at).is_(None))).one()


def test_finished_reviews_count_and_the_rest_is_a_case_list(engine: Engine, world: World) -> None:
    outcome = bring(engine, world, ROWS)
    assert outcome.done and in_one_line(outcome) == "Imported: 3 new cases, 2 finished reviews among them."
    with read(engine) as session:
        rows = case_list(session, world.owner, world.study)
        assert [(row.reference, row.state, row.workshop, row.table) for row in rows] == [
            ("A-1", "done", "Norwich", "1"), ("A-2", "done", "Norwich", "2"), ("A-3", "to_do", "", ""),
        ]  # fmt: skip
        first, second = records(session, world.owner, world.study)
        assert {ref: first.answers[ref].value for ref in ("area", "chance", "means", "why")} == {
            "area": "north", "chance": "yes", "means": ("thing",), "why": "It broke",
        }  # fmt: skip
        assert second.answers["means"].state == "not_asked"
        assert session.exec(select(ImportBatch)).one().submitted == 2


def test_a_reference_in_other_capitals_is_the_case_that_is_here(engine: Engine, world: World) -> None:
    bring(engine, world, ROWS)
    (wrong,) = bring(engine, world, [HEAD, ["a-3", "North"]]).plan.problems
    assert wrong.wrong == "Already in this study as “A-3”."
    assert bring(engine, world, [HEAD, ["a-3", "North"]], update=True).done
    with read(engine) as session:
        changed = found(session, world, "A-3")
        assert facts_of(session, world.owner, changed)["area"].value == "north"
        assert len(case_list(session, world.owner, world.study)) == 3


def test_one_wrong_cell_keeps_everything_out(engine: Engine, world: World) -> None:
    before = sizes(engine)
    outcome = bring(engine, world, [*ROWS, ["A-4", "Mars"]])
    assert not outcome.done and [problem.cell for problem in outcome.plan.problems] == ["B5"]
    assert sizes(engine) == before


def test_a_failure_half_way_leaves_nothing(engine: Engine, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sizes(engine)

    def fails(*_: Any, **__: Any) -> Any:
        raise RuntimeError("the lights went out")

    monkeypatch.setattr(applying, "add_batch", fails)  # when all the cases are in
    with pytest.raises(RuntimeError):
        bring(engine, world, ROWS)
    assert sizes(engine) == before


def test_a_file_that_was_looked_at_is_not_read_again_unless_the_study_has_moved(
    engine: Engine, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with read(engine) as session:
        before = applying.look_at(session, world.owner, world.study, made(ROWS))
    with write(engine) as session:
        make_case(session, world.owner, world.study, "A-1")
    assert not bring(engine, world, ROWS, before=before).done  # that reference is in use by now
    data = made([HEAD, ["B-1", "North"]])
    with read(engine) as session:
        before = applying.look_at(session, world.owner, world.study, data)
    monkeypatch.setattr(applying, "read_sheets", lambda _: pytest.fail("read while the lock is held"))
    with write(engine) as session:
        assert carry_out(session, world.owner, world.study, data, before=before).done


def test_the_same_file_twice_adds_nothing_and_says_so(engine: Engine, world: World) -> None:
    data = made(ROWS)
    for expected in (True, False):
        with write(engine) as session:
            outcome = carry_out(session, world.owner, world.study, data)
        assert outcome.done is expected and outcome.plan.problems == []
        sized = sizes(engine) if expected else sized  # noqa: F821
        assert sizes(engine) == sized
    assert in_one_line(outcome).startswith("Nothing added: this file was imported on")


def test_the_same_file_adds_nothing_though_its_cases_were_changed_since(engine: Engine, world: World) -> None:
    data = made(ROWS)
    with write(engine) as session:
        carry_out(session, world.owner, world.study, data)
        case = found(session, world, "A-1")
        change_case(session, world.owner, case, expected_version=case.version, summary="Moved in with a friend")
    with write(engine) as session:
        outcome = carry_out(session, world.owner, world.study, data)
    assert not outcome.done and outcome.plan.problems == []


def test_the_same_rows_in_another_file_add_nothing(engine: Engine, world: World) -> None:
    bring(engine, world, ROWS)
    again = bring(engine, world, [*ROWS, ["A-4", "North"]])
    assert (again.done, again.plan.added, again.plan.unchanged) == (True, 1, 3)


def test_rows_without_a_reference_are_given_one_and_come_once(engine: Engine, world: World) -> None:
    rows = [["Area", "Summary"], ["North", "One"], ["North", "One"], ["South", "Two"]]
    assert bring(engine, world, rows).plan.added == 3
    assert bring(engine, world, rows).plan.cases == []
    assert bring(engine, world, [*rows, ["South", "Three"]]).plan.added == 1
    with read(engine) as session:
        assert [row.reference for row in case_list(session, world.owner, world.study)] == [
            "R001",
            "R002",
            "R003",
            "R004",
        ]


def test_a_reference_that_is_here_is_an_error_at_its_cell_unless_updating(engine: Engine, world: World) -> None:
    bring(engine, world, ROWS)
    changed = [HEAD[:3], ["A-1", "South", "No"], ["A-3", "North", ""]]
    outcome = bring(engine, world, changed)
    assert [(p.cell, p.says, p.wrong) for p in outcome.plan.problems] == [
        ("A2", "A-1", "Already in this study."), ("A3", "A-3", "Already in this study."),
    ]  # fmt: skip
    outcome = bring(engine, world, changed, update=True)
    assert outcome.done and (outcome.plan.added, outcome.plan.updated) == (0, 2)
    with read(engine) as session:
        answers = {record.reference: record.answers for record in records(session, world.owner, world.study)}
        assert answers["A-1"]["chance"].value == "no" and answers["A-1"]["area"].value == "south"
        assert answers["A-1"]["means"].state == "not_asked"
        assert found(session, world, "A-1").summary == "Alone"
        assert facts_of(session, world.owner, found(session, world, "A-3"))["area"].value == "north"


def test_update_again_changes_nothing(engine: Engine, world: World) -> None:
    bring(engine, world, ROWS)
    outcome = bring(engine, world, [row[:6] for row in ROWS], update=True)
    assert not outcome.done and outcome.plan.unchanged == 3


def test_a_finished_review_of_a_case_set_aside_waits(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study, "A-1")
        set_aside(session, world.owner, case, status="parked", reason="Waiting", expected_version=case.version)
    outcome = bring(engine, world, ROWS, update=True)
    assert [problem.wrong for problem in outcome.plan.problems] == ["The case was parked."]


@pytest.fixture
def two_readers(engine: Engine, world: World) -> World:
    """A-1 is read by two people, of whom one has submitted a review; A-2 is the room's, and has two readers since."""
    bring(engine, world, [HEAD[:2], ["A-1", "North"]])
    with write(engine) as session:
        people = [make_member(session, world.project, f"{who}@example.org", "reviewer") for who in ("ann", "ben")]
        room = make_case(session, world.owner, world.study, "A-2")
        make_response(session, world.owner, room)
        for person in people:
            ids = [found(session, world, "A-1").public_id, room.public_id]
            give(session, world.owner, world.study, person.person_id, ids)
        make_response(session, people[0], found(session, world, "A-1"))
    return world


def test_answers_of_a_file_open_no_review_beside_those_of_two_readers(engine: Engine, two_readers: World) -> None:
    before = sizes(engine)
    outcome = bring(engine, two_readers, [HEAD[:3], ["A-1", "North", "No"]], update=True)
    assert [(p.cell, p.wrong) for p in outcome.plan.problems] == [
        ("A2", "These answers would be one review more, beside those of its reviewers.")
    ]
    assert not outcome.done and sizes(engine) == before
    assert bring(engine, two_readers, [HEAD[:2], ["A-1", "South"]], update=True).plan.updated == 1


def test_the_rooms_own_review_of_a_case_with_readers_is_changed_by_a_file(engine: Engine, two_readers: World) -> None:
    assert bring(engine, two_readers, [HEAD[:3], ["A-2", "South", "No"]], update=True).done
    with read(engine) as session:
        reviews = session.exec(select(Response).where(Response.case_id == found(session, two_readers, "A-2").id)).all()
        assert [each.seat for each in reviews] == [""]


def test_a_case_list_sent_again_leaves_reviews_alone(engine: Engine, world: World) -> None:
    rows = [HEAD[:2], ["A-1", "North"]]
    bring(engine, world, rows)
    with write(engine) as session:
        make_response(session, world.owner, found(session, world, "A-1"))
    assert bring(engine, world, [*rows, ["A-2", "South"]]).plan.unchanged == 1
    with read(engine) as session:
        assert len(records(session, world.owner, world.study)) == 1


def test_a_deleted_case_does_not_hold_its_reference(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study, "A-3")
        delete_case(session, world.owner, case, expected_version=case.version)
    assert bring(engine, world, ROWS).plan.added == 3


def test_only_a_member_with_the_right_imports(engine: Engine, world: World) -> None:
    before = sizes(engine)
    for member, refused in ((world.colleague, NotAllowed), (world.stranger, NotFound)):
        with pytest.raises(refused), write(engine) as session:
            carry_out(session, member, world.study, made(ROWS))
    assert sizes(engine) == before
