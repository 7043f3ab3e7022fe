"""The application in tests, and people with names: an owner, a colleague with another role, a stranger, nobody.

`owner` is facilitator and administrator of project `riverside`; `colleague` an analyst of it; `stranger` is facilitator
of `elsewhere`, which nobody else is in. Each is a client that is signed in and checks every page it is shown.
"""

from collections.abc import Callable, Iterator
from functools import cache, partial

import pytest
from flask import Flask

from app import create_app
from casereview import database
from casereview.access import operator
from casereview.store import people, projects, studies
from tests import tiny
from tests.web.signing_in import CheckingClient

SignIn = Callable[..., CheckingClient]


@cache
def made_app(url: str) -> Flask:
    """The application on a database, CSRF on. Made once for each: routes and templates are the same in every test."""
    made = create_app({"TESTING": True, "DATABASE_URL": url, "SECRET_KEY": "a key for tests"})
    made.test_client_class = CheckingClient
    return made


def add_projects(app: Flask) -> None:
    """The two projects of the people below."""
    with database.write(app.extensions["engine"]) as session:
        projects.add_project(session, key="riverside", title="Riverside diagnostic")
        projects.add_project(session, key="elsewhere", title="Somebody else's diagnostic")


def sign_in_to(app: Flask, email: str, project: str, *roles: str) -> CheckingClient:
    """A client of a person with these roles, signed in."""
    with database.write(app.extensions["engine"]) as session:
        person = people.add_person(session, email=email)
        for role in roles:
            people.grant(session, operator(session, project), person, role)
        token = people.redeem_link(session, people.issue_link(session, person))
    made: CheckingClient = app.test_client()  # type: ignore[assignment]
    with made.session_transaction() as cookie:
        cookie["token"] = token
    return made


@pytest.fixture
def app(either_url: str) -> Iterator[Flask]:
    """The application on an empty database, but for the two projects of the people below."""
    made = made_app(either_url)
    as_made = dict(made.config), dict(made.extensions)
    add_projects(made)
    yield made
    made.extensions["engine"].dispose()
    for kept, before in zip((made.config, made.extensions), as_made, strict=True):
        kept.clear()
        kept.update(before)


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    """Nobody: a browser that is not signed in."""
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """`sign_in("ann@example.org", "riverside", "reviewer", ...)`: a client of a person with these roles."""
    return partial(sign_in_to, app)


@pytest.fixture
def owner(sign_in: SignIn) -> CheckingClient:
    """Facilitator and administrator of `riverside`."""
    return sign_in("owner@example.org", "riverside", "facilitator", "administrator")


@pytest.fixture
def colleague(sign_in: SignIn) -> CheckingClient:
    """Analyst of `riverside`: sees numbers, enters nothing."""
    return sign_in("colleague@example.org", "riverside", "analyst")


@pytest.fixture
def stranger(sign_in: SignIn) -> CheckingClient:
    """Facilitator of another project."""
    return sign_in("stranger@example.org", "elsewhere", "facilitator", "administrator")


@pytest.fixture
def study(app: Flask) -> str:
    """A study `review` of `riverside`, on the tiny instrument. Returns its key."""
    return add_tiny(app)


def add_tiny(app: Flask) -> str:
    """Adds that study."""
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        studies.add_study(session, member, key="review", instrument_text=tiny.TINY_TEXT, target=8)
    return "review"
