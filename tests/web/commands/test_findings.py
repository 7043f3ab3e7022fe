"""`flask findings`: the documented JSON, filters in words, mistakes in a sentence."""

import json

import pytest

from casereview import database
from casereview.access import operator
from casereview.answers import Given
from casereview.store import cases, responses, studies
from tests import every_finding, tiny
from tests.surveys import add_survey, reply


@pytest.fixture
def run(app):
    """A project with eight reviews, three of them happy, beside an empty one."""
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.add_study(session, member, key="mood", instrument_text=every_finding.TOML)
        for number in range(8):
            town = "north" if number < 4 else "south"
            draft = {"town": Given(town), "happy": Given("yes" if number % 3 == 0 else "no")}
            case = cases.add_case(session, member, study)
            responses.enter(session, member, case, draft=draft)
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(args=["findings", *arguments])


def data(result) -> dict:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_json_has_the_documented_shape(run):
    shown = data(run("riverside", "--json"))
    (study,) = shown["studies"]
    assert shown["project"] == "riverside"
    assert (study["study"], study["instrument"], study["version"], study["responses"]) == (
        "mood",
        "every-finding",
        1,
        8,
    )
    share = study["findings"][0]
    assert (share["id"], share["kind"], share["unit"], share["numerator"], share["denominator"]) == (
        "share", "share", "share", 3, 8,
    )  # fmt: skip
    assert share["value"] == 3 / 8
    assert 0 < share["low"] < 3 / 8 < share["high"] < 1
    assert share["method"] == "Wilson score interval, 95%"
    assert share["base"] == "the 8 responses with a known answer to “Happy?”"


def test_a_filter_and_a_study_can_be_named(run):
    (study,) = data(run("riverside", "--study", "mood", "--where", "town=north", "--json"))["studies"]
    assert study["responses"] == 4
    assert study["findings"][0]["numerator"] == 2
    (study,) = data(run("riverside", "--where", "town=north,south", "--json"))["studies"]
    assert study["responses"] == 8


def test_without_json_it_reads_as_lines(run):
    shown = run("riverside").stdout
    assert "Every finding: 8 responses" in shown
    assert "share: 38% (3 of 8; 14% to 69%; the 8 responses with a known answer to “Happy?”)" in shown


def test_without_responses_a_line_keeps_to_the_words_of_its_instrument(run):
    shown = run("riverside", "--where", "town=shut").stdout
    assert "share: no responses (no responses with a known answer to “Happy?”)" in shown
    assert "no cases" not in shown.replace("no cases with", "")  # an agreement is of cases


def test_an_empty_project_has_no_studies(run):
    assert data(run("elsewhere", "--json")) == {"project": "elsewhere", "studies": []}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "There is no project “nowhere”."),
        (["riverside", "--study", "other"], "There is no study “other” in this project."),
        (
            ["riverside", "--where", "town=west"],
            "Study mood: “town” has no “west”. It has: north, south, shut, nowhere.",
        ),
        (["riverside", "--where", "happy=yes"], "Study mood: There is no filter “happy”."),
        (["riverside", "--where", "north"], "“north” is not NAME=CODE, such as locality=norwich."),
    ],
)
def test_a_mistake_is_a_sentence(run, arguments, message):
    result = run(*arguments)
    assert result.exit_code != 0
    assert message in result.stderr
    assert "Traceback" not in result.stderr


@pytest.fixture
def beside(app, run):
    """Beside the study with towns one without, whose reviews no filter by town may count."""
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        other = studies.add_study(session, member, key="other", instrument_text=tiny.TINY_TEXT)
        responses.enter(session, member, cases.add_case(session, member, other), draft={"chance": Given("no")})
    return run


def test_a_filter_leaves_out_the_studies_that_have_no_such_fact_and_says_so(beside):
    shown = data(beside("riverside", "--where", "town=north", "--json"))
    assert [study["study"] for study in shown["studies"]] == ["mood"]
    (left_out,) = shown["studies_left_out"]
    assert left_out["study"] == "other"
    assert left_out["why"].startswith("There is no filter “town”. Filter by one of: area")
    assert "Left out: other. There is no filter “town”" in beside("riverside", "--where", "town=north").stdout
    assert "studies_left_out" not in data(beside("riverside", "--json"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--where", "town=west"], "Study mood: “town” has no “west”."),
        (["--where", "twon=north"], "There is no filter “twon”."),
        (["--study", "other", "--where", "town=north"], "Study other: There is no filter “town”."),
    ],
)
def test_a_filter_that_no_study_has_is_a_mistake(beside, arguments, message):
    result = beside("riverside", *arguments)
    assert result.exit_code == 1
    assert message in result.stderr
    assert result.stdout == ""


def test_a_survey_without_figures_says_why(app, run):
    with database.write(app.extensions["engine"]) as session:
        survey = add_survey(session, operator(session, "riverside"), "readiness")
        for number in range(6):
            reply(session, survey, number)
    why = "The survey is anonymous. Its results come back once it is closed."
    (study,) = data(run("riverside", "--study", "readiness", "--json"))["studies"]
    assert (study["not_shown"], study["responses"]) == (why, 0)
    assert run("riverside", "--study", "readiness").stdout.splitlines()[1:] == [f"  {why}"]
    (mood,) = data(run("riverside", "--study", "mood", "--json"))["studies"]
    assert "not_shown" not in mood
