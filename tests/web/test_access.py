"""Every route has a guard, and nobody outside a project learns anything from any of its addresses."""

import re

import pytest
from flask import Flask

from app import create_app
from casereview.access import permissions

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


NOT_AN_ANALYSTS = [
    (rule, method) for rule, method in WRITING if "analyst" not in permissions().get(guard_of(LOGICAL, rule) or "", ())
]


@pytest.fixture
def either_url(database_url: str) -> str:
    """Guards stand before any query of their own: SQLite only, since there are hundreds of these."""
    return database_url


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.endpoint} {rule.rule}")
def test_every_view_has_a_guard(rule):
    assert guard_of(LOGICAL, rule) in {"public", "signed_in", *permissions()}


@pytest.mark.parametrize("rule", OF_A_PROJECT, ids=lambda rule: f"{rule.endpoint} {rule.rule}")
def test_a_page_of_a_project_asks_for_a_right(rule):
    assert guard_of(LOGICAL, rule) in permissions()


@pytest.mark.parametrize("rule", READING, ids=lambda rule: rule.rule)
def test_a_stranger_and_a_missing_project_look_the_same(rule, stranger, owner, study):
    theirs = stranger.get(address(rule, "riverside"))
    missing = stranger.get(address(rule, "no-such-project"))
    assert theirs.status_code == missing.status_code == 404
    assert hidden_token(theirs.data) == hidden_token(missing.data)
    assert b"Riverside" not in theirs.data


@pytest.mark.parametrize("rule", READING, ids=lambda rule: rule.rule)
def test_nobody_is_asked_to_sign_in(rule, client, study):
    answer = client.get(address(rule, "riverside"))
    assert answer.status_code == 401
    assert b"Riverside" not in answer.data


@pytest.mark.parametrize("rule", READING, ids=lambda rule: rule.rule)
def test_a_member_gets_what_the_role_allows(rule, app, owner, colleague, study):
    action = guard_of(app, rule)
    for person, roles in ((owner, {"facilitator", "administrator"}), (colleague, {"analyst"})):
        status = person.get(address(rule, "riverside")).status_code
        if roles & permissions()[action]:
            assert status in (200, 302, 303, 404), f"{rule.rule} answered {status}"
        else:
            assert status == 403


@pytest.mark.parametrize(("rule", "method"), WRITING, ids=lambda part: getattr(part, "rule", part))
def test_a_stranger_cannot_write_anywhere(rule, method, stranger, study):
    stranger.see("/")
    data = {"csrf_token": stranger.token}
    assert stranger.open(address(rule, "riverside"), method=method, data=data).status_code == 404


@pytest.mark.parametrize(("rule", "method"), NOT_AN_ANALYSTS, ids=lambda part: getattr(part, "rule", part))
def test_a_colleague_without_the_right_cannot_write(rule, method, colleague, study):
    colleague.see("/p/riverside")
    data = {"csrf_token": colleague.token}
    assert colleague.open(address(rule, "riverside"), method=method, data=data).status_code == 403


@pytest.mark.parametrize(("rule", "method"), WRITING, ids=lambda part: getattr(part, "rule", part))
def test_nothing_is_written_without_a_token(rule, method, owner, study):
    assert owner.open(address(rule, "riverside"), method=method).status_code == 400


def hidden_token(html: bytes) -> bytes:
    """The page without its CSRF token, which differs on every page."""
    return re.sub(rb'name="csrf_token" value="[^"]*"', b"", html)


def test_the_pages_checked_are_really_all_of_them():
    assert len(RULES) > 10
