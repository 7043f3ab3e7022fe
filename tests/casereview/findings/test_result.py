"""A result as plain data: the documented keys, whole counts as whole numbers, nothing rounded."""

import json

from casereview.findings.counting import count, count_all
from casereview.findings.result import quotient
from tests import every_finding

ALWAYS = ["id", "kind", "headline", "unit", "numerator", "denominator", "value", "low", "high", "method", "base"]


def test_nothing_of_nothing_is_nothing_and_not_nought():
    assert quotient(0, 0) is None
    assert quotient(0, 83) == 0


def test_every_result_is_json_with_the_documented_keys():
    for result in count_all(every_finding.frame(1, 50)):
        shown = json.loads(json.dumps(result.to_json(), allow_nan=False))
        assert {*ALWAYS, "left_out", "rows"} <= set(shown)
        assert isinstance(shown["denominator"], int)
        for row in shown["rows"]:
            keys = {"code", "label", "group", "numerator", "denominator", "value", "low", "high"}
            assert keys <= set(row)


def test_shares_are_fractions_and_unrounded():
    finding = every_finding.instrument().findings[0]
    shown = count(finding, every_finding.frame(1)).to_json()
    assert shown["value"] == shown["numerator"] / shown["denominator"]
    assert "series" not in shown


def test_no_responses_at_all_is_null_everywhere():
    for result in count_all(every_finding.frame(1, 0)):
        shown = result.to_json()
        assert shown["value"] is None
        assert all(row["value"] is None for row in shown["rows"])
        assert all(value in (None, 0) for value in shown.get("stats", {}).values())
