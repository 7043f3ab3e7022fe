"""The map counted a second time, person by person; its six states; and that nobody is shown in a group under five."""

import random

import pytest

from casereview.gap_map import wording
from casereview.gap_map.entry import Entry, Service
from casereview.gap_map.mapping import draw
from casereview.gap_map.naming import gather, print_of_name
from tests.gap_map import KNOWN, answers

OUTCOMES = (("eating", "Eating"), ("washing", "Washing"), ("reading", "Reading"))
PLACES = (("hill", "Hill"), ("dale", "Dale"), ("coast", "Coast"))
SERVICES = [
    Service("club", Entry("Club", ("eating",), ("hill",))),
    Service("meals", Entry("Meals", ("eating", "reading"), everywhere=True)),
    Service("bath", Entry("Bath", ("washing",), ("hill", "dale"))),
]
MEANT = {
    "the club": ("club",),
    "club or meals": ("club", "meals"),
    "meals": ("meals",),
    "bath": ("bath",),
    "my mum": (),
}
MATCHES = {print_of_name(words): services for words, services in MEANT.items()}
SAID = ["the club", "club or meals", "meals", "bath", "my mum", "something else", "-", ""]


def drawn(people):
    return draw(OUTCOMES, PLACES, gather(KNOWN, people), SERVICES, MATCHES)


def cell(people, outcome, place):
    return drawn(people).cells[outcome, place]


def crowd(area, n=5, **said):
    return [answers(area, **said) for _ in range(n)]


def slowly(people, outcome, place):
    """The numbers of a cell in plain loops: answered, people, strays, services named, not yet matched; or None."""

    def answered(where):
        return [each for each in people if each[f"help.{outcome}"].state == "answered"
                and (not where or each["area"].value == where)]  # fmt: skip

    sizes = {code: len(answered(code)) for code, _ in PLACES}
    shown = {code for code, size in sizes.items() if size >= 5}
    while shown and 0 < len(answered("")) - sum(sizes[code] for code in shown) < 5:
        shown.remove(min((code for code, _ in PLACES if code in shown), key=lambda code: sizes[code]))
    if len(answered("")) < 5 or (place and place not in shown):
        return None
    knowing, straying, named, waiting = 0, 0, set(), set()
    for each in answered(place):
        words = each[f"help.{outcome}"].other
        meant = MATCHES.get(print_of_name(words)) if words else ()
        if meant is None:
            waiting.add(words)
            continue
        there = {s.id for s in SERVICES if s.id in meant and outcome in s.entry.outcomes
                 and (not place or s.entry.everywhere or place in s.entry.places)}  # fmt: skip
        knowing += bool(there)
        straying += bool(meant) and not there
        named |= there
    return len(answered(place)), knowing, straying, named, len(waiting)


@pytest.mark.parametrize("seed", range(6))
def test_every_cell_is_what_counting_people_one_by_one_gives(seed):
    chance = random.Random(seed)
    people = [
        answers(
            chance.choice(["hill", "hill", "dale", "coast", ""]), **{row: chance.choice(SAID) for row, _ in OUTCOMES}
        )
        for _ in range(chance.choice([4, 18, 40]))
    ]
    found = drawn(people)
    for (outcome, place), each in found.cells.items():
        slow = slowly(people, outcome, place)
        assert (each.state == "hidden") == (slow is None), (outcome, place)
        numbers = (each.answered, each.people, each.strays, {service.id for service in each.named}, each.waiting)
        assert numbers == (slow or (0, 0, 0, set(), 0)), (outcome, place)
        assert each.here == tuple(s for s in SERVICES_BY_NAME if s.helps(outcome, place))


SERVICES_BY_NAME = sorted(SERVICES, key=lambda service: service.name)


def test_the_states():
    assert cell(crowd("hill", eating="the club"), "eating", "hill").state == "known"
    assert cell(crowd("hill", eating="my mum"), "eating", "hill").state == "unnamed"
    assert cell(crowd("hill", eating="something else"), "eating", "hill").state == "waiting"
    assert cell(crowd("coast", washing="bath"), "washing", "coast").state == "elsewhere"
    assert cell(crowd("coast", washing="-"), "washing", "coast").state == "none"
    assert cell(crowd("hill", 4, eating="the club"), "eating", "hill").state == "hidden"


def test_one_who_knows_outweighs_a_name_that_waits_and_a_stray_is_told():
    people = [
        *crowd("dale", 4, eating="the club"),
        answers("dale", eating="meals"),
        answers("dale", eating="something else"),
    ]
    found = cell(people, "eating", "dale")
    assert (found.state, found.people, found.strays, found.waiting) == ("known", 1, 4, 1)
    assert [service.id for service in found.elsewhere] == ["club"]


def test_a_name_for_several_is_not_elsewhere_where_one_of_them_is_here():
    assert cell(crowd("dale", eating="club or meals"), "eating", "dale").elsewhere == ()


def test_too_few_look_like_nobody_and_cannot_be_worked_out_from_the_whole():
    people = [*crowd("hill", 9, eating="the club"), *crowd("dale", 6, eating="-"), *crowd("coast", 3, eating="meals")]
    found = drawn(people).cells
    assert found["eating", "coast"] == cell([*people[:15], answers("coast", washing="-")], "eating", "coast")
    assert found["eating", "dale"].state == "hidden"  # or 18 less 9 and 6 would be the three
    assert found["eating", "hill"].answered == 9
    assert found["eating", ""].answered == 18


def test_the_opening_names_who_misses_most_and_every_tie():
    people = [
        *crowd("hill", eating="the club", washing="-", reading="-"),
        *crowd("dale", eating="-", washing="bath", reading="-"),
    ]
    assert wording.opening(drawn(people)) == (
        "For 3 of 3 outcomes a service exists; for 2 of them nobody in Hill or Dale named one."
    )
    assert wording.least_known(drawn(people)) == (
        "Known to the fewest: reading, for which 0 of 10 people named one that exists."
    )
    known = crowd("hill", eating="the club", washing="bath", reading="meals")
    assert wording.opening(drawn(known)) == "For 3 of 3 outcomes a service exists."
