"""What everybody may see of a finding: no small base, no breakdown, and no hidden number that the others tell."""

import random
from dataclasses import replace
from itertools import product

import pytest

from casereview.findings.counting import count
from casereview.findings.heard import NOT_SHOWN, heard, hidden_rows
from casereview.findings.result import Row
from tests import every_finding


def rows(*counts: int, of: int = 0) -> list[Row]:
    """Parts of one base, or of `of` people who could give several answers."""
    whole = of or sum(counts)
    return [Row(f"r{n}", f"Row {n}", "", c, whole, c / whole, None, None, False) for n, c in enumerate(counts)]


def hidden(*counts: int, of: int = 0) -> list[int]:
    codes = hidden_rows(rows(*counts, of=of))
    return [n for n in range(len(counts)) if f"r{n}" in codes]


def test_counts_of_one_to_four_are_hidden_and_others_with_them():
    assert hidden(20, 9, 6, 3) == [0, 3]  # by its code, not by its size
    assert hidden(6, 3, 2, 20) == [0, 1, 2]
    assert hidden(20, 10, 0) == []
    assert hidden(34, 4) == [0, 1]  # one of two would tell the other


def test_answers_that_do_not_add_up_are_each_looked_at_alone_from_both_sides():
    assert hidden(30, 36, 4, 0, 38, of=38) == [1, 2]


def test_nobody_can_work_out_a_hidden_count_by_trying():
    """The attack: all counts that fit the bars shown, the base and this very rule. At least four."""
    made = random.Random(5)
    for _ in range(150):
        counts = [made.choice((0, 1, 2, 3, 4, 6, 7, 12)) for _ in range(made.randint(2, 4))]
        if sum(counts) < 10:
            continue
        gone = hidden(*counts)
        if not gone or len(gone) == len(counts):
            continue  # none hidden; or all, and then no bar is shown at all
        left = sum(counts[n] for n in gone)
        fits = [
            guess for guess in product(range(left + 1), repeat=len(gone))
            if sum(guess) == left
            and hidden(*[guess[gone.index(n)] if n in gone else c for n, c in enumerate(counts)]) == gone
        ]  # fmt: skip
        for place in range(len(gone)):
            assert len({guess[place] for guess in fits}) >= 4, (counts, gone)


@pytest.fixture(scope="module")
def findings():
    """Every kind of finding, counted over a hundred responses."""
    frame = every_finding.frame(n=100)
    return [(each, count(each, frame)) for each in frame.instrument.findings]


def test_only_whole_results_with_ten_answers_or_more_are_shown(findings):
    for finding, result in findings:
        found = heard(finding, result)
        if finding.by or finding.kind in ("comparison", "agreement") or result.denominator < 10:
            assert found is None, finding.id
        if found is not None:
            assert heard(finding, replace(result, denominator=9)) is None


def test_a_share_of_a_few_or_of_all_but_a_few_is_not_shown(findings):
    finding, result = next((f, r) for f, r in findings if f.kind == "share" and not f.by and f.show != "count")
    for n, there in ((5, True), (4, False), (0, True), (34, True), (35, False), (39, True)):
        told = heard(finding, replace(result, rows=(), numerator=n, denominator=39, value=n / 39))
        assert (told is not None) is there, n


def test_beside_a_mean_no_bars_are_shown_where_one_is_hidden(findings):
    finding, result = next((f, r) for f, r in findings if f.kind == "rating" and r.row_unit == "share" and not f.by)
    few = replace(result, rows=tuple(rows(20, 9, 6, 3)), denominator=38)
    found = heard(finding, few)
    assert found.number and not found.bars and NOT_SHOWN in found.notes
    assert len(heard(finding, replace(few, rows=tuple(rows(20, 9, 9, 0)))).bars) == 4


def test_what_is_shown_survives_being_kept(findings):
    shown = [each for each in (heard(f, r) for f, r in findings) if each is not None]
    assert shown and [type(each).from_json(each.to_json()) for each in shown] == shown
