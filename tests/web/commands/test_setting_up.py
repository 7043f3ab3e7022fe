"""`flask project`, `study`, `instrument`, `user` do what they say, and a mistake is a sentence, never a trace."""

import pytest

from casereview import database
from casereview.access import member_of, operator
from casereview.store import people, studies
from casereview.web.commands import serve
from tests import tiny
from tests.web.signing_in import CheckingClient


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(args=list(arguments))


@pytest.fixture
def tiny_file(tmp_path):
    path = tmp_path / "tiny.toml"
    path.write_text(tiny.TINY_TEXT, "utf-8")
    return path


def refused(result, *words):
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert all(word in result.output for word in words), result.output


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        ({}, "http://127.0.0.1:5000/sign-in/"),
        ({"PORT": "5055", "HOST": "0.0.0.0"}, "http://192.0.2.7:5055/sign-in/"),
        ({"PORT": "", "HOST": "10.0.0.7"}, "http://10.0.0.7:5000/sign-in/"),
    ],
)
def test_the_link_stands_at_the_address_of_the_environment(run, monkeypatch, environment, address):
    monkeypatch.setattr(serve, "own_address", lambda: "192.0.2.7")
    for name in ("HOST", "PORT"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert address in run("user", "add", "ann@example.org", "--project", "riverside", "--role", "analyst").output


def test_a_project_is_made_once(run):
    assert run("project", "new", "north", "--title", "North").exit_code == 0
    refused(run("project", "new", "north", "--title", "North"), "already a project")


def test_a_project_refuses_a_key_or_colour_that_cannot_be(run):
    refused(run("project", "new", "My Project", "--title", "North"), "cannot be a key")
    refused(run("project", "new", "north", "--title", "North", "--colour", "#ffee00"), "too light")


@pytest.mark.parametrize("name", ["case-review", "case-review@1"])
def test_a_study_is_added_by_the_id_of_its_instrument(app, run, name):
    assert run("study", "add", "riverside", name, "--key", "review", "--target", "83").exit_code == 0
    with database.read(app.extensions["engine"]) as session:
        study = studies.study(session, operator(session, "riverside"), "review")
    assert (study.instrument_id, study.instrument_version, study.target) == ("case-review", 1, 83)


def test_a_study_is_added_by_the_path_of_a_file(run, tiny_file):
    assert "Tiny" in run("study", "add", "riverside", str(tiny_file), "--key", "tiny").output


def test_a_study_that_cannot_be_is_refused_in_words(run, tiny_file):
    refused(run("study", "add", "riverside", "nope", "--key", "x"), "no instrument called nope", "case-review")
    refused(run("study", "add", "riverside", "case-review@99", "--key", "x"), "no version 99")
    refused(run("study", "add", "riverside", "missing.toml", "--key", "x"), "no file missing.toml")
    refused(run("study", "add", "nowhere", str(tiny_file), "--key", "x"), "no project")
    tiny_file.write_text('id = "tiny"')
    refused(run("study", "add", "riverside", str(tiny_file), "--key", "x"), "title", "version")


def test_a_right_instrument_is_summed_up(run, tiny_file):
    result = run("instrument", "check", str(tiny_file))
    assert result.exit_code == 0
    assert "Tiny (tiny), version 1: no mistakes found." in result.output
    assert "question" in result.output


def test_every_mistake_of_an_instrument_is_named(run, tiny_file):
    tiny_file.write_text(
        tiny.TINY_TEXT.replace('chance = ["yes"]', 'chanse = ["yes"]').replace("version = 1", "version = 0")
    )
    refused(run("instrument", "check", str(tiny_file)), "tiny.toml", "version")
    tiny_file.write_text(tiny.TINY_TEXT.replace('chance = ["yes"]', 'chanse = ["yes"]'))
    refused(run("instrument", "check", str(tiny_file)), "chanse")


def test_a_shipped_instrument_is_checked_by_its_id(run):
    assert (
        "Case review (case-review), version 1: no mistakes found." in run("instrument", "check", "case-review").output
    )
    refused(run("instrument", "check", "case-rebiew"), "no file case-rebiew, and no instrument of that id")


def test_a_file_from_a_windows_editor_is_taken_or_refused_in_words(run, tiny_file):
    tiny_file.write_text(tiny.TINY_TEXT, "utf-8-sig")
    assert run("instrument", "check", str(tiny_file)).exit_code == 0
    assert "Tiny" in run("study", "add", "riverside", str(tiny_file), "--key", "tiny").output
    tiny_file.write_text(tiny.TINY_TEXT, "utf-16")
    refused(run("study", "add", "riverside", str(tiny_file), "--key", "other"), "save it again as plain text")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"= =", b"", None])
def test_a_file_that_is_no_instrument_is_refused_in_words(run, tmp_path, content):
    path = tmp_path / "bad.toml"
    if content is not None:
        path.write_bytes(content)
    refused(run("instrument", "check", str(path)), "bad.toml")


def test_one_section_is_said_in_the_singular(run, tiny_file):
    assert "6 questions in 1 section\n" in run("instrument", "check", str(tiny_file)).output


def test_a_person_gets_a_role_and_a_link_that_works(app, run):
    result = run("user", "add", "Ann@Example.org", "--project", "riverside", "--role", "analyst")
    assert result.exit_code == 0
    path = result.output.strip().splitlines()[-1].removeprefix("http://127.0.0.1:5000")
    client: CheckingClient = app.test_client()
    assert client.post_form(path).status_code == 302
    assert "Analyst" in client.see("/p/riverside").header.text
    assert client.get("/p/elsewhere").status_code == 404


def test_a_person_can_have_several_roles(app, run):
    for role in ("analyst", "reviewer"):
        run("user", "add", "ann@example.org", "--project", "riverside", "--role", role)
    with database.read(app.extensions["engine"]) as session:
        person = people.add_person(session, email="ann@example.org")
        assert member_of(session, person.id, "riverside").roles == {"analyst", "reviewer"}


def test_a_person_that_cannot_be_added_is_refused_in_words(run):
    refused(run("user", "add", "ann", "--project", "riverside", "--role", "analyst"), "not an e-mail address")
    refused(run("user", "add", "ann@example.org", "--project", "nowhere", "--role", "analyst"), "no project")
    assert run("user", "add", "ann@example.org", "--project", "riverside", "--role", "king").exit_code == 2


def test_the_database_can_be_brought_up_to_date_twice(run):
    for _ in range(2):
        assert "up to date" in run("migrate").output


def test_a_project_without_opportunities_says_so(run):
    assert "no opportunity yet" in run("opportunities", "riverside").output


def test_roles_are_listed_and_taken_away_and_the_last_administrator_stays(run, owner, colleague):
    assert "owner@example.org: administrator, facilitator" in run("user", "list", "--project", "riverside").output
    one = run("user", "remove", "Owner@example.org", "--project", "riverside", "--role", "facilitator")
    assert "no longer facilitator of riverside" in one.output
    assert "owner@example.org: administrator\n" in run("user", "list", "--project", "riverside").output
    assert run("user", "remove", "colleague@example.org", "--project", "riverside").exit_code == 0
    assert colleague.get("/p/riverside").status_code == 404  # from the next click on
    refused(run("user", "remove", "colleague@example.org", "--project", "riverside"), "has no role in riverside")
    refused(run("user", "remove", "owner@example.org", "--project", "riverside"), "last administrator")
    assert "owner@example.org" in run("user", "list", "--project", "riverside").output
    assert run("user", "list", "--project", "nowhere").exit_code == 1
