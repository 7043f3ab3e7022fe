"""The figures the demonstration promises, counted slowly over the plain drafts."""

from itertools import pairwise

import pytest

from casereview.demo.figures import figures
from casereview.demo.files import words
from casereview.findings.wording import percent
from tests.demo_counts import count, direction, shares


def numerators(counted, finding):
    return [pair[0] for (name, _), pair in counted.items() if name == finding]


@pytest.fixture(scope="module")
def counted(counted_cases):
    return count(counted_cases)


@pytest.mark.parametrize("figure", figures(), ids=lambda figure: f"{figure.finding} {figure.row}".strip())
def test_every_figure_of_the_list_is_hit(figure, counted):
    assert counted[figure.finding, figure.row] == (figure.count, figure.of)


def test_looking_back_is_41_12_8_22(counted):
    assert numerators(counted, "looking_back") == [41, 12, 8, 22]


def test_by_what_is_in_the_published_order(counted):
    assert numerators(counted, "prevented_by") == [16, 11, 9, 7, 5, 4, 3, 2]
    assert counted["by_community", ""] == (16, 41)


def test_42_are_not_ideal_and_all_of_them_towards_more_independence(counted_cases):
    for case in counted_cases:
        ideal = case["outcome"] == "yes"
        assert direction(case) == "right" if ideal else direction(case) in ("by_setting", "by_package")
    ways = [direction(case) for case in counted_cases if case["outcome"] == "no"]
    assert (ways.count("by_setting"), ways.count("by_package")) == (27, 15)


def test_22_are_both_preventable_and_not_ideal(counted):
    assert counted["both", ""] == (22, 83)


def test_the_two_readings_of_the_reasons(counted):
    assert numerators(counted, "reason_groups") == [26, 16, 0]
    assert numerators(counted, "reason_groups_shared") == [26.5, 15.5, 0]


def test_the_seven_bars_fall_and_stay_under_twelve_percent(counted):
    bars = numerators(counted, "reasons")
    assert bars == [9, 8.5, 7.5, 7, 4.5, 3.5, 2, 0, 0, 0]
    assert all(left > right for left, right in pairwise(bars[:7]))
    assert max(bars) / 83 < 0.12


def test_each_case_weighs_one_over_its_reasons(counted_cases):
    weights = [sum(shares(case).values()) for case in counted_cases]
    assert weights == [1 if case["outcome"] == "no" else 0 for case in counted_cases]


def test_services_reached_and_missed(counted):
    assert counted["reach", "reablement"] == counted["reached_reablement", ""] == (6, 18)
    assert numerators(counted, "missed_services") == [20, 17, 15, 12]
    assert counted["technology_low_package", ""] == (12, 21)


def test_what_is_marked_reconstructed_is_a_published_share_or_a_count_of_ours_and_nothing_else_is(instrument):
    listed = figures()
    assert {figure.source for figure in listed} == {"reconstructed", "ours"}  # the source prints no count of these
    for finding in instrument.findings:
        here = [figure for figure in listed if figure.finding == finding.id]
        if finding.reconstructed:
            assert here, f"{finding.id} is marked, and no figure says what was reconstructed"
        else:
            assert all(figure.source == "ours" for figure in here), f"{finding.id} has a published share and no mark"


def test_reconstructed_counts_come_to_the_published_share():
    by_main_reason = [figure for figure in figures() if figure.finding == "reason_groups"]
    for figure in [each for each in figures() if each.source == "reconstructed"]:
        if figure.published == "1 in 3":
            assert figure.count * 3 == figure.of
        elif figure in by_main_reason:  # no whole number of 83 gives 32%: it is 51 less 19
            assert percent(figure.count / figure.of, figure.of) in ("31%", "19%")
        else:
            assert percent(figure.count / figure.of, figure.of) == figure.published


def test_a_note_of_the_study_names_every_reconstructed_count():
    note = " ".join(words("demo.toml")["study"]["notes"])
    for figure in [each for each in figures() if each.source == "reconstructed"]:
        named = f"{figure.count:g} of {figure.of}"
        assert named in note, named
        assert figure.published in note
