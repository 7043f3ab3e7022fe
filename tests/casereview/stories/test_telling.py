"""A story is told in order and without a day; the line is to scale; a rare combination says what to coarsen."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from casereview.stories.rarity import LEAST, Shared, alike, rarity
from casereview.stories.telling import Happened, Step, Told, told_hash, told_steps
from casereview.stories.timeline import APART, EDGE, WIDTH, places, span
from casereview.stories.when import Moment


def happened(on, kind="life", precision="day", words="Something"):
    return Happened("x", Moment(date.fromisoformat(on), precision), kind, words)


EVENTS = [
    happened("2025-06-02", "decision", words="Third"),
    happened("2025-03-03", "contact", words="Second"),
    happened("2024-11-01", precision="month", words="First"),
    happened("2025-06-02", "health", words="Fourth"),
]


def step(weeks):
    return Step("", "", "", "", "", weeks)


def test_events_are_told_by_day_from_the_first_contact():
    steps = told_steps(EVENTS)
    assert [(each.words, each.when, each.kind) for each in steps] == [
        ("First", "4 months before", "Life event"),
        ("Second", "First contact", "Contact"),
        ("Third", "3 months after", "Decision"),
        ("Fourth", "3 months after", "Health event"),
    ]
    assert [each.weeks for each in steps] == [-17, 0, 13, 13]


def test_without_a_contact_time_is_counted_from_the_start():
    assert [each.when for each in told_steps([happened("2025-01-01"), happened("2025-02-01")])] == [
        "The start",
        "4 weeks after",
    ]
    assert told_steps([]) == ()


def test_a_story_moved_by_a_year_reads_the_same_and_a_story_with_another_word_does_not():
    told = Told("Title", "", (), told_steps(EVENTS), "", "", "")
    later = [
        replace(each, moment=Moment(each.moment.on.replace(year=each.moment.on.year + 4), each.moment.precision))
        for each in EVENTS
    ]
    assert told_hash(told, ["a"]) == told_hash(replace(told, steps=told_steps(later)), ["a"])
    for other in (
        replace(told, title="Titles"),
        replace(told, facts=(("Area", "North"),)),
        replace(told, steps=told.steps[:3]),
    ):
        assert told_hash(other, ["a"]) != told_hash(told, ["a"])
    assert told_hash(told, ["a"]) != told_hash(told, ["a", "b"])


def test_the_line_is_to_scale_where_there_is_room_and_no_dot_covers_another():
    assert places([step(-10), step(0), step(30)]) == [EDGE, EDGE + (WIDTH - 2 * EDGE) / 4, WIDTH - EDGE]
    for weeks in ([0, 0, 0, 1, 52], [0, 50, 52, 52, 52], [0, 0], list(range(40)), [3], []):
        found = places([step(week) for week in weeks])
        assert all(EDGE - 0.1 <= each <= WIDTH - EDGE + 0.1 for each in found)
        apart = min(APART, (WIDTH - 2 * EDGE) / max(len(weeks) - 1, 1))
        assert all(b - a >= apart - 0.11 for a, b in pairwise(found))


def test_how_long_it_took():
    assert [span([step(0), step(weeks)]) for weeks in (0, 5, 26, 156)] == [
        "about a week", "about 5 weeks", "about 6 months", "about 3 years",
    ]  # fmt: skip


ROWS = [
    *({"area": "north", "age": "old", "kind": "leaf_a"} for _ in range(2)),
    *({"area": "north", "age": "old", "kind": "leaf_b"} for _ in range(4)),
    *({"area": "south", "age": "old", "kind": "leaf_a"} for _ in range(3)),
    {"area": "south", "age": "", "kind": "leaf_c"},
]
TOLD = [
    Shared("area", "Area", frozenset({"north"})),
    Shared("age", "Age band", frozenset({"old"})),
    Shared("kind", "Kind", frozenset({"leaf_a"}), coarser=(("Leaves", frozenset({"leaf_a", "leaf_b"})),)),
]


def test_a_rare_combination_says_which_single_change_helps():
    found = rarity(TOLD, ROWS)
    assert (found.alike, found.among, found.is_rare) == (2, 10, True)
    assert found.advice == (
        "Kind: say “Leaves” instead (6 cases alike)",
        "Kind: leave it out (6 cases alike)",
        "Area: leave it out (5 cases alike)",
    )


def test_alike_is_what_counting_one_by_one_gives():
    for told in (TOLD, TOLD[:1], TOLD[1:], []):
        by_hand = 0
        for row in ROWS:
            if not [each for each in told if row[each.attribute] not in each.codes]:
                by_hand += 1
        assert alike(told, ROWS) == by_hand


def test_five_alike_are_not_rare_and_a_hopeless_combination_says_where_to_begin():
    assert LEAST == 5
    assert not rarity(TOLD[1:2], ROWS).is_rare
    assert rarity(
        [Shared("kind", "Kind", frozenset({"leaf_c"})), Shared("age", "Age band", frozenset({"old"}))], ROWS
    ).advice == ("Kind: leave it out (9 cases alike)",)
    few = rarity(TOLD, ROWS[:2])
    assert few.advice[0].startswith("No single change reaches 5. Begin with this one: ")
