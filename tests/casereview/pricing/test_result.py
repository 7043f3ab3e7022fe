"""Cases are priced as a slow loop prices them; the interval carries cases and prices; nothing is guessed."""

from datetime import date
from math import sqrt
from statistics import mean, stdev

import numpy as np
import pytest

from casereview.pricing.prices import needed
from casereview.pricing.result import WEEKS, costed
from casereview.scaling import Bill, luck
from casereview.statistics import mean_interval
from tests.casereview.pricing.slow import INSTRUMENT, PRICES, bills, frame

PRICING = INSTRUMENT.pricing[0]


@pytest.mark.parametrize("net", [False, True])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_case_is_priced_as_the_slow_loop_does(seed: int, net: bool):
    cases = frame(seed=seed)
    found, slow = costed(PRICING, cases, PRICES), bills(cases, net)
    assert found.cases == len(slow) < found.whole == 60
    assert found.sums(net).actual == pytest.approx(sum(each[2] for each in slow))
    assert found.sums(net).ideal == pytest.approx(sum(each[3] for each in slow))
    assert found.part(net).stated == pytest.approx(mean(each[2] - each[3] for each in slow))
    assert found.interval(net) == pytest.approx(mean_interval([each[2] - each[3] for each in slow]))


def test_who_moved_where_adds_up_to_all_of_it():
    cases = frame()
    found, slow = costed(PRICING, cases, PRICES), bills(cases)
    labels = {"home": "Home", "house": "House"}
    for move in found.moves:
        own = [each for each in slow if (labels[each[0]], labels[each[1]]) == (move.actual, move.ideal)]
        assert move.cases == len(own)
        assert move.gross.saved == pytest.approx(sum(each[2] - each[3] for each in own))
    assert sum(move.cases for move in found.moves) == found.cases
    assert sum(move.net.saved for move in found.moves) == pytest.approx(found.sums(net=True).saved)


def test_what_is_not_known_and_what_has_no_price_is_left_out_and_counted():
    cases = frame(seed=4)
    found = costed(PRICING, cases, {key: each for key, each in PRICES.items() if key != "places.house"})
    known = bills(cases)
    priced = [each for each in known if "house" not in each[:2]]
    assert [each.item for each in found.lacking] == ["places.house"]
    assert found.cases == len(priced) > 0
    assert {each.reason: each.count for each in found.left_out} == {
        "missing": 60 - len(known), "unpriced": len(known) - len(priced)
    }  # fmt: skip


def test_nobody_and_one_are_no_error_and_have_no_interval():
    for n in (0, 1):
        found = costed(PRICING, frame(n, was_place="home", was_band="few", best_place="home", best_band="few"), PRICES)
        assert found.cases == n
        assert found.drawn().figure.sure


def test_with_certain_prices_the_draws_have_the_t_interval_of_the_cases():
    found = costed(PRICING, frame(200), {key: _certain(each) for key, each in PRICES.items()})
    low, high = found.interval() or (0.0, 0.0)
    figure = found.drawn().figure
    assert (figure.low, figure.high) == (pytest.approx(low, abs=3), pytest.approx(high, abs=3))
    assert found.drawn().figure == found.drawn().figure  # the seed is fixed


def test_uncertain_prices_widen_it_as_a_slow_draw_of_both_does():
    """Resampled by hand: a mean bill from the normal of its cases, each price from its triangle."""
    cases = frame(200)
    found, chance = costed(PRICING, cases, PRICES), np.random.default_rng(5)
    differences = found.taken.actual - found.taken.ideal
    spread = np.cov(differences, rowvar=False) / len(differences)
    slow = []
    for quantity in chance.multivariate_normal(differences.mean(axis=0), spread, 20_000):
        prices = [chance.triangular(p.low, p.gross, p.high) if p.low < p.high else p.gross for p in found.prices]
        slow.append(float(quantity @ prices))
    figure = found.drawn().figure
    assert figure.low == pytest.approx(np.quantile(slow, 0.025), abs=6)
    assert figure.high == pytest.approx(np.quantile(slow, 0.975), abs=6)


def test_where_all_cases_are_alike_the_range_is_that_of_the_prices():
    found = costed(PRICING, frame(20, was_place="house", best_place="home", best_band="few"), PRICES)
    house, hour, chance = PRICES["places.house"], PRICES["hour"], np.random.default_rng(5)
    slow = [
        chance.triangular(house.low, house.gross, house.high) - 4 * chance.triangular(hour.low, hour.gross, hour.high)
        for _ in range(40_000)
    ]
    figure = found.drawn().figure
    assert figure.value == pytest.approx(800 - 4 * 25)
    assert figure.low == pytest.approx(np.quantile(slow, 0.025), abs=4)
    assert figure.high == pytest.approx(np.quantile(slow, 0.975), abs=4)


def test_the_year_is_52_weeks_and_a_day_of_all_cases():
    found = costed(PRICING, frame(), PRICES)
    assert found.year().value == pytest.approx(found.sums().saved * 365 / 7)
    assert pytest.approx(52.14, abs=0.01) == WEEKS


def test_one_thing_alone_is_drawn_with_its_own_deviation():
    hours = [0, 1, 2, 3, 4, 5, 6, 7]
    bill = Bill((mean(hours),), ((stdev(hours) ** 2,),), 8, (_certain(PRICES["hour"]).range,), ("hour",), (5.0,))
    drawn = bill.draw(luck(bill, "x"), 50_000)
    assert float(drawn.mean()) == pytest.approx(mean(hours) * 20, rel=0.02)
    assert float(np.quantile(drawn, 0.975)) == pytest.approx(
        (mean(hours) + 2.3646 * stdev(hours) / sqrt(8)) * 20, rel=0.03
    )


def test_prices_past_their_date_are_named_where_a_case_takes_them():
    found = costed(PRICING, frame(), PRICES)
    assert found.past(date(2027, 3, 31)) == []
    assert found.past(date(2027, 4, 1)) == ["places.home", "places.house", "hour"]


def test_a_price_says_whose_it_is_and_when_it_is_past_its_date():
    price = PRICES["hour"]
    assert price.defended(date(2027, 3, 31)) == "Unit costs: Ledger. Finance, 1 April 2026"
    assert price.defended(date(2027, 4, 1)).endswith("Past its date: it stood until 31 March 2027")


def test_an_instrument_says_what_it_needs_a_price_for_each_once():
    assert [(each.item, each.per) for each in needed(INSTRUMENT)] == [
        ("places.home", "week"), ("places.house", "week"), ("hour", "hour")
    ]  # fmt: skip


def _certain(price):
    from dataclasses import replace

    return replace(price, low=price.gross, high=price.gross)
