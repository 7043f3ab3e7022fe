"""`flask demo` loads the demonstration once, and `flask findings` says of it what a count by hand does."""

import json

import pytest

from casereview.demo.cases import reviewed
from casereview.instruments.choosing import instrument_file
from casereview.instruments.loading import load
from tests.demo_counts import count, plain


@pytest.fixture
def run(app):
    """The command line of an application that has other people's projects."""
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(args=arguments)


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


def test_it_loads_once_and_says_what_it_did(run):
    first = run("demo")
    assert first.exit_code == 0, first.output
    assert "90 cases: 83 reviewed, 1 in progress, 2 to do, 2 parked, 1 skipped, 1 withdrawn" in first.output
    assert "facilitator@example.org" in first.output
    second = run("demo")
    assert (second.exit_code, second.output) == (0, "Project demo is there already. Nothing was changed.\n")


@pytest.mark.parametrize(
    ("where", "wanted"),
    [
        ((), {}),
        (("locality=norwich",), {"locality": "norwich"}),
        (("team=front_door",), {"team": "front_door"}),
        (("workshop=Workshop 6, 26 November",), {"workshop number": 6}),
        (("locality=eastern", "route_in=family"), {"locality": "eastern", "route_in": "family"}),
    ],
    ids=str,
)
def test_the_json_is_what_the_slow_count_says(run, counted_cases, where, wanted):
    run("demo")
    options = [part for each in where for part in ("--where", each)]
    responses, found = shown(run("findings", "demo", "--study", "case-review", "--json", *options))
    chosen = [case for case in counted_cases if all(case[name] == code for name, code in wanted.items())]
    assert responses == len(chosen) > 0
    for key, (numerator, denominator) in count(chosen).items():
        value = numerator / denominator if denominator else None
        assert found[key] == pytest.approx((numerator, denominator, value)), key


def test_the_way_in_it_prints_works(run):
    run("demo")
    result = run("user", "add", "facilitator@example.org", "--project", "demo", "--role", "facilitator")
    assert "/sign-in/" in result.output
