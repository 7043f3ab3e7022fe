"""Dealing cases into groups gives the probability that counting every possible deal gives, for every kind of number."""

from itertools import combinations

import numpy as np
import pytest

from casereview.findings.counting import count
from casereview.findings.dealing import _deal, dealt, parts
from casereview.findings.frame import Frame
from casereview.findings.result import SMALL
from tests.every_finding import frame

FRAME = frame(1, 60)
KINDS = ("share", "distribution", "mean", "rating")
BREAKABLE = [each for each in FRAME.instrument.findings if each.kind in KINDS and not each.by]


def exact(values: list[float], first: int) -> float:
    """Every way to choose who is in the first group, counted one by one."""

    def apart(chosen: tuple[int, ...]) -> float:
        one = [values[place] for place in chosen]
        other = [value for place, value in enumerate(values) if place not in chosen]
        return abs(sum(one) / len(one) - sum(other) / len(other))

    observed = apart(tuple(range(first)))
    deals = list(combinations(range(len(values)), first))
    return sum(apart(deal) >= observed - 1e-9 for deal in deals) / len(deals)


@pytest.mark.parametrize(
    "values",
    [
        [1.0, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0],
        [24.0, 31, 9.5, 22, 7, 7.5, 8, 0, 3, 12, 6, 5],
        [0.5, 0.5, 1, 0, 0, 0.25, 0, 0, 1, 0, 0, 0.5],
    ],
    ids=["share", "mean", "shared weight"],
)
def test_it_is_the_exact_probability_within_what_ten_thousand_deals_can_tell(values: list[float]) -> None:
    found = _deal(np.array(values), np.ones(12), np.array([0, 4]))
    assert found.deals == 10_000
    assert found.probability == pytest.approx(exact(values, 4), abs=0.015)


def test_the_same_cases_are_always_dealt_the_same() -> None:
    values = np.arange(12.0)
    assert _deal(values, np.ones(12), np.array([0, 5])) == _deal(values, np.ones(12), np.array([0, 5]))


@pytest.mark.parametrize("finding", BREAKABLE, ids=lambda each: each.id)
def test_its_parts_are_those_of_the_number(finding) -> None:  # type: ignore[no-untyped-def]
    result = count(finding, FRAME)
    lead = finding.lead or (result.rows[0].code if result.rows else "")
    if finding.kind == "rating" and not result.profile:
        lead = ""
    counts, bases = parts(finding, FRAME, lead)
    assert counts.sum() == pytest.approx(result.numerator)
    assert bases.sum() == pytest.approx(result.denominator)


def test_fewer_than_ten_cases_are_not_compared() -> None:
    finding = next(each for each in BREAKABLE if each.kind == "share")
    few = Frame(FRAME.instrument, FRAME.records[: SMALL - 1])
    assert dealt(finding, few, "", _fact(), _codes()) is None


def _fact() -> str:
    return next(each.id for each in FRAME.instrument.attributes if each.options)


def _codes() -> list[str]:
    return [option.code for option in FRAME.instrument.options_of(_fact()).options]
