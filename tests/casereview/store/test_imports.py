"""Imported files are remembered, and the same file is never taken twice."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from casereview.database import read, write
from casereview.store import imports
from casereview.store.errors import NotAllowed, NotFound
from tests.builders import World


def test_a_file_is_remembered_by_its_hash_in_its_own_study(engine: Engine, world: World) -> None:
    with write(engine) as session:
        imports.add_batch(session, world.owner, world.study, file_hash="a" * 64, file_name="cases.xlsx", added=3)
    with read(engine) as session:
        found = imports.batch_of(session, world.owner, world.study, "a" * 64)
        assert found is not None and (found.file_name, found.added) == ("cases.xlsx", 3)
        assert imports.batch_of(session, world.owner, world.study, "b" * 64) is None
        assert imports.batch_of(session, world.stranger, world.noise, "a" * 64) is None
        assert [each.id for each in imports.batches(session, world.owner, world.study)] == [found.id]


def test_the_database_refuses_the_same_file_twice(engine: Engine, world: World) -> None:
    with write(engine) as session:
        imports.add_batch(session, world.owner, world.study, file_hash="a" * 64, file_name="x", added=1)
    with pytest.raises(IntegrityError), write(engine) as session:
        imports.add_batch(session, world.owner, world.study, file_hash="a" * 64, file_name="y", added=1)


def test_only_those_who_import_leave_a_trace_and_only_in_their_project(engine: Engine, world: World) -> None:
    with write(engine) as session:
        for who, answer in ((world.stranger, NotFound), (world.colleague, NotAllowed)):
            with pytest.raises(answer):
                imports.add_batch(session, who, world.study, file_hash="c" * 64, file_name="x", added=1)
