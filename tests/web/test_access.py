"""Every route has a guard, and nobody outside a project learns anything from any of its addresses."""

import re
import shutil
from contextlib import ExitStack

import pytest
from flask import Flask

from app import create_app
from casereview import database
from casereview.access import operator, permissions
from casereview.store import studies
from tests.conftest import BOTH, OWN, postgres_database
from tests.web.conftest import add_projects, add_tiny, made_app, sign_in_to

LOGICAL = create_app(
    {"CHECK_DATABASE": False, "DATABASE_URL": "sqlite:///unopened.db", "SECRET_KEY": "a key for tests", "TESTING": True}
)
RULES = list(LOGICAL.url_map.iter_rules())
OF_A_PROJECT = [rule for rule in RULES if "<project>" in rule.rule]
READING = [rule for rule in OF_A_PROJECT if "GET" in rule.methods]
WRITING = [(rule, method) for rule in OF_A_PROJECT for method in sorted(rule.methods & {"POST", "PUT", "DELETE"})]
INVENTED = "made-up"


def address(rule, project: str, study: str = "review") -> str:
    """An address of the rule: this project and study, everything else made up."""
    path = rule.rule.replace("<project>", project).replace("<study>", study)
    return re.sub(r"<int:[^>]*>", "1", re.sub(r"<(?!int:)[^>]*>", INVENTED, path))


def guard_of(app: Flask, rule) -> str | None:
    return getattr(app.view_functions[rule.endpoint], "guard", None)


@pytest.fixture(scope="module", params=BOTH)
def app(request, migrated, tmp_path_factory):
    """The application on a database of this file's own: hundreds of tests look at it, and none can change it."""
    with ExitStack() as stack:
        if request.param == "postgresql":
            url = stack.enter_context(postgres_database(f"{OWN}_access"))
            migrated_there(url)
        else:
            path = tmp_path_factory.mktemp("access") / "access.db"
            url = f"sqlite:///{shutil.copy(migrated, path)}"
        made = made_app(url)
        add_projects(made)
        _show_figures(made, add_tiny(made))
        yield made
        made.extensions["engine"].dispose()


def _show_figures(app: Flask, study: str) -> None:
    """Hidden figures are refused to everybody; here it is the role that decides."""
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        studies.show_tally(session, member, studies.study(session, member, study), shown=True)


def migrated_there(url: str) -> None:
    engine = database.make_engine(url)
    database.migrate(engine)
    engine.dispose()


@pytest.fixture(scope="module")
def owner(app):
    return sign_in_to(app, "owner@example.org", "riverside", "facilitator", "administrator")


@pytest.fixture(scope="module")
def colleague(app):
    return sign_in_to(app, "colleague@example.org", "riverside", "analyst")


@pytest.fixture(scope="module")
def stranger(app):
    return sign_in_to(app, "stranger@example.org", "elsewhere", "facilitator", "administrator")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.endpoint} {rule.rule}")
def test_every_view_has_a_guard(rule):
    assert guard_of(LOGICAL, rule) in {"public", "signed_in", *permissions()}


@pytest.mark.parametrize("rule", OF_A_PROJECT, ids=lambda rule: f"{rule.endpoint} {rule.rule}")
def test_a_page_of_a_project_asks_for_a_right(rule):
    assert guard_of(LOGICAL, rule) in permissions()


@pytest.mark.parametrize("rule", READING, ids=lambda rule: rule.rule)
def test_an_outsider_learns_nothing_and_a_stranger_not_even_that_it_is_there(rule, stranger, client):
    theirs = stranger.get(address(rule, "riverside"))
    missing = stranger.get(address(rule, "no-such-project"))
    assert theirs.status_code == missing.status_code == 404
    assert hidden_token(theirs.data) == hidden_token(missing.data)
    nobody = client.get(address(rule, "riverside"))
    assert nobody.status_code == 401
    assert b"Riverside" not in theirs.data + nobody.data


@pytest.mark.parametrize("rule", READING, ids=lambda rule: rule.rule)
def test_a_member_gets_what_the_role_allows(rule, app, owner, colleague):
    action = guard_of(app, rule)
    for person, roles in ((owner, {"facilitator", "administrator"}), (colleague, {"analyst"})):
        status = person.get(address(rule, "riverside")).status_code
        if roles & permissions()[action]:
            assert status in (200, 302, 303, 404), f"{rule.rule} answered {status}"
        else:
            assert status == 403


@pytest.mark.parametrize(("rule", "method"), WRITING, ids=lambda part: getattr(part, "rule", part))
def test_nobody_writes_who_may_not_and_nobody_without_a_token(rule, method, stranger, colleague, owner):
    path = address(rule, "riverside")
    assert written_by(stranger, path, method) == 404
    if "analyst" not in permissions()[guard_of(LOGICAL, rule)]:
        assert written_by(colleague, path, method) == 403
    assert owner.open(path, method=method).status_code == 400


def written_by(person, path: str, method: str) -> int:
    """What the person is answered who writes there with the token of a page of their own."""
    if not person.token:
        person.see("/")
    return person.open(path, method=method, data={"csrf_token": person.token}).status_code


def hidden_token(html: bytes) -> bytes:
    """The page without its CSRF token, which differs on every page."""
    return re.sub(rb'name="csrf_token" value="[^"]*"', b"", html)


def test_the_pages_checked_are_really_all_of_them():
    assert len(RULES) > 10
