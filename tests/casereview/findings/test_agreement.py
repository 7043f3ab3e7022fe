"""Agreement shows the coefficients its data allow, each with its cases and reviewers, and explains what puzzles."""

from dataclasses import replace

import pytest

from casereview import agreement as coefficients
from casereview.answers import Answer
from casereview.findings.counting import cases_behind, count
from casereview.findings.frame import Frame, Record
from tests import every_finding
from tests.casereview.findings.test_counting import finding

CODES = ["yes", "maybe", "no"]


def frame(*cases: str, kinds: str = "") -> Frame:
    """One case for each word: "ymn" is a case whose three reviewers said yes, maybe and no."""
    code = {each[0]: each for each in CODES}
    kind = {"a": "alone", "t": "together", "": ""}
    records = [
        Record(f"c{n}", f"C{n}", {"happy": Answer("answered", code[letter])}, kind[kinds[place : place + 1]])
        for n, word in enumerate(cases)
        for place, letter in enumerate(word)
    ]
    return Frame(every_finding.instrument(), records)


def rows(*cases: str, key: str = "agreement", kinds: str = "") -> dict:
    return {row.code: row for row in count(finding(key), frame(*cases, kinds=kinds)).rows}


def places(*cases: str) -> list[list[int]]:
    return [["ymn".index(letter) for letter in word] for word in cases]


def test_two_reviews_of_every_case_have_cohens_kappa_only_where_a_pair_is_declared():
    cases = ["yy", "yn", "nn", "mm", "ym", "nn"]
    assert list(rows(*cases)) == ["fleiss", "krippendorff"]  # nobody is first or second: the order means nothing
    assert rows(*cases)["fleiss"].value == rows(*(case[::-1] for case in cases))["fleiss"].value
    found = rows(*cases, key="agreement_pair", kinds="ta")
    assert list(found) == ["cohen", "krippendorff"]
    expected = coefficients.cohen(places(*cases))
    cohen = found["cohen"]
    assert (cohen.value, (cohen.low, cohen.high)) == (expected.value, expected.interval)
    assert (cohen.numerator, cohen.denominator) == (12, 6)
    assert cohen.small


def test_the_same_number_of_reviews_has_fleiss_and_unequal_numbers_only_krippendorff():
    cases = ["yyy", "ynn", "nnn", "mmy"]
    assert rows(*cases)["fleiss"].value == coefficients.fleiss(places(*cases)).value
    assert list(rows("yyy", "yn", "nnn")) == ["krippendorff"]


def test_a_declared_pair_sets_one_kind_against_the_other_and_leaves_other_cases_out():
    cases = ["yn", "nn", "yy", "my"]
    result = count(finding("agreement_pair"), frame(*cases, "yyn", "y", kinds="at"))
    expected = coefficients.cohen([case[::-1] for case in places(*cases, "yy")])  # the pair: together, alone
    assert result.base == "5 cases with “Happy?” judged once each by “Together” and “Alone”"
    assert {row.code: row.value for row in result.rows}["cohen"] == expected.value
    assert sum(each.count for each in result.left_out) == 2


def test_an_ordinal_scale_adds_its_alpha_and_equal_ranks_are_the_same_answer():
    records = every_finding.random_responses(3, 300)
    only = [record for record in records if record.kind == "alone"]
    result = count(finding("agreement_ordinal"), Frame(every_finding.instrument(), only))
    assert "krippendorff_ordinal" in {row.code for row in result.rows}
    assert result.stats["krippendorff_ordinal_cases"] == result.denominator


def test_stats_carry_every_coefficient_with_its_interval_cases_and_reviewers():
    stats = count(finding("agreement"), frame("yyy", "ynn", "nnn", "mmy")).stats
    for name in ("per_cent", "fleiss", "krippendorff"):
        assert stats[name] is not None
        assert stats[f"{name}_low"] <= stats[name] <= stats[f"{name}_high"]
        assert (stats[f"{name}_cases"], stats[f"{name}_reviewers"]) == (4, 3)


def test_one_case_has_no_agreement():
    result = count(finding("agreement"), frame("yyn"))
    assert (result.value, result.rows) == (None, ())
    assert result.notes == ("Agreement needs two cases or more that were reviewed twice.",)


def test_a_high_agreement_with_a_low_kappa_is_explained():
    cases = ["yy"] * 18 + ["yn", "ny"]
    result = count(finding("agreement"), frame(*cases))
    assert result.value == 0.9
    assert result.stats["fleiss"] < 0
    assert "Reviewers often agree and yet Fleiss’ kappa is low. 95% of all answers are “Yes”" in result.notes[0]
    (note,) = count(finding("agreement"), frame("yy", "nn", "mm", "yy", "nn")).notes
    assert note.startswith("All 5 cases agreed, so resampling gives no interval.")


def test_one_answer_throughout_has_no_coefficient_and_says_so():
    result = count(finding("agreement"), frame("yy", "yy", "yy"))
    assert (result.value, result.rows) == (1, ())
    assert "Fleiss’ kappa and Krippendorff’s alpha cannot be worked out" in result.notes[0]
    assert "All 3 cases agreed, so resampling gives no interval. A true agreement of 44%" in result.notes[1]


def test_how_many_reviewers_a_stable_answer_takes_is_the_most_over_the_cases():
    cases = ["yyyyyyyyn", "yyyyynnnm", "yyynnn"]
    needed = [coefficients.reviewers_needed(case) for case in places(*cases)]
    result = count(finding("agreement"), frame(*cases))
    assert needed[2] is None
    assert result.stats["reviewers_needed"] == max(needed[:2])
    assert any(f"takes {max(needed[:2])} reviewers" in note for note in result.notes)
    assert "In 1 case two answers were given equally often." in result.notes


def test_whoever_answers_again_in_a_later_round_is_not_another_reviewer():
    before = frame("yn", "yy", "n")
    again = [replace(record, round=2, answers={"happy": Answer("answered", "yes")}) for record in before.records]
    result = count(finding("agreement"), Frame(before.instrument, [*before.records, *again]))
    assert (result.numerator, result.denominator) == (1, 2)
    assert {each.words: each.count for each in result.left_out} == {
        "reviews of cases reviewed once": 1,
        "reviews in a later round": 5,
    }


@pytest.mark.parametrize("code", [None, "fleiss"])
def test_the_cases_behind_a_coefficient_are_those_reviewed_again(code):
    assert len(cases_behind(finding("agreement"), frame("yy", "yn", "n"), code)) == 4
