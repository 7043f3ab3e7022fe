"""`flask demo` loads the demonstration once, and `flask findings` says of it what a count by hand does."""

import json
from contextlib import nullcontext

import pytest

from app import create_app
from casereview import database
from casereview.demo.cases import reviewed
from casereview.instruments.choosing import instrument_file
from casereview.instruments.loading import load
from tests.conftest import BOTH, OWN, postgres_database
from tests.demo_counts import count, everything, plain


@pytest.fixture(scope="module", params=BOTH)
def app(request, tmp_path_factory):
    """The application on a database of this file's own, which has somebody else's project in it."""
    with _url(request.param, tmp_path_factory) as url:
        made = create_app({"TESTING": True, "CHECK_DATABASE": False, "DATABASE_URL": url, "SECRET_KEY": "a key"})
        made.test_cli_runner().invoke(args=["project", "new", "elsewhere", "--title", "Somebody else's"])
        yield made
        made.extensions["engine"].dispose()


@pytest.fixture(scope="module")
def run(app):
    """The command line."""
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(args=arguments)


def _url(database, tmp_path_factory):
    if database == "postgresql":
        return postgres_database(f"{OWN}_demo")
    return nullcontext(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.db'}")


@pytest.fixture(scope="module")
def first(run):
    """What the first `flask demo` said."""
    return run("demo")


@pytest.fixture(scope="module")
def counted_cases():
    """The reviewed cases as plain dictionaries."""
    return [plain(case) for case in reviewed(load(instrument_file("case-review")))]


def shown(result):
    """(numerator, denominator, value) by finding and row, from the JSON of one study."""
    assert result.exit_code == 0, result.output
    (study,) = json.loads(result.stdout)["studies"]
    found = {}
    for finding in study["findings"]:
        for row in finding["rows"] or [finding]:
            code = row["code"] if finding["rows"] else ""
            found[finding["id"], code] = (row["numerator"], row["denominator"], row["value"])
    return study["responses"], found


def test_it_loads_once_and_says_what_it_did(run, first):
    assert first.exit_code == 0, first.output
    assert "90 cases: 83 reviewed, 1 in progress, 2 to do, 2 parked, 1 skipped, 1 withdrawn" in first.output
    assert "facilitator@example.org" in first.output
    second = run("demo")
    assert (second.exit_code, second.output) == (0, "Project demo is there already. Nothing was changed.\n")


def test_it_comes_out_the_same_every_time_on_each_database(app, first, loaded):
    with database.read(app.extensions["engine"]) as session, database.read(loaded) as other:
        assert everything(session) == everything(other)


def test_the_way_in_it_prints_works(run, first):
    result = run("user", "add", "facilitator@example.org", "--project", "demo", "--role", "facilitator")
    assert "/sign-in/" in result.output


FILTERS = [
    {},
    {"locality": "norwich"},
    {"team": "front_door"},
    {"workshop": "Workshop 6, 26 November"},
    {"locality": "eastern", "route_in": "family"},
]


@pytest.mark.parametrize("where", FILTERS, ids=str)
def test_the_json_is_what_the_slow_count_says(run, first, counted_cases, where):
    options = [part for name, code in where.items() for part in ("--where", f"{name}={code}")]
    responses, found = shown(run("findings", "demo", "--study", "case-review", "--json", *options))
    chosen = [case for case in counted_cases if meets(case, where)]
    assert responses == len(chosen) > 0
    for key, (numerator, denominator) in count(chosen).items():
        value = numerator / denominator if denominator else None
        assert found[key] == pytest.approx((numerator, denominator, value)), key


def meets(case, where):
    """Whether a plain case meets the filter, by hand."""
    if "workshop" in where:
        return case["workshop number"] == 6
    return all(case[name] == code for name, code in where.items())
