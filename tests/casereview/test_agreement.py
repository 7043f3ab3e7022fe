"""Each coefficient equals the published example, another library or a slow loop, and says when it is empty."""

import random
from itertools import combinations, permutations

import numpy as np
import pytest
from statsmodels.stats.inter_rater import cohens_kappa, fleiss_kappa, to_table

from casereview.agreement import cohen, fleiss, krippendorff, per_cent_agreement, reviewers_needed

# Krippendorff's own example: twelve units, four observers, some missing; answers 1 to 5 written from 0.
# Nominal alpha .743, ordinal .815 (K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011).
EXAMPLE = [[1, 1, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4], [1, 1, 2, 1],
           [2, 2, 2, 2], [5, 5, 5], [1, 1], [3]]  # fmt: skip
EXAMPLE = [[answer - 1 for answer in case] for case in EXAMPLE]


def invented(seed, cases=40, reviewers=None, options=4):
    luck = random.Random(seed)
    found = []
    for _ in range(cases):
        true = luck.randrange(options)
        many = reviewers or luck.randint(1, 5)
        found.append([true if luck.random() < 0.6 else luck.randrange(options) for _ in range(many)])
    return found


def slow_alpha(ratings, scale):
    """Disagreement over every ordered pair of answers, within cases and over all, with no coincidence matrix."""
    cases = [case for case in ratings if len(case) >= 2]
    every = [answer for case in cases for answer in case]

    def distance(a, b):
        if scale == "nominal":
            return float(a != b)
        low, high = min(a, b), max(a, b)
        between = sum(low <= answer <= high for answer in every)
        return (between - (every.count(low) + every.count(high)) / 2) ** 2

    observed = sum(sum(distance(a, b) for a, b in permutations(case, 2)) / (len(case) - 1) for case in cases)
    expected = sum(distance(a, b) for a, b in permutations(every, 2)) / (len(every) - 1)
    return 1 - observed / expected


def test_alpha_gives_the_published_example():
    assert krippendorff(EXAMPLE).value == pytest.approx(0.743, abs=5e-4)
    assert krippendorff(EXAMPLE, "ordinal").value == pytest.approx(0.815, abs=5e-4)
    assert krippendorff(EXAMPLE).cases == 11
    assert krippendorff(EXAMPLE).reviewers == 4


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("scale", ["nominal", "ordinal"])
def test_alpha_equals_a_loop_over_pairs(seed, scale):
    ratings = invented(seed)
    assert krippendorff(ratings, scale).value == pytest.approx(slow_alpha(ratings, scale), abs=1e-12)


@pytest.mark.parametrize("seed", range(8))
def test_fleiss_and_cohen_equal_another_library(seed):
    ratings = invented(seed, reviewers=2)
    table = np.array([np.bincount(case, minlength=4) for case in ratings])
    assert fleiss(ratings).value == pytest.approx(fleiss_kappa(table), abs=1e-12)
    crossed = to_table(np.array(ratings))[0]
    assert cohen(ratings).value == pytest.approx(cohens_kappa(crossed).kappa, abs=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_per_cent_agreement_equals_counting_pairs(seed):
    cases = [case for case in invented(seed) if len(case) >= 2]
    shares = [sum(a == b for a, b in pairs) / len(pairs) for pairs in (list(combinations(case, 2)) for case in cases)]
    assert per_cent_agreement(cases).value == pytest.approx(sum(shares) / len(shares), abs=1e-12)


def test_the_interval_holds_the_value_and_narrows_with_more_cases():
    few, many = fleiss(invented(1, cases=20, reviewers=3)), fleiss(invented(1, cases=400, reviewers=3))
    for found in (few, many):
        assert found.interval[0] < found.value < found.interval[1]
    assert many.interval[1] - many.interval[0] < (few.interval[1] - few.interval[0]) / 2


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    luck = random.Random(5)
    truth, covered = 0.6 + 0.4 / 4, 0  # the second copies the first in 60%, and draws one of four otherwise
    for _ in range(60):
        firsts = [luck.randrange(4) for _ in range(80)]
        ratings = [[first, first if luck.random() < 0.6 else luck.randrange(4)] for first in firsts]
        low, high = per_cent_agreement(ratings).interval
        covered += low <= truth <= high
    assert 51 <= covered <= 60


def test_one_case_is_not_enough():
    for coefficient in (per_cent_agreement, cohen, fleiss, krippendorff):
        found = coefficient([[0, 1]])
        assert (found.value, found.interval, found.cases) == (None, None, 1)


def test_one_and_the_same_answer_throughout_has_no_kappa_but_full_agreement():
    ratings = [[2, 2], [2, 2], [2, 2]]
    assert per_cent_agreement(ratings).value == 1
    assert [f(ratings).value for f in (cohen, fleiss, krippendorff)] == [None, None, None]


def test_unequal_numbers_of_reviews_are_refused_where_they_cannot_be_used():
    with pytest.raises(ValueError, match="exactly two reviews"):
        cohen([[0, 1], [0, 1, 1]])
    with pytest.raises(ValueError, match="same number of reviews"):
        fleiss([[0, 1], [0, 1, 1]])


def test_reviewers_needed_grows_as_opinions_divide():
    assert reviewers_needed([1] * 9) == 1
    clear, divided = reviewers_needed([1] * 15 + [0] * 5), reviewers_needed([1] * 11 + [0] * 9)
    assert 1 < clear < divided <= 20
    assert reviewers_needed([0, 1]) is None
    assert reviewers_needed([]) is None


def test_reviewers_needed_equals_drawing_them_one_by_one():
    answers = [0] * 8 + [1] * 4 + [2] * 2
    luck = random.Random(3)

    def reached(size):
        hits = 0
        for _ in range(4000):
            drawn = luck.sample(answers, size)
            top = max(drawn.count(code) for code in set(drawn))
            hits += [code for code in set(drawn) if drawn.count(code) == top] == [0]
        return hits / 4000

    needed = reviewers_needed(answers)
    assert reached(needed) > 0.88
    assert reached(needed - 1) < 0.92


def test_many_different_answers_take_no_room_for_every_pair_of_them() -> None:
    """Two readers of 400 texts use hundreds of sets of codes: a table of all pairs would take gigabytes."""
    cases = [[number, number + number % 2] for number in range(800)]
    found = krippendorff(cases)
    totals = [sum(case.count(answer) for case in cases) for answer in range(801)]
    n = sum(totals)
    expected = sum(total * (n - total) for total in totals) / (n - 1)
    assert found.value == pytest.approx(1 - 800 / expected)
