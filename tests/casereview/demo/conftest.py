"""The demonstration's cases, plain and in a database where other people's projects are too."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.engine import Engine

from casereview import database
from casereview.demo.cases import cases, reviewed
from casereview.demo.load import load
from casereview.instruments.choosing import instrument_file
from casereview.instruments.loading import load as load_instrument
from tests.builders import make_world
from tests.demo_counts import plain


@pytest.fixture(scope="session")
def instrument():
    """The case review as it is shipped."""
    return load_instrument(instrument_file("case-review"))


@pytest.fixture(scope="session")
def every_case(instrument):
    """All cases of the list, also those set aside or still to do."""
    return cases(instrument)


@pytest.fixture(scope="session")
def counted_cases(instrument):
    """The reviewed cases as plain dictionaries."""
    return [plain(case) for case in reviewed(instrument)]


@pytest.fixture(scope="session")
def fill() -> Callable[[Engine], None]:
    """Puts other people's projects with their rows into a database, then the demonstration."""

    def filled(engine: Engine) -> None:
        with database.write(engine) as session:
            make_world(session)
            load(session)

    return filled


@pytest.fixture(scope="session")
def loaded(migrated, fill, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database with the demonstration and another project, for tests that only read."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    shutil.copy(migrated, path)
    engine = database.make_engine(f"sqlite:///{path}")
    fill(engine)
    yield engine
    engine.dispose()
