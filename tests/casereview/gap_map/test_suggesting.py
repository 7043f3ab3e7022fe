"""What is suggested for a name: the service with its rarer words first, slips of the pen allowed, nothing at random."""

import pytest

from casereview.gap_map.entry import Entry, Service
from casereview.gap_map.suggesting import suggestions

NAMES = [
    "Riverside Lunch Club", "Riverside Choir", "Riverside Bath House", "Market Lunch Club", "Village Bathing Service",
    "County Reading Service",
]  # fmt: skip
SERVICES = [Service(name, Entry(name, ("eating",) if "Lunch" in name else ("washing",))) for name in NAMES]


@pytest.mark.parametrize(
    ("words", "outcomes", "first"),
    [
        ("lunch clubs", ["eating"], {"Riverside Lunch Club", "Market Lunch Club"}),
        ("the market lunch", [], {"Market Lunch Club"}),
        ("riverside baths", ["washing"], {"Riverside Bath House"}),
        ("bathin service", ["washing"], {"Village Bathing Service"}),  # a slip of the pen
        ("county reading", [], {"County Reading Service"}),
        ("riverside service", [], {"County Reading Service", "Village Bathing Service"}),  # the rarer word tells more
    ],
)
def test_the_likeliest_comes_first(words, outcomes, first):
    found = [each.name for each in suggestions(words, outcomes, SERVICES)]
    assert set(found[: len(first)]) == first


def test_nothing_in_common_is_nothing_suggested_even_for_the_same_outcome():
    assert suggestions("Meals on wheels", ["eating"], SERVICES) == []
    assert suggestions("Lunch club", ["eating"], []) == []
    assert suggestions("Leading", ["washing"], SERVICES) == []  # nearly "reading", and another word


def test_what_it_was_named_for_decides_between_equals():
    twins = [Service(code, Entry("Corner Group", (code,))) for code in ("reading", "washing")]
    assert suggestions("corner group", ["washing"], twins)[0].id == "washing"
    assert suggestions("corner group", ["reading"], twins)[0].id == "reading"
