"""Many cases at once come to the same as one by one: answers, facts, places, history, rights and refusals."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from casereview.access import Member
from casereview.database import read, write
from casereview.models import Study
from casereview.store import cases, histories, responses, studies
from casereview.store.errors import KeyReused, NotAllowed, NotFound, NotReady, Refused
from casereview.store.many_cases import NewCase, add_cases
from tests.builders import ANSWERS, FACTS, World, draft, make_case, make_study

NEW = [
    NewCase("A-1", "Alone", draft(FACTS), draft(ANSWERS)),
    NewCase("", "", draft({"area": "south", "lives": "home"})),
    NewCase("", "Twice", {}, draft({**ANSWERS, "ideal": "ward", "chance": "no"}), client_key="import-1"),
]


def one_by_one(session: Session, member: Member, study: Study) -> None:
    for each in NEW:
        case = cases.add_case(
            session, member, study, reference=each.reference, summary=each.summary, facts=each.facts,
            client_key=each.client_key and "a key of its own",
        )  # fmt: skip
        if each.answers is not None:
            responses.enter(session, member, case, draft=each.answers)


def told(session: Session, member: Member, study: Study) -> list[Any]:
    """All that anybody can see of the study, without its times and random names."""
    found: list[Any] = []
    for row in cases.case_list(session, member, study):
        case = cases.case(session, member, row.public_id)
        seen = [replace(each, at=None, response=None) for each in histories.history(session, member, case)]
        reviews = [(each.version, each.round, each.seat, each.counting, each.status, each.confirmed, each.person_id)
                   for each in responses.responses_of(session, member, case)]  # fmt: skip
        found.append((replace(row, public_id="", at=None), cases.facts_of(session, member, case), seen, reviews))
    answers = [(each.reference, each.answers) for each in responses.records(session, member, study)]
    return [*found, answers, study.reference_counter]


def test_it_comes_to_the_same_as_one_by_one(engine: Engine, world: World) -> None:
    with write(engine) as session:
        other = make_study(session, world.owner, "other")
        one_by_one(session, world.owner, other)
        add_cases(session, world.owner, world.study, NEW)
    with read(engine) as session:
        apart = told(session, world.owner, studies.study(session, world.owner, "other"))
        at_once = told(session, world.owner, studies.study(session, world.owner, "cases"))
    assert at_once == apart and len(at_once[-2]) == 2


def test_the_same_key_one_by_one_afterwards_is_the_same_case(engine: Engine, world: World) -> None:
    with write(engine) as session:
        add_cases(session, world.owner, world.study, NEW)
        again = cases.add_case(session, world.owner, world.study, summary="Twice", client_key="import-1", facts={})
        assert again.reference == "R002"
        with pytest.raises(KeyReused):
            cases.add_case(session, world.owner, world.study, summary="Else", client_key="import-1")


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (NewCase("a-1", "", {}), Refused),  # as “A-1” is here
        (NewCase("943 476 5919", "", {}), Refused),
        (NewCase("A-2", "", draft({"area": "moon"})), Refused),
        (NewCase("A-2", "", {}, draft({"chance": "moon"})), Refused),
        (NewCase("A-2", "", {}, draft({"lives": "home"})), NotReady),
    ],
)
def test_what_cannot_be_added_is_refused(engine: Engine, world: World, new: NewCase, error: type[Exception]) -> None:
    with write(engine) as session:
        make_case(session, world.owner, world.study, "A-1")
    with pytest.raises(error), write(engine) as session:
        add_cases(session, world.owner, world.study, [new])


def test_a_stranger_finds_no_study_and_an_analyst_may_not(engine: Engine, world: World) -> None:
    for who, error in ((world.stranger, NotFound), (world.colleague, NotAllowed)):
        with pytest.raises(error), write(engine) as session:
            add_cases(session, who, world.study, NEW)
