"""What tests of the core share: a small world of projects, people and cases, on each database in turn."""

import pytest
from sqlalchemy import Engine

from casereview.database import write
from tests.builders import World, make_world


@pytest.fixture
def world(engine: Engine) -> World:
    """A project with a study, an owner, a colleague and a stranger, and other people's rows beside them."""
    with write(engine) as session:
        return make_world(session)
