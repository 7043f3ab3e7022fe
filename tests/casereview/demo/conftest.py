"""The demonstration's cases, plain and in a database where other people's projects are too."""

import pytest

from casereview.demo.cases import cases, reviewed
from casereview.instruments.choosing import instrument_file
from casereview.instruments.loading import load as load_instrument
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
